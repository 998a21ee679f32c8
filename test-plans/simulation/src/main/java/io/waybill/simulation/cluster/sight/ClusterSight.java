package io.waybill.simulation.cluster.sight;

import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.ClusterView;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.fault.QuorumView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with the harness' eyes. Of the metadata it knows the newest that any node has applied, which is committed;
 * of a replica, what it tells of itself. The nemesis aims with these eyes, so it never has to wait for an answer.
 */
public final class ClusterSight implements ClusterView {

    private final List<Integer> nodes;
    private final List<Integer> controllers;
    private final List<Partition> partitions;
    private final IntSupplier quorumLeader;
    private final SortedMap<Integer, NodeSight> sights = new TreeMap<>();
    private final SortedMap<String, List<Integer>> clients = new TreeMap<>();
    private final SortedMap<Partition, PartitionView> seen = new TreeMap<>();
    private Consumer<PartitionView> onChange = view -> {};
    private DeedListener onDeed = DeedListener.NONE;
    private long newest;

    /**
     * Creates the eyes on a cluster that has not begun.
     *
     * @param nodes its nodes, in ascending order
     * @param controllers those of them that vote
     * @param partitions what it is looked at for
     * @param quorumLeader who leads the quorum, -1 for nobody
     */
    public ClusterSight(
            List<Integer> nodes, List<Integer> controllers, List<Partition> partitions, IntSupplier quorumLeader) {
        this.nodes = List.copyOf(nodes);
        this.controllers = List.copyOf(controllers);
        this.partitions = List.copyOf(partitions);
        this.quorumLeader = quorumLeader;
        nodes.forEach(node -> sights.put(node, new NodeSight(node, this::changed, () -> onDeed)));
    }

    /** Says which nodes the clients of a group are. */
    public void clients(String group, List<Integer> ids) {
        clients.put(group, List.copyOf(ids));
    }

    /** Tells somebody of each partition whenever its leader, its leader epoch or its in-sync replicas change. */
    public void onChange(Consumer<PartitionView> listener) {
        onChange = listener;
    }

    /** Tells somebody what replicas do. */
    public void onDeed(DeedListener listener) {
        onDeed = listener;
    }

    /** Returns what a node is to tell everything to, in all its lives. */
    public BrokerListener listenerOf(int node) {
        return sight(node);
    }

    /** Says that a node's life has ended. */
    public void ended(int node) {
        if (sights.containsKey(node)) {
            sight(node).ended();
        }
    }

    private NodeSight sight(int node) {
        NodeSight sight = sights.get(node);
        if (sight == null) {
            throw new IllegalArgumentException("node " + node + " is not of the cluster " + nodes);
        }
        return sight;
    }

    private void changed(MetadataImage image) {
        if (image.version() <= newest) {
            return;
        }
        newest = image.version();
        for (Partition partition : partitions) {
            state(image, partition).ifPresent(state -> {
                PartitionView now = view(partition, state);
                if (!now.equals(seen.put(partition, now))) {
                    onChange.accept(now);
                }
            });
        }
    }

    private @Nullable MetadataImage image() {
        MetadataImage image = null;
        for (NodeSight each : sights.values()) {
            MetadataImage own = each.image();
            if (own != null && (image == null || own.version() > image.version())) {
                image = own;
            }
        }
        return image;
    }

    private static Optional<PartitionState> state(@Nullable MetadataImage image, Partition partition) {
        return image == null
                ? Optional.empty()
                : image.topic(partition.topic())
                        .filter(topic -> topic.has(partition.number()))
                        .map(topic -> topic.partitions().get(partition.number()));
    }

    private static PartitionView view(Partition partition, PartitionState state) {
        int leader = state.hasLeader() ? state.leader() : PartitionView.UNKNOWN;
        return new PartitionView(partition, leader, state.leaderEpoch(), state.replicas(), state.isr());
    }

    // ---- for the nemesis ---------------------------------------------------------------------------------------

    @Override
    public List<Integer> nodes() {
        return nodes;
    }

    @Override
    public PartitionView describe(Partition partition) {
        return state(image(), partition)
                .map(state -> view(partition, state))
                .orElseThrow(() ->
                        new ClusterUnavailableException("there is no partition " + partition.name() + " yet", null));
    }

    @Override
    public QuorumView quorum() {
        int leader = quorumLeader.getAsInt();
        return new QuorumView(leader < 0 ? QuorumView.UNKNOWN : leader, controllers);
    }

    @Override
    public SortedMap<String, List<Integer>> clients() {
        return Collections.unmodifiableSortedMap(clients);
    }

    // ---- for the harness ---------------------------------------------------------------------------------------

    /** Returns whether every partition is there, led by who the metadata say, with all replicas in sync. */
    public boolean isWhole() {
        MetadataImage image = image();
        for (Partition partition : partitions) {
            Optional<PartitionState> state = state(image, partition);
            if (state.isEmpty()
                    || state.get().isr().size() < state.get().replicas().size()
                    || leaderOf(partition, state.get()) == null) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the offset after the last of a partition's log, as its leader has it: whatever is committed lies below.
     * Empty where nobody leads by what the newest metadata say.
     */
    public OptionalLong end(Partition partition) {
        ReplicaSight leader = state(image(), partition)
                .map(state -> leaderOf(partition, state))
                .orElse(null);
        return leader == null ? OptionalLong.empty() : OptionalLong.of(leader.logEnd());
    }

    private @Nullable ReplicaSight leaderOf(Partition partition, PartitionState state) {
        if (!state.hasLeader()) {
            return null;
        }
        ReplicaSight replica = sight(state.leader()).replica(partition);
        return replica != null && replica.leads(state.leaderEpoch()) ? replica : null;
    }

    /**
     * Returns whether nodes that are well, and connected, must be able to serve every partition without anybody else:
     * one of them may lead it, having all that was acknowledged, and enough of them can be in sync.
     */
    public boolean canServe(SortedSet<Integer> core) {
        MetadataImage image = image();
        if (image == null) {
            return false;
        }
        for (Partition partition : partitions) {
            Optional<PartitionState> state = state(image, partition);
            if (state.isEmpty() || !canServe(core, image, partition, state.get())) {
                return false;
            }
        }
        return true;
    }

    private boolean canServe(SortedSet<Integer> core, MetadataImage image, Partition partition, PartitionState state) {
        List<Integer> inside = new ArrayList<>(state.replicas());
        inside.removeIf(node -> !core.contains(node) || isOffline(node, partition));
        boolean hasEligible = inside.stream()
                .anyMatch(node -> state.isr().contains(node) || state.elr().contains(node));
        int least = Integer.parseInt(image.topicConfig(TopicKeys.MIN_INSYNC_REPLICAS, partition.topic()));
        // Kafka asks for no more than there are replicas of a partition.
        return hasEligible && inside.size() >= Math.min(least, state.replicas().size());
    }

    private boolean isOffline(int node, Partition partition) {
        ReplicaSight replica = sight(node).replica(partition);
        return replica != null && replica.isOffline();
    }

    /** Returns whether everything is led inside a core, the quorum too. */
    public boolean isLedInside(SortedSet<Integer> core) {
        return core.contains(quorumLeader.getAsInt())
                && partitions.stream()
                        .allMatch(partition -> state(image(), partition)
                                .filter(state -> core.contains(state.leader()))
                                .isPresent());
    }

    /** Returns who leads what, in a few words. */
    public String describe() {
        int leader = quorumLeader.getAsInt();
        StringBuilder text = new StringBuilder(leader < 0 ? "no controller" : "controller n" + leader);
        for (Partition partition : partitions) {
            text.append("; ").append(partition.name()).append(' ');
            text.append(state(image(), partition).map(ClusterSight::words).orElse("missing"));
        }
        return text.toString();
    }

    private static String words(PartitionState state) {
        return (state.hasLeader() ? "led by n" + state.leader() : "led by nobody") + " in epoch " + state.leaderEpoch()
                + ", in sync " + state.isr() + (state.elr().isEmpty() ? "" : ", eligible " + state.elr());
    }
}
