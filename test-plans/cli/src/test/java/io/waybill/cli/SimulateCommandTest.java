package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What simulated runs show, as far as it does not change with everything that draws from a seed. */
final class SimulateCommandTest {

    @TempDir
    private Path directory;

    private Session.Shown type(String commandLine) {
        return Session.in(directory).type(commandLine.split(" "));
    }

    @Test
    void a_sound_quorum_is_clean_and_says_how_hard_it_was_tried() {
        Session.Shown shown = type("simulate quorum --seeds 1..4");

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out())
                .contains("✓ CLEAN  No violation in 4 runs.", "1..4, profile default", "virtual seconds and")
                .contains("facts", "faults", "moments", "never");
        assertThat(shown.err()).isEmpty();
    }

    @Test
    void a_planted_flaw_fails_and_names_the_command_that_replays_it() {
        Session.Shown shown = type("simulate quorum --seeds 3..4 --mutant Q4");

        assertThat(shown.exitCode()).isEqualTo(1);
        assertThat(shown.out())
                .contains("✕ seed 3", "acknowledged is durable", "2 of 2 runs not clean")
                .contains("planted flaws: Q4: entries are acknowledged before they are durable")
                .contains("waybill simulate quorum --seeds 3 --mutant Q4 --trace");
    }

    @Test
    void a_replay_fails_the_same_way_and_shows_what_led_to_it() {
        Session.Shown first = type("simulate quorum --seeds 3 --mutant q4 --trace --lines 6");
        Session.Shown second = type("simulate quorum --seeds 3 --mutant Q4 --trace --lines 6");

        assertThat(second).isEqualTo(first);
        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(first.out().lines().filter(line -> line.contains("●") || line.contains("·")))
                .hasSizeLessThanOrEqualTo(6);
        assertThat(first.out()).contains("n1 n2 n3", "not clean", ", hash ", "acknowledged is durable");
    }

    @Test
    void a_clean_seed_has_a_trace_too() {
        Session.Shown shown = type("simulate quorum --seeds 3 --profile calm --trace --from 1.0 --to 1.2");

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).contains("✓ seed 3  clean", "heartbeat").doesNotContain(" 0.9", " 1.3");
    }

    @Test
    void programs_get_json() {
        Session.Shown shown = type("simulate quorum --seeds 1..2 --json");

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).startsWith("{").contains("\"runs\" : 2", "\"failing\" : [ ]", "\"moments\" : {");
    }
}
