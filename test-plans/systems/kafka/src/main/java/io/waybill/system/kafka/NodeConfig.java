package io.waybill.system.kafka;

import io.waybill.system.ClusterSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One combined KRaft node's settings. Pure.
 *
 * @param id from 1
 * @param data the directory of its logs, a fresh one's path
 * @param layout where it and the others listen
 */
record NodeConfig(int id, Path data, Layout layout, ClusterSpec spec) {

    /** What makes the nodes a cluster on loopback; a plan that sets these would break the harness, not the broker. */
    private static final Set<String> OURS = Set.of(
            "process.roles",
            "node.id",
            "broker.id",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers",
            "listeners",
            "advertised.listeners",
            "inter.broker.listener.name",
            "controller.listener.names",
            "listener.security.protocol.map",
            "security.inter.broker.protocol",
            "log.dirs",
            "log.dir",
            "metadata.log.dir");

    NodeConfig {
        List<String> problems = problems(spec);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** Returns what a plan must not ask of a cluster, one sentence each. */
    static List<String> problems(ClusterSpec spec) {
        return spec.config().keySet().stream()
                .filter(OURS::contains)
                .sorted()
                .map(key -> "setting " + key + " of the cluster is made by the harness: remove it from the plan")
                .toList();
    }

    /** Returns all settings, those of the plan included. */
    SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>(QUICK);
        int replicas = Math.min(3, spec.nodes());
        int inSync = Math.max(1, replicas - 1);
        settings.put("default.replication.factor", Integer.toString(replicas));
        settings.put("min.insync.replicas", Integer.toString(inSync));
        settings.put("offsets.topic.replication.factor", Integer.toString(replicas));
        settings.put("transaction.state.log.replication.factor", Integer.toString(replicas));
        settings.put("transaction.state.log.min.isr", Integer.toString(inSync));
        settings.put("share.coordinator.state.topic.replication.factor", Integer.toString(replicas));
        settings.put("share.coordinator.state.topic.min.isr", Integer.toString(inSync));
        settings.putAll(spec.config());
        settings.putAll(place());
        return settings;
    }

    /** Returns the settings as a properties file. */
    String text() {
        List<String> lines = new ArrayList<>();
        settings().forEach((key, value) -> lines.add(key + "=" + value.replace("\\", "\\\\")));
        return String.join("\n", lines) + "\n";
    }

    /** Returns the identity file of a formatted log directory: what Kafka's own format command writes. */
    String metaProperties(String clusterId) {
        return "version=1\ncluster.id=" + clusterId + "\nnode.id=" + id + "\ndirectory.id=" + kafkaId(data + "#" + id)
                + "\n";
    }

    /** Returns a Kafka id, 128 bits in 22 characters, that is a function of {@code name} alone. */
    static String kafkaId(String name) {
        UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Map<String, String> place() {
        SortedMap<String, String> settings = layout.settings(id);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(id));
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", data.toString());
        return settings;
    }

    /** What makes a small cluster start, fail over and heal in seconds. None of it weakens a guarantee. */
    private static final Map<String, String> QUICK = Map.ofEntries(
            // A dead node is noticed after the session's time; the default is 9 s.
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            // Defaults 1 s, 2 s, 1 s: how long the controllers are without a leader.
            Map.entry("controller.quorum.election.timeout.ms", "500"),
            Map.entry("controller.quorum.fetch.timeout.ms", "1500"),
            Map.entry("controller.quorum.election.backoff.max.ms", "300"),
            Map.entry("replica.lag.time.max.ms", "10000"),
            // A follower that fetches from a leader that stands still gives up after this; the default is 30 s.
            Map.entry("replica.socket.timeout.ms", "5000"),
            Map.entry("replica.fetch.backoff.ms", "200"),
            // The same for a broker that asks a controller: while it waits for one that stands still no ISR shrinks.
            Map.entry("controller.socket.timeout.ms", "1000"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("num.partitions", "1"),
            Map.entry("offsets.topic.num.partitions", "3"),
            Map.entry("transaction.state.log.num.partitions", "3"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            // The default, 128 MB, is half of a small node's heap.
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"));
}
