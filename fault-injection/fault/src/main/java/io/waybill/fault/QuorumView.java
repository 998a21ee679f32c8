package io.waybill.fault;

import java.util.List;

/**
 * What a cluster says of its controllers' quorum at one moment.
 *
 * @param leader the node that leads it, the active controller; or {@link #UNKNOWN}
 * @param voters the nodes that vote in it, in ascending order
 */
public record QuorumView(int leader, List<Integer> voters) {

    /** Stands for a leader that there is not. */
    public static final int UNKNOWN = -1;

    public QuorumView {
        voters = List.copyOf(voters);
    }

    /** Returns whether somebody leads. */
    public boolean hasLeader() {
        return leader != UNKNOWN;
    }

    /** Returns the voters that do not lead. */
    public List<Integer> followers() {
        return voters.stream().filter(node -> node != leader).toList();
    }
}
