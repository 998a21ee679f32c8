package io.waybill.system.kafka;

import io.waybill.environment.clock.NodeClock;
import io.waybill.environment.disk.NodeDisk;
import io.waybill.environment.local.LocalProcess;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.environment.node.NodeFailedException;
import io.waybill.fault.ClusterUnavailableException;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterFailedException;
import io.waybill.system.ClusterSpec;
import io.waybill.system.ReplicaLag;
import io.waybill.system.Stage;
import io.waybill.system.kafka.client.NodeFiles;
import io.waybill.system.kafka.client.ProcessCluster;
import io.waybill.toxiproxy.link.LinkServer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Starts a Kafka cluster of combined nodes on loopback. */
final class KafkaCluster {

    /** One record comes every half second. */
    private static final long QUORUM_LAG = 2;

    private KafkaCluster() {}

    static Cluster start(ClusterSpec spec, Stage stage, LinkServer links) throws InterruptedException {
        KafkaInstallation installation = KafkaInstallation.ensure(stage.cache(), stage.progress());
        LocalProcesses processes = LocalProcesses.open(stage.scratch(), false);
        try {
            NodeLaunch launch = new NodeLaunch(installation, processes, stage.logs());
            launch.prepare(stage.progress());
            return start(spec, stage, links, processes, launch);
        } catch (NodeFailedException | ClusterUnavailableException | UncheckedIOException e) {
            processes.close();
            throw new ClusterFailedException("kafka " + KafkaSystem.VERSION + " did not start: " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            processes.close();
            throw e;
        }
    }

    private static Cluster start(
            ClusterSpec spec, Stage stage, LinkServer links, LocalProcesses processes, NodeLaunch launch)
            throws InterruptedException {
        KafkaNetwork network = KafkaNetwork.open(processes, spec.nodes(), stage.wishes(), links);
        SortedMap<Integer, NodeConfig> configs = new TreeMap<>();
        SortedMap<Integer, LocalProcess> nodes = new TreeMap<>();
        SortedMap<Integer, NodeDisk> disks = new TreeMap<>();
        SortedMap<Integer, NodeClock> clocks = new TreeMap<>();
        ProcessCluster.Nodes all;
        try {
            for (int node = 1; node <= spec.nodes(); node++) {
                String name = "n" + node;
                Path data = processes.directory().resolve(name);
                if (stage.wishes().disks()) {
                    NodeDisk disk = processes.disk(name);
                    disks.put(node, disk);
                    data = disk.folder();
                }
                NodeConfig config = new NodeConfig(node, data, network.layout(), spec);
                configs.put(node, config);
                launch.format(config);
                if (stage.wishes().clocks()) {
                    clocks.put(node, processes.clock(name));
                }
                nodes.put(node, launch.start(config, LocalProcesses.livingBy(clocks.get(node))));
            }
            all = new ProcessCluster.Nodes(
                    "kafka " + KafkaSystem.VERSION + (stage.wishes().links() ? links.remark() : ""),
                    nodes,
                    processes::close,
                    NodeLaunch.READY,
                    QUORUM_LAG,
                    ReplicaLag.of(configs.values().iterator().next().settings()),
                    new Files(processes, launch, configs),
                    disks,
                    clocks,
                    KafkaSystem.CAPABILITIES);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
        return ProcessCluster.ready(all, network.clients(), spec, stage.deadline());
    }

    /** What Kafka's nodes leave in files. */
    private record Files(LocalProcesses processes, NodeLaunch launch, SortedMap<Integer, NodeConfig> configs)
            implements NodeFiles {

        @Override
        public void wipe(int node) {
            NodeConfig config = Objects.requireNonNull(configs.get(node));
            processes.remove(config.data());
            launch.format(config);
        }

        @Override
        public LogReader reader(int node) {
            return new NodeLog(node);
        }
    }
}
