package io.waybill.broker.metadata.image;

import java.util.List;

/**
 * Who has a partition's records and who leads.
 *
 * @param replicas the brokers that have a copy, the preferred leader first; none twice
 * @param isr those that have every acknowledged record, in the order of {@code replicas}; never empty. While nobody
 *     leads it keeps those that were in it last
 * @param elr the eligible leader replicas (KIP-966): those that left the ISR when it had fewer than
 *     {@code min.insync.replicas} and have every acknowledged record all the same, since nothing is acknowledged then
 * @param lastKnownElr those that were eligible before they lost their right by an unclean restart
 * @param leader the leader's id, {@link #NOBODY} where nobody leads
 * @param leaderEpoch grows with each change of the leader, and where a leader begins a new life
 * @param partitionEpoch grows with each change of anything here (KIP-497)
 * @param recovery whether the leader has recovered from an unclean election
 */
public record PartitionState(
        List<Integer> replicas,
        List<Integer> isr,
        List<Integer> elr,
        List<Integer> lastKnownElr,
        int leader,
        int leaderEpoch,
        int partitionEpoch,
        LeaderRecovery recovery) {

    /** The leader where there is none. */
    public static final int NOBODY = -1;

    public PartitionState {
        replicas = List.copyOf(replicas);
        isr = List.copyOf(isr);
        elr = List.copyOf(elr);
        lastKnownElr = List.copyOf(lastKnownElr);
        if (isr.isEmpty() || !replicas.containsAll(isr)) {
            throw new IllegalArgumentException("the ISR must be some of the replicas " + replicas + ", was " + isr);
        }
    }

    /** Returns whether somebody leads. */
    public boolean hasLeader() {
        return leader != NOBODY;
    }

    /** Returns the replica that should lead where it can. */
    public int preferredLeader() {
        return replicas.get(0);
    }
}
