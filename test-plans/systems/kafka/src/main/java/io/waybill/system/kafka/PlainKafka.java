package io.waybill.system.kafka;

import io.waybill.environment.local.LocalProcess;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.system.ClusterSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Apache Kafka as it is shipped, on loopback: the memory, threads and times of its own scripts and defaults, and not
 * those with which a test starts and fails over quickly. For comparisons. Used by one thread.
 */
public final class PlainKafka {

    /** The version that runs. */
    public static final String VERSION = KafkaSystem.VERSION;

    /** Kafka's defaults where a test has other values. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("broker.session.timeout.ms", "9000"),
            Map.entry("broker.heartbeat.interval.ms", "2000"),
            Map.entry("controller.quorum.election.timeout.ms", "1000"),
            Map.entry("controller.quorum.fetch.timeout.ms", "2000"),
            Map.entry("controller.quorum.election.backoff.max.ms", "1000"),
            Map.entry("replica.lag.time.max.ms", "30000"),
            Map.entry("replica.socket.timeout.ms", "30000"),
            Map.entry("replica.fetch.backoff.ms", "1000"),
            Map.entry("controller.socket.timeout.ms", "30000"),
            Map.entry("num.network.threads", "3"),
            Map.entry("num.io.threads", "8"),
            Map.entry("log.cleaner.dedupe.buffer.size", "134217728"));

    private final KafkaInstallation installation;

    private PlainKafka(KafkaInstallation installation) {
        this.installation = installation;
    }

    /**
     * Returns it, fetched first where it is missing.
     *
     * @param cache a directory of this user's for what is fetched once and kept
     * @param progress is told what takes long
     * @throws io.waybill.system.ClusterFailedException when it cannot be fetched; the message says what to do
     */
    public static PlainKafka ensure(Path cache, Consumer<String> progress) throws InterruptedException {
        return new PlainKafka(KafkaInstallation.ensure(cache, progress));
    }

    /**
     * Nodes that were started.
     *
     * @param bootstrap where clients begin
     * @param processes one a node
     */
    public record Nodes(String bootstrap, List<LocalProcess> processes) {}

    /** Makes once what a start needs, so that no start is measured with it. */
    public void prepare(LocalProcesses processes, Consumer<String> progress) throws InterruptedException {
        launch(processes).prepare(progress);
    }

    /** Starts combined nodes on empty folders and returns at once. Their data and logs are in the workspace. */
    public Nodes start(LocalProcesses processes, int count) {
        DirectLayout layout = DirectLayout.reserve(processes, count);
        var spec = new ClusterSpec(count, DEFAULTS, List.of());
        NodeLaunch launch = launch(processes);
        List<LocalProcess> nodes = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            var config = new NodeConfig(id, processes.directory().resolve("n" + id), layout, spec);
            launch.format(config);
            nodes.add(launch.start(config, Map.of()));
        }
        return new Nodes(layout.bootstrap(), nodes);
    }

    private NodeLaunch launch(LocalProcesses processes) {
        return NodeLaunch.asShipped(installation, processes, processes.directory());
    }
}
