package io.waybill.fault;

import java.util.List;

/**
 * What a cluster says of one partition at one moment.
 *
 * @param leader the node that leads it, or {@link #UNKNOWN}
 * @param leaderEpoch the leader's epoch, or {@link #UNKNOWN}
 * @param replicas the nodes that hold a replica, the preferred leader first
 * @param inSync the nodes that count as in sync
 */
public record PartitionView(
        Partition partition, int leader, int leaderEpoch, List<Integer> replicas, List<Integer> inSync) {

    /** Stands for a leader that there is not, or an epoch that nobody told. */
    public static final int UNKNOWN = -1;

    public PartitionView {
        replicas = List.copyOf(replicas);
        inSync = List.copyOf(inSync);
    }

    /** Returns whether the cluster named a leader. */
    public boolean hasLeader() {
        return leader != UNKNOWN;
    }

    /** Returns the replicas that do not lead, in sync or not. */
    public List<Integer> followers() {
        return replicas.stream().filter(node -> node != leader).toList();
    }
}
