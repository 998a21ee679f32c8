package io.waybill.runner.toy;

import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.ClusterView;
import io.waybill.fault.FaultPorts;
import io.waybill.fault.NodeFaults;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterSpec;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import io.waybill.system.ReplicaLag;
import io.waybill.system.TopicSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A cluster in memory. Everything that it knows is guarded by itself. */
final class ToyCluster implements Cluster, ClusterView, NodeFaults {

    private static final int HIDDEN = 8;
    private static final int LATE = 3;

    private final ClusterSpec spec;
    private final Path logs;
    private final Flaw flaw;
    private final Map<Partition, ToyLog> partitions = new HashMap<>();
    private final Set<Integer> dead = new HashSet<>();
    /** How often it was waited for since nothing is sent any more. */
    private int waits;

    private boolean closed;

    ToyCluster(ClusterSpec spec, Path logs, Flaw flaw) {
        this.spec = spec;
        this.logs = logs;
        this.flaw = flaw;
        int first = 0;
        for (TopicSpec topic : spec.topics()) {
            for (int number = 0; number < topic.partitions(); number++) {
                Partition partition = new Partition(topic.name(), number);
                partitions.put(partition, new ToyLog(partition, replicas(first++, topic.replicas())));
            }
        }
    }

    private List<Integer> replicas(int first, int count) {
        List<Integer> replicas = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replicas.add((first + i) % spec.nodes() + 1);
        }
        return replicas;
    }

    Flaw flaw() {
        return flaw;
    }

    ToyLog log(Partition partition) {
        ToyLog log = partitions.get(partition);
        if (log == null) {
            throw new IllegalArgumentException("there is no partition " + partition.name());
        }
        return log;
    }

    @Override
    public String description() {
        return "toy 1";
    }

    @Override
    public String bootstrap() {
        return "nowhere";
    }

    @Override
    public ClusterView view() {
        return this;
    }

    @Override
    public FaultPorts faults() {
        return FaultPorts.ofProcesses(this);
    }

    @Override
    public synchronized boolean isAlive(int node) {
        return !dead.contains(node);
    }

    @Override
    public synchronized OptionalLong pid(int node) {
        return dead.contains(node) ? OptionalLong.empty() : OptionalLong.of(4000 + node);
    }

    @Override
    public Path log(int node) {
        return logs.resolve("n" + node + ".log");
    }

    @Override
    public synchronized boolean awaitWhole(Duration deadline) {
        boolean isWhole = partitions.values().stream().allMatch(ToyLog::isWhole);
        nodes().forEach(this::restart);
        nodes().forEach(this::resume);
        if (++waits == 1 && flaw == Flaw.CUTS_BACK_AT_THE_END) {
            partitions.values().forEach(log -> log.cutBack(HIDDEN));
        }
        if (flaw == Flaw.NEVER_WHOLE || !partitions.values().stream().allMatch(ToyLog::isWhole)) {
            throw new ClusterUnavailableException("the toy's replicas do not agree", null);
        }
        return isWhole;
    }

    @Override
    public Duration replicaLag() {
        return ReplicaLag.of(spec.config());
    }

    @Override
    public synchronized Map<Partition, Bounds> bounds(Collection<Partition> asked, Duration deadline) {
        Map<Partition, Bounds> bounds = new TreeMap<>();
        asked.forEach(partition -> bounds.put(
                partition, new Bounds(0, shownTo(partition), describe(partition).leaderEpoch())));
        return bounds;
    }

    /** Returns how far consumers are shown a partition. */
    synchronized long shownTo(Partition partition) {
        boolean hides = (flaw == Flaw.CUTS_BACK_AT_THE_END && waits == 0) || (flaw == Flaw.SHOWS_LATE && waits < LATE);
        return Math.max(0, log(partition).highWatermark() - (hides ? HIDDEN : 0));
    }

    @Override
    public ProducerDriver producer(ProducerSpec producer) {
        return new ToyProducer(this, producer);
    }

    @Override
    public ConsumerDriver consumer(ConsumerSpec consumer) {
        return new ToyConsumer(this);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            ToySystem.closed();
        }
    }

    @Override
    public List<Integer> nodes() {
        return IntStream.rangeClosed(1, spec.nodes()).boxed().toList();
    }

    @Override
    public synchronized PartitionView describe(Partition partition) {
        return log(partition).view();
    }

    @Override
    public synchronized void kill(int node) {
        dead.add(node);
        partitions.values().forEach(log -> log.kill(node, flaw == Flaw.FORGETS_THE_TAIL));
    }

    @Override
    public synchronized void restart(int node) {
        if (flaw == Flaw.DOES_NOT_RESTART) {
            throw new IllegalStateException("n" + node + " cannot be started: the toy was closed");
        }
        dead.remove(node);
        partitions.values().forEach(log -> log.restart(node));
    }

    @Override
    public synchronized void pause(int node) {
        partitions.values().forEach(log -> log.pause(node));
    }

    @Override
    public synchronized void resume(int node) {
        partitions.values().forEach(log -> log.resume(node));
    }
}
