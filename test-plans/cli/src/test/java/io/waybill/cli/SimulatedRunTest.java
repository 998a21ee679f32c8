package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
        return String.valueOf(run.getFileName());
    }

    private static String result() throws IOException {
        return Files.readString(run.resolve("result.json"));
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
                .contains("environment simulated, a world that the seed decides; not local: configuration ")
                .doesNotContain("fault F");
    }

    @Test
    void a_plan_that_no_world_can_carry_out_is_refused_with_the_reasons_of_each() {
        Session.Shown nowhere = type("run", PLAN, "--set", "cluster.broker=kafka");

        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err())
                .contains("plan " + PLAN + " cannot be run local: configuration idempotent: ")
                .contains("plan " + PLAN + " cannot be run simulated: it is for kafka, and in the simulated world there"
                        + " is only the reference broker")
                .contains("nothing was started");
    }

    @Test
    void everything_is_kept_that_another_judge_needs() throws IOException {
        assertThat(run.resolve("plan.txt")).content().contains("environment = simulated", "seed = 0x5");
        assertThat(run.resolve("idempotent/settings.txt"))
                .content()
                .contains("environment = simulated", "cluster.config.min.insync.replicas = 2");
        assertThat(type("check", run.resolve("idempotent/history.waybill").toString())
                        .exitCode())
                .isZero();
        assertThat(type("explain", id()).out()).contains("Acknowledged, then lost");
        assertThat(type("list").out()).contains(id()).contains(PLAN);
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(Path.of("../../docs/schema/result-1.json")), InputFormat.JSON)
                        .validate(result(), InputFormat.JSON))
                .isEmpty();
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
    void a_run_of_the_real_world_cannot_be_repeated() throws IOException {
        Path other = Files.createDirectories(directory.resolve("elsewhere/r-000002"));
        Files.writeString(
                other.resolve("result.json"),
                result().replace("\"environment\" : \"simulated\"", "\"environment\" : \"local\"")
                        .replace("\"system\" : \"reference", "\"system\" : \"kafka"));

        Session.Shown again = type("replay", "elsewhere/r-000002");

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err())
                .contains("r-000002 took place in the real world (kafka ")
                .contains("waybill run " + PLAN + " --seed 0x5");
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
