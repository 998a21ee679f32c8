package io.waybill.system.reference;

import io.waybill.environment.node.NodeFailedException;
import io.waybill.environment.node.NodeRuntime;
import io.waybill.fault.Capabilities;
import io.waybill.fault.ClusterUnavailableException;
import io.waybill.server.process.InvalidConfigException;
import io.waybill.server.process.NodeConfig;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterFailedException;
import io.waybill.system.ClusterSpec;
import io.waybill.system.ReplicaLag;
import io.waybill.system.Stage;
import io.waybill.system.kafka.client.NodeFiles;
import io.waybill.system.kafka.client.ProcessCluster;
import io.waybill.system.reference.node.LocalLayout;
import io.waybill.system.reference.node.NodeJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Starts a cluster of our own broker, wherever its nodes live. */
final class ReferenceCluster {

    private static final String CLUSTER_ID = "waybill-under-test";

    private final ClusterSpec spec;
    private final Stage stage;
    private final String description;
    private final Capabilities capabilities;

    /**
     * Makes one that is not started yet.
     *
     * @param description what runs, with its version
     * @param capabilities which faults its nodes can be given where they live
     */
    ReferenceCluster(ClusterSpec spec, Stage stage, String description, Capabilities capabilities) {
        this.spec = spec;
        this.stage = stage;
        this.description = description;
        this.capabilities = capabilities;
    }

    /**
     * Starts it and waits until it is ready. The home ends with it, also where this fails.
     *
     * @throws ClusterFailedException when it cannot be started
     * @throws InterruptedException when called off
     */
    Cluster start(NodeHome home) throws InterruptedException {
        try {
            ReferenceNetwork network = ReferenceNetwork.open(home, stage.wishes());
            SortedMap<Integer, ? extends NodeRuntime> nodes = launch(home, network);
            var all = new ProcessCluster.Nodes(
                    description,
                    nodes,
                    home::close,
                    List.of(NodeJvm.READY),
                    0,
                    ReplicaLag.of(NodeDefaults.of(spec.nodes(), spec.config())),
                    new Files(home),
                    home.disks(),
                    home.clocks(),
                    capabilities);
            return ProcessCluster.ready(all, network.network(), spec, stage.deadline());
        } catch (NodeFailedException | ClusterUnavailableException | InvalidConfigException e) {
            home.close();
            throw new ClusterFailedException(description + " did not start: " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            home.close();
            throw e;
        }
    }

    private SortedMap<Integer, ? extends NodeRuntime> launch(NodeHome home, ReferenceNetwork network)
            throws InterruptedException {
        try {
            return home.launch(configs(home, network), stage.wishes().flaws());
        } catch (RuntimeException | InterruptedException e) {
            network.close();
            throw e;
        }
    }

    /** Returns the checked configuration of each node. */
    private SortedMap<Integer, SortedMap<String, String>> configs(NodeHome home, ReferenceNetwork network) {
        LocalLayout.requireFree(spec.config());
        Map<String, String> given = NodeDefaults.of(spec.nodes(), spec.config());
        SortedMap<Integer, SortedMap<String, String>> configs = new TreeMap<>();
        for (int node = 1; node <= spec.nodes(); node++) {
            SortedMap<String, String> config = home.layout().config(node, CLUSTER_ID, Path.of(home.data(node)), given);
            config.putAll(network.config(node));
            NodeConfig checked = NodeConfig.of(config);
            configs.put(checked.node(), config);
        }
        return configs;
    }

    /** What our own nodes leave in files. */
    private record Files(NodeHome home) implements NodeFiles {

        @Override
        public void wipe(int node) {
            home.wipe(node);
        }

        @Override
        public LogReader reader(int node) {
            return line -> NodeEvents.report(node, line);
        }
    }
}
