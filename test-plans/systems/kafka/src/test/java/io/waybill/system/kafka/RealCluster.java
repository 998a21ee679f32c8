package io.waybill.system.kafka;

import static java.util.Objects.requireNonNull;

import io.waybill.fault.Partition;
import io.waybill.history.Event.Isolation;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterSpec;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.Received;
import io.waybill.system.Stage;
import io.waybill.system.Systems;
import io.waybill.system.TopicSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A three-node cluster for the integration tests, and what they all do with it. */
final class RealCluster {

    static final Partition ORDERS = new Partition("orders", 0);
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private RealCluster() {}

    /** Starts it; its logs, which stay, and its data, which goes, are under {@code directory}. */
    static Cluster start(Path directory) throws IOException, InterruptedException {
        ClusterSpec spec = new ClusterSpec(3, Map.of(), List.of(new TopicSpec("orders", 1, 3)));
        return start(directory, spec, Stage.Wishes.NONE);
    }

    /** Starts another one in the same place. */
    static Cluster start(Path directory, ClusterSpec spec, Stage.Wishes wishes)
            throws IOException, InterruptedException {
        Path logs = Files.createDirectories(directory.resolve("logs"));
        // The user's own cache: what the tests fetch, the product need not fetch again.
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "waybill");
        Path scratch = directory.resolve("scratch");
        Stage stage = new Stage("r-000000", logs, scratch, cache, PATIENCE, wishes, System.out::println);
        return Systems.named("kafka").start(spec, stage);
    }

    /** Returns all payloads up to the end as the leader tells it. */
    static List<String> readAll(Cluster cluster) {
        return readAll(cluster, ORDERS);
    }

    /** Returns all payloads of a partition up to the end as the leader tells it. */
    static List<String> readAll(Cluster cluster, Partition partition) {
        Cluster.Bounds bounds =
                cluster.bounds(List.of(partition), PATIENCE).values().iterator().next();
        List<String> read = new ArrayList<>();
        try (ConsumerDriver consumer = cluster.consumer(new ConsumerSpec("c1", Isolation.READ_UNCOMMITTED, Map.of()))) {
            consumer.assign(Map.of(partition, bounds.start()));
            long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < bounds.end() && System.nanoTime() < deadlineNanos) {
                for (Received one : consumer.poll(Duration.ofMillis(100))) {
                    read.add(new String(requireNonNull(one.value()), StandardCharsets.UTF_8));
                }
            }
        }
        return read;
    }
}
