package io.waybill.system.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.environment.node.NodeRuntime;
import io.waybill.fault.Capabilities;
import io.waybill.fault.DiskFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class FullDisksTest {

    private static final int NODE = 1;

    private final Node node = new Node();
    private final ProcessCluster.Nodes nodes = new ProcessCluster.Nodes(
            "a node",
            new TreeMap<>(Map.of(NODE, node)),
            () -> {},
            List.of(),
            0,
            Duration.ZERO,
            new NoFiles(),
            new TreeMap<>(),
            new TreeMap<>(),
            Capabilities.none());
    private final ProcessFaults processes = new ProcessFaults(nodes);
    private final FullDisks disks = new FullDisks(nodes, processes);

    /** A node that is there or not. */
    private static final class Node implements NodeRuntime {
        private boolean alive = true;

        @Override
        public String name() {
            return "n1";
        }

        @Override
        public Path log() {
            return Path.of("n1.log");
        }

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public void kill() {
            alive = false;
        }

        @Override
        public void restart() {
            alive = true;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void awaitLog(List<String> texts, long deadlineNanos) {}
    }

    record NoFiles() implements NodeFiles {
        @Override
        public void wipe(int node) {}

        @Override
        public LogReader reader(int node) {
            return line -> Optional.empty();
        }
    }

    @Test
    void a_node_that_gave_up_on_a_full_disk_is_started_when_there_is_room_again() {
        disks.begin(1, new DiskFault.Full(), NODE);
        node.kill();

        disks.end(1);

        assertThat(node.isAlive()).isTrue();
    }

    @Test
    void it_is_not_while_another_fault_still_fills_the_disk() {
        disks.begin(1, new DiskFault.Full(), NODE);
        disks.begin(2, new DiskFault.Full(), NODE);
        node.kill();

        disks.end(1);

        assertThat(node.isAlive()).isFalse();
    }

    @Test
    void a_node_that_a_fault_holds_down_is_started_by_that_faults_end_alone() {
        disks.begin(1, new DiskFault.Full(), NODE);
        processes.kill(NODE);

        disks.end(1);

        assertThat(node.isAlive()).isFalse();
        processes.restart(NODE);
        assertThat(node.isAlive()).isTrue();
    }

    @Test
    void no_other_fault_of_disks_is_carried_out() {
        assertThatThrownBy(() -> disks.begin(1, new DiskFault.Slow(Duration.ofMillis(1)), NODE))
                .hasMessageContaining("must be that it is full");
    }
}
