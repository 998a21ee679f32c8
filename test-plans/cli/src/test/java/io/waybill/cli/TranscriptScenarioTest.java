package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a user reads, word for word: {@code src/test/resources/scenarios}. After a change that is meant, write them anew
 * with {@code -Dscenarios.update} and review the difference.
 */
final class TranscriptScenarioTest {

    private static final Path SCENARIOS = Path.of("src", "test", "resources", "scenarios");

    private static final Path REPOSITORY = Path.of("..", "..");

    /** It has one where there are jars, and is called otherwise where there are not. */
    private static final Pattern VERSION_OF_OUR_BROKER =
            Pattern.compile("(?<= reference )(development|\\d[^ ,]*)(?=,)");

    @TempDir
    private static Path directory;

    @BeforeAll
    static void histories_are_there() throws IOException {
        Samples.lostWrite(directory);
        Samples.healthy(directory);
        Samples.twice(directory);
        Samples.empty(directory);
        Samples.torn(directory);
        Samples.damaged(directory);
        Samples.plans(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "check-lost-write, check lost-write.waybill",
        "check-healthy, check healthy.waybill",
        "check-empty, check empty.waybill",
        "check-torn, check torn.waybill",
        "check-damaged, check damaged.waybill",
        "check-followed, check lost-write.waybill --follow --claims no-phantom",
        "check-followed-text, check docs/examples/lost-write.jsonl --follow",
        "check-missing, check nowhere.waybill",
        "check-claims, check lost-write.waybill --claims no-phantom",
        "check-misspelt-claim, check lost-write.waybill --claims at-lest-once",
        "check-json, check lost-write.waybill --json --claims at-least-once",
        "explain-anomaly, explain lost-write.waybill A1 --context 2",
        "explain-kind, explain appended-twice.waybill duplicate-append",
        "explain-lost-message, explain lost-write.waybill --message order-8842",
        "explain-healthy-message, explain healthy.waybill --message p2#2 --context 1",
        "explain-nothing, explain healthy.waybill",
        "explain-not-found, explain lost-write.waybill A7",
        "explain-no-such-message, explain lost-write.waybill --message order-1",
        "claims-claim, claims exactly-once",
        "claims-anomaly, claims lost-write",
        "claims-misspelt, claims lost-wirte",
        "export-jsonl, export lost-write.waybill --format jsonl",
        "export-edn, export healthy.waybill --format jepsen-edn",
        "export-unknown-format, export healthy.waybill --format josnl",
        "check-bad-recovery, check healthy.waybill --recovery soon",
        "example-lost-write, check docs/examples/lost-write.jsonl",
        "example-duplicate, check docs/examples/duplicate.jsonl",
        "example-torn-transaction, check docs/examples/torn-transaction.jsonl",
        "example-phantom, check docs/examples/phantom.jsonl",
        "example-unseen-tail, check docs/examples/unseen-tail.jsonl",
        "example-explained, explain docs/examples/lost-write.jsonl lost-write",
    })
    void a_question_about_a_history_shows_what_its_transcript_says(String name, String commandLine) throws IOException {
        compare(name, commandLine);
    }

    @ParameterizedTest
    @CsvSource({
        "run-unknown-plan, run acks-all-loses-nothing-when-leaders-dye",
        "run-plan-file-with-mistakes, run mistakes.yaml",
        "run-set-what-there-is-not, run acks-all-loses-nothing-when-leaders-die --set phases.strom=5s --seed 1",
        "run-set-what-cannot-be, run acks-all-loses-nothing-when-leaders-die --set cluster.nodes=2",
        "run-dry, run acks-one-loses-acknowledged-messages-when-the-leader-dies --seed 5 --dry-run --profile short",
        "run-dry-of-many, run exactly-once-in-a-partition --seeds 1..9 --dry-run",
        "run-no-such-file, run plans/nowhere.yaml",
        "run-several-dry, run good.yaml exactly-once-in-a-partition --env local --dry-run --seed 5 --profile small",
        "run-several-nowhere, run exactly-once-in-a-partition a-power-cut-takes-what-was-not-synced --system kafka",
        "run-several-unknown, run exactly-once-in-a-partitoin good.yaml unclean-elections --profile huge",
        "run-several-no-profile, run good.yaml exactly-once-in-a-partition --profile shrot",
        "run-several-with-more, 'run good.yaml good.yaml --only isr2 --times 3 --seeds 1..9 --from latest"
                + " --keep-cluster --bootstrap a:1'",
        "run-catalogue-and-plans, run good.yaml --catalogue",
        "plan-nothing, plan",
        "plan-validate, plan validate good.yaml exactly-once-in-a-partition",
        "plan-validate-mistakes, plan validate good.yaml mistakes.yaml nowhere.yaml",
        "plan-expand, plan expand good.yaml --seed 7",
        "plan-expand-profile, plan expand good.yaml --profile smal",
        "plan-moments, plan moments",
        "plan-cycle, plan validate round.yaml",
        "init-over-a-file, init good.yaml",
        "help-plan-expand, plan expand --help",
        "run-unknown-profile, run acks-all-loses-nothing-when-leaders-die --profile tiny",
        "run-unknown-environment, run exactly-once-in-a-partition --env simulatd",
        "run-not-here, run exactly-once-in-a-partition --env local --only no-idempotence",
        "run-seeds-locally, run acks-all-loses-nothing-when-leaders-die --env local --seeds 1..9",
        "run-foreign-system, run exactly-once-in-a-partition --system kafka",
        "run-mutant-locally, run acks-all-loses-nothing-when-leaders-die --system kafka --mutant I2",
        "run-unknown-mutant, run exactly-once-in-a-partition --mutant I2 --mutant I99",
        "run-seed-and-seeds, run exactly-once-in-a-partition --seed 1 --seeds 1..9",
        "run-bad-seeds, run exactly-once-in-a-partition --seeds 9..1",
        "run-seeds-kept, run exactly-once-in-a-partition --seeds 1..9 --out runs",
        "run-bootstrap-and-more, run unclean-elections-diverge --bootstrap a:1 --env local --system kafka --mutant I2",
        "run-bootstrap-nonsense, 'run messages-come-out-once-and-in-order --bootstrap broker,b:70000'",
        "run-bootstrap-config-missing, run --bootstrap a:1 --bootstrap-config nowhere.properties",
        "run-as-is-of-nothing, run --as-is --bootstrap-config nowhere.properties",
        "run-threads-of-one, run exactly-once-in-a-partition --seed 1 --threads 4",
        "run-controls-every-of-one, run exactly-once-in-a-partition --seed 1 --controls-every 1",
        "run-no-controls-every, run exactly-once-in-a-partition --seeds 1..9 --controls-every 0",
        "run-no-threads, run exactly-once-in-a-partition --seeds 1..9 --threads 0",
        "replay-missing, replay r-000000",
        "replay-nothing, replay latest",
        "help-replay, replay --help",
        "help-diff, diff --help",
        "diff-missing, diff r-000000 r-000001",
        "simulate-unknown, simulate database",
        "simulate-unknown-profile, simulate quorum --profile chrashes",
        "simulate-unknown-mutant, simulate quorum --mutant Q99",
        "simulate-bad-seeds, simulate quorum --seeds 9..1",
        "simulate-trace-of-many, simulate quorum --seeds 1..9 --trace",
        "bench-unknown, bench raft",
        "help-simulate, simulate --help",
        "misspelt-option, check lost-write.waybill --clams x",
        "misspelt-command, chekc lost-write.waybill",
        "no-command, ''",
        "help, --help",
        "help-check, check --help",
        "help-run, run --help",
    })
    void any_other_command_line_shows_what_its_transcript_says(String name, String commandLine) throws IOException {
        compare(name, commandLine);
    }

    private static void compare(String name, String commandLine) throws IOException {
        Path transcript = SCENARIOS.resolve(name + ".txt");

        Path where = commandLine.contains("docs/examples/") ? REPOSITORY : directory;
        Session.Shown shown = Session.in(where).type(commandLine.isEmpty() ? new String[0] : commandLine.split(" "));

        String text = transcript(commandLine, shown);
        if (System.getProperty("scenarios.update") != null) {
            Files.writeString(transcript, text);
        }
        assertThat(text).isEqualTo(Files.readString(transcript));
    }

    private static String transcript(String commandLine, Session.Shown shown) {
        String text = "$ waybill " + commandLine + "\n" + shown.out();
        if (!shown.err().isEmpty()) {
            text += "---- stderr\n" + shown.err();
        }
        String whole = (text + "---- exit code " + shown.exitCode() + "\n").replace(directory.toString(), "DIR");
        return VERSION_OF_OUR_BROKER.matcher(whole).replaceAll("VERSION");
    }
}
