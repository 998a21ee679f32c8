package io.waybill.system.kafka;

import io.waybill.environment.local.LocalProcess;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.environment.local.ProcessFailedException;
import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.ClusterView;
import io.waybill.fault.NodeFaults;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterFailedException;
import io.waybill.system.ClusterSpec;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import io.waybill.system.Stage;
import io.waybill.system.TopicSpec;
import io.waybill.system.kafka.NodeConfig.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A running Kafka cluster of combined nodes on loopback. */
final class KafkaCluster implements Cluster {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final LocalProcesses processes;
    private final SortedMap<Integer, LocalProcess> nodes;
    private final List<Endpoint> endpoints;
    private final ClusterSpec spec;
    private final KafkaAdmin admin;

    private KafkaCluster(
            LocalProcesses processes,
            SortedMap<Integer, LocalProcess> nodes,
            List<Endpoint> endpoints,
            ClusterSpec spec) {
        this.processes = processes;
        this.nodes = nodes;
        this.endpoints = endpoints;
        this.spec = spec;
        this.admin = new KafkaAdmin(NodeConfig.bootstrap(endpoints), nodes.size());
    }

    static KafkaCluster start(ClusterSpec spec, Stage stage) throws InterruptedException {
        KafkaInstallation installation = KafkaInstallation.ensure(stage.cache(), stage.progress());
        LocalProcesses processes = LocalProcesses.open(stage.scratch(), stage.keepData());
        try {
            NodeLaunch launch = new NodeLaunch(installation, processes, stage.logs());
            launch.prepare(stage.progress());
            List<Endpoint> endpoints = endpoints(processes, spec.nodes());
            SortedMap<Integer, LocalProcess> nodes = new TreeMap<>();
            for (Endpoint endpoint : endpoints) {
                Path data = processes.directory().resolve("n" + endpoint.id());
                nodes.put(endpoint.id(), launch.start(new NodeConfig(endpoint.id(), data, endpoints, spec)));
            }
            return ready(new KafkaCluster(processes, nodes, endpoints, spec), stage);
        } catch (ProcessFailedException | ClusterUnavailableException e) {
            processes.close();
            throw new ClusterFailedException("kafka " + KafkaSystem.VERSION + " did not start: " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            processes.close();
            throw e;
        }
    }

    @Override
    public String description() {
        return "kafka " + KafkaSystem.VERSION;
    }

    @Override
    public String bootstrap() {
        return NodeConfig.bootstrap(endpoints);
    }

    @Override
    public ClusterView view() {
        return admin;
    }

    @Override
    public NodeFaults faults() {
        return new NodeFaults() {
            @Override
            public void kill(int node) {
                process(node).kill();
            }

            @Override
            public void restart(int node) {
                process(node).restart();
            }

            @Override
            public void pause(int node) {
                process(node).pause();
            }

            @Override
            public void resume(int node) {
                process(node).resume();
            }
        };
    }

    @Override
    public boolean isAlive(int node) {
        return process(node).isAlive();
    }

    @Override
    public Path log(int node) {
        return process(node).spec().log();
    }

    @Override
    public void awaitWhole(Duration deadline) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + deadline.toNanos();
        nodes.values().forEach(LocalProcess::resume);
        nodes.values().forEach(LocalProcess::restart);
        for (LocalProcess node : nodes.values()) {
            node.awaitLog(NodeLaunch.READY, deadlineNanos);
        }
        while (true) {
            String gap = gap();
            if (gap.isEmpty()) {
                return;
            }
            if (System.nanoTime() - deadlineNanos >= 0) {
                throw new ClusterUnavailableException(
                        "the cluster was not whole within " + deadline.toSeconds() + " s: " + gap, null);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("called off while waiting for the cluster");
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    @Override
    public Map<Partition, Bounds> bounds(Collection<Partition> partitions, Duration deadline) {
        return admin.bounds(partitions, deadline);
    }

    @Override
    public List<Truncation> truncations() {
        return nodes.keySet().stream()
                .flatMap(node -> NodeLog.truncations(node, log(node)).stream())
                .toList();
    }

    @Override
    public ProducerDriver producer(ProducerSpec producer) {
        return new KafkaProducerDriver(bootstrap(), producer);
    }

    @Override
    public ConsumerDriver consumer(ConsumerSpec consumer) {
        return new KafkaConsumerDriver(bootstrap(), consumer);
    }

    @Override
    public void close() {
        try {
            admin.close();
        } finally {
            processes.close();
        }
    }

    private static KafkaCluster ready(KafkaCluster cluster, Stage stage) throws InterruptedException {
        try {
            long deadlineNanos = System.nanoTime() + stage.deadline().toNanos();
            for (LocalProcess node : cluster.nodes.values()) {
                node.awaitLog(NodeLaunch.READY, deadlineNanos);
            }
            cluster.admin.createTopics(cluster.spec.topics(), left(deadlineNanos));
            cluster.awaitWhole(left(deadlineNanos));
            return cluster;
        } catch (RuntimeException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    private static Duration left(long deadlineNanos) {
        return Duration.ofNanos(Math.max(1_000_000, deadlineNanos - System.nanoTime()));
    }

    private static List<Endpoint> endpoints(LocalProcesses processes, int count) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            endpoints.add(new Endpoint(id, processes.reservePort(), processes.reservePort()));
        }
        return endpoints;
    }

    /** Returns what is still missing; empty where nothing is. */
    private String gap() {
        try {
            // The controllers first: a node that was away would answer with what it knew before it went.
            String quorum = admin.quorumGap();
            if (!quorum.isEmpty()) {
                return quorum;
            }
            List<String> topics = spec.topics().stream().map(TopicSpec::name).toList();
            return admin.describe(topics).stream()
                    .filter(view -> !isWhole(view))
                    .map(view -> view.partition().name() + " has leader " + view.leader() + " and in-sync replicas "
                            + view.inSync() + " of " + view.replicas())
                    .collect(Collectors.joining(", "));
        } catch (ClusterUnavailableException e) {
            return e.getMessage() == null ? "no answer" : e.getMessage();
        }
    }

    private static boolean isWhole(PartitionView view) {
        return view.hasLeader() && view.inSync().size() == view.replicas().size();
    }

    private LocalProcess process(int node) {
        LocalProcess process = nodes.get(node);
        if (process == null) {
            throw new IllegalArgumentException("node must be one of " + nodes.keySet() + ", was " + node);
        }
        return process;
    }
}
