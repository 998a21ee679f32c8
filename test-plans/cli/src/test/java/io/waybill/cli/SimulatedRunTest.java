package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.waybill.runfile.KeptRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run of a plan in the simulated world, what is kept of it, and its repetition. */
final class SimulatedRunTest {

    private static final String PLAN = "exactly-once-in-a-partition";
    private static final int SEED = 5;

    @TempDir
    private static Path directory;

    private static Session.Shown shown = new Session.Shown(-1, "", "");
    private static Path run = Path.of("");

    private static Session.Shown type(String... arguments) {
        return Session.in(directory).type(arguments);
    }

    @BeforeAll
    static void a_run_is_kept() throws IOException {
        shown = type("run", PLAN, "--seed", String.valueOf(SEED));
        try (Stream<Path> runs = Files.list(directory.resolve(".waybill"))) {
            run = runs.findFirst().orElseThrow();
        }
    }

    private static String id() {
        return String.valueOf(run.getFileName()).replace(".waybill", "");
    }

    private static String result() throws IOException {
        return text("result.json");
    }

    private static String text(String name) throws IOException {
        return Kept.text(run, name);
    }

    @Test
    void a_simulated_run_is_reported_as_any_other() {
        assertThat(shown.exitCode()).as(shown.out()).isZero();
        assertThat(shown.out())
                .contains("✓ HOLDS  No violation of 9 claims in")
                .contains("no-idempotence is a control: broke as it must", "acks-one is a control: broke as it must")
                .contains("world     simulated,", "· hash ", "replay    waybill replay " + id());
        assertThat(shown.err())
                .contains(id() + ", reference ", "3 configurations, seed 0x5")
                // Where there is a container engine, the plan is as little for it as for processes.
                .containsPattern("environment simulated, a world that the seed decides; not containers.* local: conf")
                .doesNotContain("fault F");
    }

    @Test
    void a_plan_that_no_world_can_carry_out_is_refused_with_the_reasons_of_each() {
        Session.Shown nowhere = type("run", PLAN, "--set", "cluster.broker=kafka");

        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err())
                .contains("plan " + PLAN + ": it cannot be run containers: kafka cannot be had in containers yet")
                .contains("plan " + PLAN + ": it cannot be run local: configuration idempotent: ")
                .contains("plan " + PLAN
                        + ": it cannot be run simulated: it is for kafka, and in the simulated world there"
                        + " is only the reference broker")
                .contains("nothing was started");
    }

    @Test
    void everything_is_kept_in_one_file_that_another_judge_needs() throws IOException {
        assertThat(run).isRegularFile().hasFileName(id() + ".waybill");
        assertThat(text("plan.txt")).contains("environment = simulated", "seed = 0x5");
        assertThat(text("manifest.json")).contains("\"seed\" : \"0x5\"", "\"environment\" : \"simulated\"");
        assertThat(text("idempotent/faults.jsonl").lines())
                .anyMatch(line -> line.startsWith("{\"what\":\"planned\",\"occurrence\":0,"))
                .anyMatch(line -> line.startsWith("{\"what\":\"started\",\"fault\":0,"))
                .anyMatch(line -> line.startsWith("{\"what\":\"ended\",\"fault\":0,"));
        assertThat(text("idempotent/settings.txt"))
                .contains("environment = simulated", "cluster.config.min.insync.replicas = 2");
        assertThat(type("explain", id()).out()).contains("Acknowledged, then lost");
        assertThat(type("list").out()).contains(id()).contains(PLAN);
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(Path.of("../../docs/schema/result-1.json")), InputFormat.JSON)
                        .validate(result(), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void a_kept_run_is_judged_as_it_was_when_it_ended_wherever_its_file_is(@TempDir Path elsewhere) throws IOException {
        Path artifact = Files.copy(run, elsewhere.resolve("artifact.zip"));

        Session.Shown byId = type("check", id());
        Session.Shown byFile = Session.in(elsewhere).type("check", "artifact.zip");

        assertThat(byId.exitCode()).isZero();
        assertThat(byId.out()).isEqualTo(shown.out());
        assertThat(byFile.out()).isEqualTo(shown.out().replace(run.toString(), artifact.toString()));
        assertThat(artifact).hasSameBinaryContentAs(run);
    }

    @Test
    void a_run_that_was_killed_is_judged_by_its_plan_and_packed_by_the_next(@TempDir Path elsewhere)
            throws IOException {
        Path killed = Files.createDirectories(elsewhere.resolve(".waybill/r-000003"));
        unpack(killed, name -> !name.equals("result.json") && !name.startsWith("acks-one/"));
        Session there = Session.in(elsewhere);

        Session.Shown judged = there.type("check", "r-000003");
        Session.Shown next = there.type("run", PLAN, "--seed", "6", "--env", "simulated", "-q");

        assertThat(judged.exitCode()).isEqualTo(130);
        assertThat(judged.out())
                .contains("INTERRUPTED", "no-idempotence is a control: broke as it must", "29 × appended batch")
                .contains("✓ ", "run       " + killed + "\n");
        assertThat(next.err()).contains("packed a run that was killed: " + killed + ".waybill");
        assertThat(killed).doesNotExist();
        assertThat(there.type("list").out()).contains("r-000003").contains("unfinished");
        assertThat(there.type("check", "r-000003").out())
                .isEqualTo(judged.out().replace("r-000003\n", "r-000003.waybill\n"));
    }

    private static void unpack(Path directory, Predicate<String> which) throws IOException {
        try (KeptRun kept = KeptRun.open(run)) {
            for (String name : kept.names()) {
                if (which.test(name)) {
                    Path file = directory.resolve(name);
                    Files.createDirectories(file.getParent());
                    Files.write(file, kept.read(name));
                }
            }
        }
    }

    @Test
    void a_history_of_a_run_is_judged_and_exported_alone() {
        Session.Shown control = type("check", id() + "/acks-one");

        assertThat(control.exitCode()).isEqualTo(1);
        assertThat(control.out()).contains("acknowledged messages were lost");
        assertThat(type("export", "latest/idempotent", "--to", "jsonl").out()).startsWith("{\"type\":\"history\"");
        assertThat(type("check", id() + "/acks-all").err())
                .contains(id() + " has no history of \"acks-all\", expected one of " + id() + "/acks-one, ");
        assertThat(type("export", id(), "--to", "jsonl").err()).contains(id() + " is a run with 3 histories");
        assertThat(type("check", id(), "--claims", "no-phantom").err()).contains("its plan says what is claimed");
    }

    @Test
    void a_repetition_is_the_same_run_event_by_event() {
        Session.Shown again = type("replay", id());

        assertThat(again.exitCode()).as(again.out()).isZero();
        assertThat(again.out())
                .contains("✓ IDENTICAL  " + id() + " again, event by event: 13 verdicts the same.")
                .contains("✓ idempotent", "✓ no-idempotence", "✓ acks-one", "hash ")
                .contains("was   holds: No violation");
        assertThat(type("replay", "latest").out()).contains("✓ IDENTICAL  " + id());
    }

    @Test
    void another_run_is_told_apart_from_what_was_stored() throws IOException {
        Path other = Files.createDirectories(directory.resolve("elsewhere/r-000001"));
        String forged = result().replaceFirst("\"hash\" : \"[0-9a-f]{16}\"", "\"hash\" : \"00000000deadbeef\"")
                .replaceFirst(
                        "\"verdict\" : \"holds\",(\\s+)\"violations\"", "\"verdict\" : \"unknown\",$1\"violations\"");
        Files.writeString(other.resolve("result.json"), forged);

        Session.Shown again = type("replay", "elsewhere/r-000001");

        assertThat(again.exitCode()).isEqualTo(4);
        assertThat(again.out())
                .contains("✕ DIFFERENT  This is not the run that r-000001 was.")
                .contains("✕ idempotent", "hash: was 00000000deadbeef, is ", "No duplicate: was unknown, is holds")
                .contains("✓ no-idempotence", "✓ acks-one")
                .contains("another version of Waybill");
    }

    @Test
    void what_a_run_was_is_run_again_as_a_new_run() {
        Session.Shown again = type("run", "--from", id(), "--out", "again", "-q");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(lasting(again.out())).isEqualTo(lasting(shown.out()));
        assertThat(again.out()).contains("run       " + directory.resolve("again"));
    }

    /** What is the same of two runs: neither their names, nor how long the machine took. */
    private static String lasting(String report) {
        return report.replaceAll(" +[0-9.]+ m?s\n", "\n")
                .replaceAll("r-[0-9a-f]{6}", "RUN")
                .replaceAll("run  .*", "");
    }

    @Test
    void what_else_is_given_is_otherwise_than_the_run_was() {
        String[] some = {"--only", "idempotent", "--set", "configurations.idempotent.workload.rate=10/s"};
        Session.Shown smaller =
                type("run", "--from", run.toString(), some[0], some[1], some[2], some[3], "--out", "x", "-q");
        Session.Shown wrong = type("run", PLAN, "--from", id(), "-q");

        assertThat(smaller.exitCode()).as(smaller.err()).isEqualTo(3);
        assertThat(smaller.out()).contains("simulated,", "(left out by --only)").doesNotContain("788 sends");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--from is a run whose plan is run again: give it or a plan");
    }

    @Test
    void a_run_of_the_real_world_is_not_repeated_where_it_cannot_take_place() throws IOException {
        Path other = Files.createDirectories(directory.resolve("elsewhere/r-000002"));
        Files.writeString(
                other.resolve("result.json"),
                result().replace("\"environment\" : \"simulated\"", "\"environment\" : \"mars\""));

        Session.Shown again = type("replay", "elsewhere/r-000002");

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("r-000002 took place in another world, mars", "waybill run --from r-000002");
        assertThat(again.out()).isEmpty();
    }

    @Test
    void many_seeds_are_summed_up_and_nothing_of_them_is_kept() {
        Session.Shown many = type("run", PLAN, "--seeds", "5..6", "--threads", "2");

        assertThat(many.exitCode()).as(many.out()).isZero();
        assertThat(many.out())
                .contains("✓ HOLDS  No violation of 9 claims in 2 seeds.")
                .contains("✓ No duplicate            holds      in 2 seeds")
                .contains("no-idempotence   control, broke as it must: No duplicate in 1 of 1 seed")
                .contains("5..6; controls with every 10th; 2 threads", "runs/s", "virtual seconds a second")
                .containsPattern("×\\s+leader killed with sends in flight \\(in 2 seeds\\)");
        assertThat(directory.resolve(".waybill").toFile().list()).hasSize(1);
    }

    @Test
    void the_controls_run_with_each_seed_where_that_is_asked_for() {
        Session.Shown many = type("run", PLAN, "--env", "simulated", "--seeds", "5..6", "--controls-every", "1", "-q");

        assertThat(many.exitCode()).as(many.out()).isZero();
        assertThat(many.out())
                .contains("no-idempotence   control, broke as it must: No duplicate in 2 of 2 seeds")
                .contains("5..6; controls with each; ");
    }

    @Test
    void a_planted_flaw_fails_loudly_and_the_command_that_it_names_repeats_it(@TempDir Path elsewhere) {
        Session.Shown many = type("run", PLAN, "--env", "simulated", "--seeds", "4..5", "--mutant", "i2", "-q");

        assertThat(many.exitCode()).isEqualTo(1);
        assertThat(many.out())
                .contains("✕ seed 4  idempotent  duplicate-append", "stands at offset")
                .contains("waybill run " + PLAN + " --env simulated --seed 4 --mutant I2")
                .contains("✕ VIOLATED  No duplicate and Exactly once are violated")
                .contains("! planted flaws: I2: ");
        assertThat(many.err()).isEmpty();
        Session.Shown one =
                Session.in(elsewhere).type("run", PLAN, "--env", "simulated", "--seed", "4", "--mutant", "I2", "-q");
        Matcher hash = Pattern.compile("hash [0-9a-f]{16}").matcher(many.out());
        assertThat(hash.find()).isTrue();
        assertThat(one.exitCode()).isEqualTo(1);
        assertThat(one.out()).contains("✕ VIOLATED", "duplicate-append", "· " + hash.group());
    }

    @Test
    void the_first_seed_that_fails_is_the_last_where_that_is_asked_for() {
        Session.Shown many = type(
                "run", PLAN, "--seeds", "1..1000000", "--threads", "1", "--mutant", "K2", "--until-violation", "-q");

        assertThat(many.exitCode()).isEqualTo(1);
        assertThat(many.out())
                .contains("✕ seed 1  idempotent  duplicate-append")
                .contains("! planted flaws: K2: a retry after a lost answer has no sequence")
                .contains("1..1000000, stopped after ");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void all_that_is_wrong_with_a_command_is_said_at_once() {
        Session.Shown wrong = type(
                "run", "exactly-once", "--env", "simulatd", "--seeds", "9..1", "--seed", "x", "--mutant", "I22,K9,R1");

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .contains("unknown plan \"exactly-once\", did you mean " + PLAN + "?")
                .contains("unknown environment \"simulatd\"", "did you mean simulated?")
                .contains("--seed must be a number", "--seeds: ", "--seed is one run that is kept")
                .contains("unknown mutant \"I22\", did you mean I2?", "unknown mutant \"K9\", did you mean K1?")
                .doesNotContain("R1\"");
    }

    @Test
    void programs_get_json_of_many_seeds() {
        Session.Shown many = type("run", PLAN, "--seeds", "5..5", "--json");

        assertThat(many.exitCode()).isZero();
        assertThat(many.out())
                .startsWith("{")
                .contains("\"verdict\" : \"holds\"", "\"failing\" : [ ]", "\"seedsRun\" : 1", "\"runs\" : 3");
    }

    @Test
    void no_line_is_wider_than_the_terminal() {
        for (int columns : new int[] {80, 120}) {
            Session narrow = Session.in(directory).columns(columns).atTerminal(Map.of("TERM", "dumb"));
            String text = narrow.type("run", PLAN, "--seeds", "1..1", "--mutant", "I2")
                            .out()
                    + narrow.type("replay", id()).out();

            assertThat(text.lines().filter(line -> line.codePointCount(0, line.length()) > columns))
                    .as(columns + " columns")
                    .isEmpty();
        }
    }
}
