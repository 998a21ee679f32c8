package io.waybill.wire.message;

/**
 * Who leads a partition, and since which epoch.
 *
 * @param leaderId the broker that leads, -1 where none does
 * @param leaderEpoch the leader epoch, -1 where unknown
 */
public record LeaderIdAndEpoch(int leaderId, int leaderEpoch) {

    /** Nothing to say. */
    public static final LeaderIdAndEpoch NONE = new LeaderIdAndEpoch(-1, -1);
}
