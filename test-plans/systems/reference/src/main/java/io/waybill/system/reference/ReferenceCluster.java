package io.waybill.system.reference;

import io.waybill.environment.local.LocalProcess;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.environment.local.ProcessSpec;
import io.waybill.environment.node.NodeFailedException;
import io.waybill.fault.ClusterUnavailableException;
import io.waybill.server.process.InvalidConfigException;
import io.waybill.server.process.NodeConfig;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterFailedException;
import io.waybill.system.ClusterSpec;
import io.waybill.system.Stage;
import io.waybill.system.kafka.client.NodeFiles;
import io.waybill.system.kafka.client.ProcessCluster;
import io.waybill.system.reference.node.LocalLayout;
import io.waybill.system.reference.node.NodeFile;
import io.waybill.system.reference.node.NodeJvm;
import io.waybill.system.reference.node.SharedClasses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Starts a cluster of our own broker on loopback. */
final class ReferenceCluster {

    private static final String CLUSTER_ID = "waybill-under-test";

    /** From which proxies draw delays: what a plan's seed decides is when faults come and whom they hit. */
    private static final long SEED = 1;

    private ReferenceCluster() {}

    static Cluster start(ClusterSpec spec, Stage stage, String description) throws InterruptedException {
        NodeJvm jvm = new NodeJvm(System.getenv());
        SharedClasses.prepare(jvm, stage.scratch());
        LocalProcesses processes = LocalProcesses.open(stage.scratch(), stage.keepData());
        try {
            return start(spec, stage, description, jvm, processes);
        } catch (NodeFailedException | ClusterUnavailableException | InvalidConfigException e) {
            processes.close();
            throw new ClusterFailedException(description + " did not start: " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            processes.close();
            throw e;
        }
    }

    private static Cluster start(
            ClusterSpec spec, Stage stage, String description, NodeJvm jvm, LocalProcesses processes)
            throws InterruptedException {
        LocalLayout layout = layout(processes, spec.nodes());
        ReferenceNetwork network = ReferenceNetwork.open(layout, stage.wishes(), SEED);
        SortedMap<Integer, LocalProcess> nodes = new TreeMap<>();
        try {
            configs(spec, layout, network, processes)
                    .forEach((node, config) -> nodes.put(node, launch(node, config, jvm, processes, stage)));
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
        var all = new ProcessCluster.Nodes(
                description, nodes, processes::close, List.of(NodeJvm.READY), 0, new Files(processes));
        return ProcessCluster.ready(all, network.network(), spec, stage.deadline());
    }

    private static LocalLayout layout(LocalProcesses processes, int count) {
        List<LocalLayout.Ports> ports = new ArrayList<>();
        for (int node = 1; node <= count; node++) {
            ports.add(new LocalLayout.Ports(processes.reservePort(), processes.reservePort(), processes.reservePort()));
        }
        return new LocalLayout(ports);
    }

    /** Returns the checked configuration of each node. */
    private static SortedMap<Integer, SortedMap<String, String>> configs(
            ClusterSpec spec, LocalLayout layout, ReferenceNetwork network, LocalProcesses processes) {
        LocalLayout.requireFree(spec.config());
        Map<String, String> given = NodeDefaults.of(spec.nodes(), spec.config());
        SortedMap<Integer, SortedMap<String, String>> configs = new TreeMap<>();
        for (int node = 1; node <= spec.nodes(); node++) {
            SortedMap<String, String> config = layout.config(node, CLUSTER_ID, data(processes, node), given);
            config.putAll(network.config(node));
            NodeConfig checked = NodeConfig.of(config);
            configs.put(checked.node(), config);
        }
        return configs;
    }

    private static LocalProcess launch(
            int node, SortedMap<String, String> config, NodeJvm jvm, LocalProcesses processes, Stage stage) {
        String name = LocalLayout.nameOf(node);
        Path file = NodeFile.write(processes.directory().resolve(name + ".properties"), config);
        return processes.start(new ProcessSpec(
                name,
                jvm.java(),
                jvm.arguments(file, stage.wishes().flaws()),
                Map.of(),
                processes.directory(),
                stage.logs().toAbsolutePath().resolve(name + ".jsonl")));
    }

    private static Path data(LocalProcesses processes, int node) {
        return processes.directory().resolve(LocalLayout.nameOf(node));
    }

    /** What our own nodes leave in files. */
    private record Files(LocalProcesses processes) implements NodeFiles {

        @Override
        public void wipe(int node) {
            processes.remove(data(processes, node));
        }

        @Override
        public LogReader reader(int node) {
            return line -> NodeEvents.report(node, line);
        }
    }
}
