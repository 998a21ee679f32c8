package io.waybill.system.kafka.client;

import io.waybill.environment.clock.NodeClock;
import io.waybill.environment.disk.NodeDisk;
import io.waybill.environment.node.NodeRuntime;
import io.waybill.fault.Capabilities;
import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.ClusterView;
import io.waybill.fault.FaultKind;
import io.waybill.fault.FaultPorts;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.system.ClientLibrary;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterSpec;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.NodeReport;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import io.waybill.system.TopicSpec;
import io.waybill.system.kafka.client.reference.ReferenceConsumerDriver;
import io.waybill.system.kafka.client.reference.ReferenceProducerDriver;
import io.waybill.toxiproxy.link.LinkProxies;
import io.waybill.toxiproxy.link.ProxiedLinks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A running cluster of processes on loopback that speak Kafka's protocol. */
public final class ProcessCluster implements Cluster {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    /**
     * How often in a row it must look whole: a node that has just come back has every record of the controllers a
     * moment before it lives by them, and would speak of the time before until then.
     */
    private static final int LOOKS_AFTER_FAULTS = 4;

    private final Nodes nodes;
    private final ClusterSpec spec;
    private final ClusterNetwork network;
    private final List<LogTail> tails;
    private final WrongClocks clocks;

    /** Of which libraries clients can be made, the usual one first. */
    public static final List<ClientLibrary> LIBRARIES = List.of(ClientLibrary.OFFICIAL, ClientLibrary.REFERENCE);

    /**
     * The nodes of a cluster.
     *
     * @param description what runs, with its version
     * @param byId the nodes, started, by their ids
     * @param end ends them and removes what they have stored; done with the cluster
     * @param ready one of these a node's log says when it serves clients
     * @param quorumLag how many records a controller may be behind and still count as up to date: more than none where
     *     they come by themselves all the time
     * @param replicaLag for how long a replica may be behind and count as in sync, by what the nodes are set to
     * @param files what the nodes leave in files
     * @param disks their own disks, by their ids; empty where they have none
     * @param clocks their own clocks, by their ids; empty where they live by that of this machine
     * @param capabilities which faults they can be given, those of links, disks and clocks where there are such
     *     included
     */
    public record Nodes(
            String description,
            SortedMap<Integer, ? extends NodeRuntime> byId,
            Runnable end,
            List<String> ready,
            long quorumLag,
            Duration replicaLag,
            NodeFiles files,
            SortedMap<Integer, NodeDisk> disks,
            SortedMap<Integer, NodeClock> clocks,
            Capabilities capabilities) {

        public Nodes {
            byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
            ready = List.copyOf(ready);
            disks = Collections.unmodifiableSortedMap(new TreeMap<>(disks));
            clocks = Collections.unmodifiableSortedMap(new TreeMap<>(clocks));
        }

        NodeRuntime node(int node) {
            NodeRuntime found = byId.get(node);
            if (found == null) {
                throw new IllegalArgumentException("node must be one of " + byId.keySet() + ", was " + node);
            }
            return found;
        }

        /** Starts a node again that is down, with power. */
        void start(int node) {
            NodeRuntime found = node(node);
            disk(node).ifPresent(NodeDisk::powerUp);
            if (!found.isAlive()) {
                clock(node).ifPresent(NodeClock::starting);
            }
            found.restart();
        }

        Optional<NodeDisk> disk(int node) {
            return Optional.ofNullable(disks.get(node));
        }

        Optional<NodeClock> clock(int node) {
            return Optional.ofNullable(clocks.get(node));
        }
    }

    private ProcessCluster(Nodes nodes, ClusterNetwork network, ClusterSpec spec) {
        this.nodes = nodes;
        this.network = network;
        this.spec = spec;
        this.clocks = new WrongClocks(nodes);
        this.tails = nodes.byId().keySet().stream()
                .map(node -> new LogTail(log(node), nodes.files().reader(node)))
                .toList();
    }

    /**
     * Waits until every node is ready, and creates the topics. What is given is the cluster's from now on and ends with
     * it, also where this fails.
     *
     * @throws io.waybill.environment.node.NodeFailedException when a node ends or is not ready in time
     * @throws ClusterUnavailableException when the topics are not there, all replicas in sync, in time
     * @throws InterruptedException when called off
     */
    public static ProcessCluster ready(Nodes nodes, ClusterNetwork network, ClusterSpec spec, Duration deadline)
            throws InterruptedException {
        ProcessCluster cluster = new ProcessCluster(nodes, network, spec);
        try {
            long deadlineNanos = System.nanoTime() + deadline.toNanos();
            for (NodeRuntime node : nodes.byId().values()) {
                node.awaitLog(nodes.ready(), deadlineNanos);
            }
            cluster.network.admin().createTopics(spec.topics(), left(deadlineNanos));
            cluster.awaitNoGap(1, deadlineNanos, deadline);
            // A loss of power takes messages, and not the cluster.
            nodes.disks().values().forEach(NodeDisk::sync);
            return cluster;
        } catch (RuntimeException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    @Override
    public String description() {
        return nodes.description();
    }

    @Override
    public String bootstrap() {
        return network.bootstrap();
    }

    @Override
    public ClusterView view() {
        return network.admin();
    }

    @Override
    public FaultPorts faults() {
        ProcessFaults processes = new ProcessFaults(nodes);
        FaultPorts ports = FaultPorts.ofWipeableProcesses(processes);
        Capabilities capabilities = nodes.capabilities();
        ProxiedLinks links = network.links();
        if (links == null) {
            capabilities = capabilities.without(FaultKind.Layer.LINK);
        } else {
            ports = ports.withLinks(links);
        }
        if (nodes.disks().isEmpty()) {
            capabilities = capabilities.without(FaultKind.OF_OWN_DISKS);
        } else {
            ports = ports.withDisks(new FullDisks(nodes, processes));
        }
        if (nodes.clocks().isEmpty()) {
            capabilities = capabilities.without(FaultKind.Layer.CLOCK);
        } else {
            ports = ports.withClocks(clocks);
        }
        return ports.capableOf(capabilities);
    }

    @Override
    public boolean isAlive(int node) {
        return nodes.node(node).isAlive();
    }

    @Override
    public Path log(int node) {
        return nodes.node(node).log();
    }

    @Override
    public boolean awaitWhole(Duration deadline) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + deadline.toNanos();
        clocks.correct();
        nodes.byId().values().forEach(NodeRuntime::resume);
        nodes.byId().keySet().forEach(nodes::start);
        for (NodeRuntime node : nodes.byId().values()) {
            node.awaitLog(nodes.ready(), deadlineNanos);
        }
        return awaitNoGap(LOOKS_AFTER_FAULTS, deadlineNanos, deadline);
    }

    @Override
    public Duration replicaLag() {
        return nodes.replicaLag();
    }

    /** Returns whether there was none from the first look on. */
    private boolean awaitNoGap(int looks, long deadlineNanos, Duration deadline) throws InterruptedException {
        int whole = 0;
        boolean isFromTheFirst = true;
        while (true) {
            String gap = gap();
            isFromTheFirst &= gap.isEmpty();
            whole = gap.isEmpty() ? whole + 1 : 0;
            if (whole == looks) {
                return isFromTheFirst;
            }
            if (!gap.isEmpty() && System.nanoTime() - deadlineNanos >= 0) {
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
        return network.admin().bounds(partitions, deadline);
    }

    @Override
    public List<NodeReport> reports() {
        List<NodeReport> reports =
                tails.stream().flatMap(tail -> tail.next().stream()).toList();
        if (nodes.clocks().isEmpty()) {
            return reports;
        }
        // By the node's own clock, which may be wrong: all that is certain is that it was before now.
        Instant now = Instant.now();
        return reports.stream().map(report -> report.asOf(now)).toList();
    }

    @Override
    public List<LinkHit> linkHits(long after) {
        ProxiedLinks links = network.links();
        return links == null
                ? List.of()
                : links.events(after).stream()
                        .map(event -> new LinkHit(
                                event.number(),
                                event.at(),
                                LinkProxies.idOf(event),
                                event.what(),
                                event.proxy(),
                                event.stream(),
                                event.connection(),
                                event.heldBytes(),
                                event.droppedBytes()))
                        .toList();
    }

    @Override
    public OptionalLong pid(int node) {
        return nodes.node(node).processId();
    }

    @Override
    public ProducerDriver producer(ProducerSpec producer) {
        return producer.library() == ClientLibrary.REFERENCE
                ? new ReferenceProducerDriver(bootstrap(), network.producers(), producer)
                : new KafkaProducerDriver(bootstrap(), producer);
    }

    @Override
    public ConsumerDriver consumer(ConsumerSpec consumer) {
        return consumer.library() == ClientLibrary.REFERENCE
                ? new ReferenceConsumerDriver(bootstrap(), network.consumers(), consumer)
                : new KafkaConsumerDriver(bootstrap(), consumer);
    }

    @Override
    public void close() {
        try {
            network.close();
        } finally {
            nodes.end().run();
        }
    }

    private static Duration left(long deadlineNanos) {
        return Duration.ofNanos(Math.max(1_000_000, deadlineNanos - System.nanoTime()));
    }

    /** Returns what is still missing; empty where nothing is. */
    private String gap() {
        try {
            // The controllers first: a node that was away would answer with what it knew before it went.
            String quorum = network.admin().quorumGap(nodes.quorumLag());
            if (!quorum.isEmpty()) {
                return quorum;
            }
            List<String> topics = spec.topics().stream().map(TopicSpec::name).toList();
            return network.admin().describe(topics).stream()
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
}
