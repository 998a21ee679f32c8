package io.waybill.system.kafka;

import static io.waybill.system.kafka.RealCluster.ORDERS;
import static io.waybill.system.kafka.RealCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.PartitionView;
import io.waybill.history.Event.Acks;
import io.waybill.system.Cluster;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import io.waybill.system.SendOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster: three nodes, broken and repaired. Fetches Kafka where the user's cache does not have it. */
class KafkaClusterIT {

    @Test
    void what_is_acknowledged_by_all_survives_a_kill_and_a_pause(@TempDir Path directory) throws Exception {
        ConcurrentLinkedQueue<SendOutcome> outcomes = new ConcurrentLinkedQueue<>();
        List<String> read;
        int sent;
        List<ProcessHandle> before = children();
        long startNanos = System.nanoTime();
        try (Cluster cluster = RealCluster.start(directory)) {
            report("start to whole", startNanos);
            try (ProducerDriver producer = cluster.producer(producer("p1"))) {
                sent = sendAlways(producer, outcomes, 0, 200);
                int leader = killLeader(cluster);
                sent = sendAlways(producer, outcomes, sent, 100);
                long killedNanos = System.nanoTime();
                awaitLeaderOtherThan(cluster, leader);
                report("kill to new leader", killedNanos);
                cluster.faults().nodes().restart(leader);
                int other = cluster.view().describe(ORDERS).leader();
                cluster.faults().nodes().pause(other);
                sent = sendAlways(producer, outcomes, sent, 100);
                cluster.faults().nodes().resume(other);
                producer.close(PATIENCE);
            }
            long healNanos = System.nanoTime();
            cluster.awaitWhole(PATIENCE);
            report("heal to whole", healNanos);
            read = RealCluster.readAll(cluster);
        }

        long acknowledged = outcomes.stream()
                .filter(outcome -> outcome instanceof SendOutcome.Ok)
                .count();
        assertThat(outcomes).hasSize(sent);
        assertThat(acknowledged).isEqualTo(sent);
        assertThat(read)
                .isEqualTo(Stream.iterate(0, i -> i + 1)
                        .limit(sent)
                        .map(i -> "m" + i)
                        .toList());
        assertThat(children()).isEqualTo(before);
        assertThat(Files.exists(directory.resolve("logs/n1.log"))).isTrue();
        assertThat(workspaces(directory)).isEmpty();
    }

    private static int sendAlways(
            ProducerDriver producer, ConcurrentLinkedQueue<SendOutcome> outcomes, int from, int count) {
        for (int i = from; i < from + count; i++) {
            producer.send(ORDERS, null, ("m" + i).getBytes(StandardCharsets.UTF_8), outcomes::add);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return from + count;
    }

    private static int killLeader(Cluster cluster) {
        int leader = cluster.view().describe(ORDERS).leader();
        cluster.faults().nodes().kill(leader);
        assertThat(cluster.isAlive(leader)).isFalse();
        return leader;
    }

    private static void awaitLeaderOtherThan(Cluster cluster, int old) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadlineNanos) {
            PartitionView view = cluster.view().describe(ORDERS);
            if (view.hasLeader() && view.leader() != old) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new AssertionError("no new leader of " + ORDERS.name() + " within " + PATIENCE);
    }

    private static ProducerSpec producer(String name) {
        return new ProducerSpec(name, Acks.ALL, true, 5, Duration.ofSeconds(60), Map.of());
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().toList();
    }

    private static List<Path> workspaces(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory.resolve("scratch"))) {
            return entries.filter(entry -> !entry.endsWith("ports")).toList();
        }
    }

    private static void report(String what, long sinceNanos) {
        System.out.println(what + ": " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos) + " ms");
    }
}
