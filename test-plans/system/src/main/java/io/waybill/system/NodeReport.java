package io.waybill.system;

import io.waybill.fault.Partition;
import java.time.Instant;

/**
 * What a node's own log told of a partition. It explains what became of a message and proves nothing.
 *
 * @param node whose log it is
 * @param number an offset or an epoch, as the kind says; {@link #NONE} where there is none
 * @param at when, by the host's wall clock; where the node's own may be wrong, when it was read
 */
public record NodeReport(Kind kind, int node, Partition partition, long number, Instant at) {

    /** Stands for a number that there is not. */
    public static final long NONE = -1;

    /** Returns the same, told at another time. */
    public NodeReport asOf(Instant other) {
        return new NodeReport(kind, node, partition, number, other);
    }

    /** What nodes tell of. */
    public enum Kind {
        /** It cut its log back: what stood at the offset {@code number} and behind it is gone from this node. */
        TRUNCATED,
        /**
         * It leads, and a producer sent a batch again that it has appended already, up to the offset {@code number}.
         */
        SENT_AGAIN,
        /** It leads, and refused a producer's batch because others of the same producer, before it, are missing. */
        OUT_OF_SEQUENCE,
        /** It leads, and refused a producer's batch because fewer replicas are in sync than must be. */
        TOO_FEW_IN_SYNC,
        /** A leader was elected that was not known to have everything, in the leader epoch {@code number}. */
        UNCLEAN_LEADER
    }
}
