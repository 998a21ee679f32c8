package io.waybill.environment.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeClockTest {

    private final Path folder;
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final NodeClock clock;

    NodeClockTest(@TempDir Path home) {
        this.folder = home.resolve("clocks").resolve("n1");
        this.clock = NodeClock.make(folder, () -> now);
    }

    @Test
    void a_new_clock_is_right() throws IOException {
        assertThat(clock.isRight()).isTrue();
        assertThat(told()).isEqualTo("+0.000000000");
    }

    @Test
    void faults_add_up_and_are_corrected_together() throws IOException {
        clock.shift(Duration.ofMinutes(2));
        clock.shift(Duration.ofSeconds(-30));
        String wrong = told();

        clock.correct();

        assertThat(wrong).isEqualTo("+90.000000000");
        assertThat(told()).isEqualTo("+0.000000000");
        assertThat(clock.isRight()).isTrue();
    }

    @Test
    void a_node_that_starts_again_goes_on_with_the_wrong_time() throws IOException {
        clock.drift(1000);
        now = now.plusSeconds(60);

        clock.starting();

        // Of a process that began just now nothing is to be taken back.
        assertThat(told()).isEqualTo("+0.060000000 x1.001000");
    }

    @Test
    void only_a_process_that_was_told_of_a_speed_is_told_of_the_right_one() throws IOException {
        clock.drift(1000);
        clock.drift(-1000);
        String same = told();

        clock.starting();

        assertThat(same).isEqualTo("+0.000000000 x1.000000");
        assertThat(told()).isEqualTo("+0.000000000");
    }

    @Test
    void another_user_may_read_it() throws IOException {
        clock.shift(Duration.ofSeconds(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwxr-xr-x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("offset"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void a_process_finds_it_where_it_was_told() {
        assertThat(NodeClock.environment("/lib/l.so", "/run/clock"))
                .containsEntry("LD_PRELOAD", "/lib/l.so")
                .containsEntry("FAKETIME_TIMESTAMP_FILE", "/run/clock/offset")
                .containsEntry("DONT_FAKE_MONOTONIC", "1");
    }

    private String told() throws IOException {
        return Files.readString(folder.resolve("offset")).strip();
    }
}
