package io.waybill.simulation.invariant.broker;

import io.waybill.broker.watch.BrokerListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.fault.Partition;
import io.waybill.simulation.finding.Findings;
import io.waybill.simulation.finding.Layer;
import io.waybill.simulation.invariant.ClusterInvariants;
import io.waybill.simulator.WorldListener.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The invariants of the brokers of one cluster in one run. */
public final class BrokerInvariants implements ClusterInvariants {

    private final Findings findings;
    private final SortedMap<String, String> config;
    private final List<@Nullable NodeWatch> nodes = new ArrayList<>();
    private final SortedMap<TopicPartition, PartitionWatch> partitions = new TreeMap<>();
    private final MetadataWatch metadata = new MetadataWatch(this);
    private int pending;
    private long checks;

    /**
     * Creates the invariants of a cluster that has not begun.
     *
     * @param config the static configuration of all its nodes, by Kafka's names: what the metadata do not say otherwise
     * @param findings is told what does not hold
     */
    public BrokerInvariants(SortedMap<String, String> config, Findings findings) {
        this.config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
        this.findings = findings;
    }

    @Override
    public BrokerListener listenerOf(int node) {
        return node(node).begun();
    }

    @Override
    public void ended(int node, Ending ending) {
        node(node).ended(ending == Ending.POWER_CUT);
    }

    @Override
    public void harmed(int node) {
        node(node).harmed();
    }

    @Override
    public void ran(int node) {
        // Nearly always there is nothing, and this is asked after each event of the world.
        NodeWatch watch = pending == 0 || node < 0 || node >= nodes.size() ? null : nodes.get(node);
        if (watch != null) {
            watch.ran();
        }
    }

    @Override
    public void toldEnd(int client, Partition partition, long end, long read) {
        counted();
        if (end < read && isWhole(partition)) {
            broken(
                    BrokerInvariant.ENDS_GROW,
                    client,
                    "has read " + partition.name() + " up to " + read + " and is told that it ends at " + end);
        }
    }

    private boolean isWhole(Partition partition) {
        return partitions.values().stream()
                .filter(each -> each.name().equals(partition.name()))
                .allMatch(PartitionWatch::isWhole);
    }

    @Override
    public long checks() {
        return checks;
    }

    private NodeWatch node(int node) {
        while (nodes.size() <= node) {
            nodes.add(null);
        }
        NodeWatch watch = nodes.get(node);
        if (watch == null) {
            watch = new NodeWatch(node, this);
            nodes.set(node, watch);
        }
        return watch;
    }

    SortedMap<String, String> config() {
        return config;
    }

    MetadataWatch metadata() {
        return metadata;
    }

    PartitionWatch partition(TopicPartition partition) {
        return partitions.computeIfAbsent(partition, id -> new PartitionWatch(id, this));
    }

    /** So many nodes more have something to be looked at when their event is over. */
    void pending(int more) {
        pending += more;
    }

    void counted() {
        checks++;
    }

    void broken(BrokerInvariant invariant, int node, String evidence) {
        findings.add(Layer.INVARIANT, invariant.id(), "n" + node + " " + evidence);
    }
}
