package io.waybill.system.kafka;

import io.waybill.environment.local.LocalProcess;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.environment.local.ProcessFailedException;
import io.waybill.fault.ClusterUnavailableException;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterFailedException;
import io.waybill.system.ClusterSpec;
import io.waybill.system.Stage;
import io.waybill.system.kafka.NodeConfig.Endpoint;
import io.waybill.system.kafka.client.ClusterNetwork;
import io.waybill.system.kafka.client.KafkaAdmin;
import io.waybill.system.kafka.client.NodeFiles;
import io.waybill.system.kafka.client.ProcessCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Starts a Kafka cluster of combined nodes on loopback. */
final class KafkaCluster {

    /** One record comes every half second. */
    private static final long QUORUM_LAG = 2;

    private KafkaCluster() {}

    static Cluster start(ClusterSpec spec, Stage stage) throws InterruptedException {
        KafkaInstallation installation = KafkaInstallation.ensure(stage.cache(), stage.progress());
        LocalProcesses processes = LocalProcesses.open(stage.scratch(), stage.keepData());
        try {
            NodeLaunch launch = new NodeLaunch(
                    installation, processes, stage.logs(), stage.wishes().reports());
            launch.prepare(stage.progress());
            List<Endpoint> endpoints = endpoints(processes, spec.nodes());
            SortedMap<Integer, NodeConfig> configs = new TreeMap<>();
            SortedMap<Integer, LocalProcess> nodes = new TreeMap<>();
            for (Endpoint endpoint : endpoints) {
                Path data = processes.directory().resolve("n" + endpoint.id());
                NodeConfig config = new NodeConfig(endpoint.id(), data, endpoints, spec);
                configs.put(endpoint.id(), config);
                launch.format(config);
                nodes.put(endpoint.id(), launch.start(config));
            }
            var all = new ProcessCluster.Nodes(
                    "kafka " + KafkaSystem.VERSION,
                    processes,
                    nodes,
                    NodeLaunch.READY,
                    QUORUM_LAG,
                    new Files(processes, launch, configs));
            String bootstrap = NodeConfig.bootstrap(endpoints);
            ClusterNetwork network = ClusterNetwork.direct(bootstrap, new KafkaAdmin(bootstrap, spec.nodes()));
            return ProcessCluster.ready(all, network, spec, stage.deadline());
        } catch (ProcessFailedException | ClusterUnavailableException e) {
            processes.close();
            throw new ClusterFailedException("kafka " + KafkaSystem.VERSION + " did not start: " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            processes.close();
            throw e;
        }
    }

    private static List<Endpoint> endpoints(LocalProcesses processes, int count) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            endpoints.add(new Endpoint(id, processes.reservePort(), processes.reservePort()));
        }
        return endpoints;
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
