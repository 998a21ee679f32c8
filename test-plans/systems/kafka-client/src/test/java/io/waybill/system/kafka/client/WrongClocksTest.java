package io.waybill.system.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.environment.clock.NodeClock;
import io.waybill.fault.Capabilities;
import io.waybill.fault.ClockFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the clocks of nodes are told; each change takes until the next second, as it does with nodes. */
final class WrongClocksTest {

    private static final ClockFault AHEAD = new ClockFault.Skew(Duration.ofMinutes(2));
    private static final ClockFault JUMP = new ClockFault.Jump(Duration.ofSeconds(-30));

    private final Path folder;
    private final WrongClocks clocks;

    WrongClocksTest(@TempDir Path home) {
        this.folder = home.resolve("n1");
        this.clocks = new WrongClocks(new ProcessCluster.Nodes(
                "a node",
                new TreeMap<>(),
                () -> {},
                List.of(),
                0,
                Duration.ZERO,
                new FullDisksTest.NoFiles(),
                new TreeMap<>(),
                new TreeMap<>(Map.of(1, NodeClock.make(folder))),
                Capabilities.none()));
    }

    @Test
    void of_two_faults_on_one_clock_each_ends_by_itself_and_a_jump_stays_until_all_is_corrected() throws IOException {
        clocks.begin(1, AHEAD, 1);
        clocks.begin(2, JUMP, 1);
        String both = told();
        clocks.end(2);
        clocks.end(1);
        String jumped = told();

        clocks.correct();

        assertThat(both).isEqualTo("+90.000000000");
        assertThat(jumped).isEqualTo("-30.000000000");
        assertThat(told()).isEqualTo("+0.000000000");
    }

    @Test
    void a_fault_that_has_begun_cannot_begin_again() {
        clocks.begin(1, JUMP, 1);

        assertThatThrownBy(() -> clocks.begin(1, JUMP, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clock fault 1 has begun already");
    }

    private String told() throws IOException {
        return Files.readString(folder.resolve("offset")).strip();
    }
}
