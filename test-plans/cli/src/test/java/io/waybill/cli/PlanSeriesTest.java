package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several plans, one after the other, and what becomes of those that are no good or cannot be run. */
final class PlanSeriesTest {

    private static final String SESSIONS = "idempotence-ends-with-the-producer-session";
    private static final String RETRIES = "idempotence-removes-the-duplicates-of-retries";
    private static final String IN_A_PARTITION = "exactly-once-in-a-partition";

    /** It is there to be violated. */
    private static final String LOSS = "acks-one-loses-acknowledged-messages-when-the-leader-dies";

    @TempDir
    private Path directory;

    private Session.Shown type(String... arguments) {
        return Session.in(directory)
                .type(Stream.concat(Stream.of("run"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void each_plan_is_run_once_and_has_a_row() throws IOException {
        Session.Shown shown = type(SESSIONS, LOSS, "--env", "simulated", "--seed", "5", "--set", "workload.rate=50/s");

        assertThat(shown.exitCode()).as(shown.out() + shown.err()).isZero();
        assertThat(shown.out())
                .containsPattern("✓ HOLDS  No violation in 2 plans\\. +\\S+")
                .containsPattern("  verdict +controls +time +run +plan\\n")
                .containsPattern("✓ holds +1 of 1 +\\S+( m?s)? +r-[0-9a-f]{6} +" + SESSIONS + "\\n")
                .containsPattern("✓ violated +none +\\S+( m?s)? +r-[0-9a-f]{6} +" + LOSS + ", which is there to be\\n")
                .contains("kept      " + directory.resolve(".waybill"))
                .doesNotContain("explain ");
        assertThat(shown.err())
                .contains("environment plan 1 of 2, simulated", "environment plan 2 of 2, simulated", "seed 0x5");
        assertThat(Kept.in(directory)).hasSize(2);
    }

    @Test
    void a_plan_that_is_there_to_be_violated_and_holds_has_shown_nothing() {
        Session.Shown shown = type(
                LOSS,
                LOSS,
                "--env",
                "simulated",
                "--profile",
                "short",
                "--set",
                "workload.rate=20/s",
                "--set",
                "configurations.acks-one.clients.producers.config.acks=all",
                "--set",
                "pressure.moments={}",
                "-q");

        assertThat(shown.exitCode()).as(shown.out()).isEqualTo(4);
        assertThat(shown.out())
                .contains("✕ FAILED  The harness failed, or a control did not break, in 2 of 2 plans.")
                .containsPattern("✕ holds +none .* " + LOSS + "\\n");
    }

    @Test
    void a_violation_is_told_whole_and_ends_the_series_where_it_is_to() throws IOException {
        Session.Shown shown = type(
                IN_A_PARTITION,
                SESSIONS,
                "--env",
                "simulated",
                "--seed",
                "4",
                "--mutant",
                "I2",
                "--until-violation",
                "-q");

        assertThat(shown.exitCode()).as(shown.out()).isEqualTo(1);
        assertThat(shown.out())
                .contains("accounts  billing: ", "A1  Appended twice")
                .contains("✕ VIOLATED  A claim is violated in 1 of 1 plan (of 2).")
                .containsPattern("✕ violated +2 of 2 .* r-[0-9a-f]{6} +" + IN_A_PARTITION + "\\n")
                .containsPattern("– not run +" + SESSIONS + "\\n")
                .containsPattern("explain +waybill explain r-[0-9a-f]{6}\\n");
        assertThat(Kept.in(directory)).hasSize(1);
    }

    @Test
    void a_plan_that_was_named_and_cannot_be_run_there_leaves_the_whole_unknown() throws IOException {
        Files.writeString(directory.resolve("torn.yaml"), """
                waybill: 1
                name: torn
                description: Nothing is broken.
                cluster: {broker: kafka, topics: {orders: {}}}
                claims: [no-phantom]
                """);

        Session.Shown shown = type("torn.yaml", SESSIONS, "--env", "simulated", "-q");

        assertThat(shown.exitCode()).as(shown.out()).isEqualTo(3);
        assertThat(shown.out())
                .contains("? UNKNOWN  No violation in 1 plan; 1 plan was refused.")
                .containsPattern("– refused +torn\\.yaml: it is for kafka, and in the\\s+simulated world")
                .containsPattern("✓ holds +1 of 1 .* " + SESSIONS + "\\n");
        assertThat(Kept.in(directory)).hasSize(1);
    }

    @Test
    void a_size_is_theirs_who_have_it() {
        Session.Shown shown = type(LOSS, RETRIES, "--env", "simulated", "--profile", "short", "--dry-run");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .containsPattern(LOSS + " +1 configuration, 14\\.0 s of traffic")
                .containsPattern(RETRIES + " +2 configurations, 20\\.0 s of traffic")
                .contains("Nothing was started.");
    }

    @Test
    void programs_read_the_same() {
        Session.Shown shown = type(
                IN_A_PARTITION,
                SESSIONS,
                "--env",
                "simulated",
                "--json",
                "-q",
                "--set",
                "cluster.broker=kafka",
                "--seed",
                "3");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .contains("plan " + IN_A_PARTITION + ": it is for kafka", "plan " + SESSIONS + ": it is for kafka")
                .endsWith("waybill: nothing was started\n");

        shown = type(SESSIONS, SESSIONS, "--env", "simulated", "--json", "-q", "--seed", "3");

        assertThat(shown.exitCode()).as(shown.out()).isZero();
        assertThat(shown.out())
                .startsWith("{")
                .contains("\"verdict\" : \"holds\"", "\"headline\" : \"No violation in 2 plans.\"", "\"holds\" : 2,")
                .contains("\"refused\" : 0", "\"plan\" : \"" + SESSIONS + "\"", "\"broke\" : 1", "\"seed\" : \"0x3\"");
    }
}
