package io.waybill.broker.data;

import io.waybill.wire.message.ErrorCode;

/** Compares the leader epoch that somebody believes in with that of the replica he asks. */
final class EpochChecks {

    private static final int UNCHECKED = -1;

    private final boolean isIgnored;

    /** Makes it; a planted flaw, R14, compares nothing. */
    EpochChecks(boolean isIgnored) {
        this.isIgnored = isIgnored;
    }

    /**
     * Returns what is wrong.
     *
     * @param believed the epoch in the request; -1 to have it unchecked
     * @param mustLead whether only a leader may answer
     */
    ErrorCode check(Served replica, int believed, boolean mustLead) {
        if (believed != UNCHECKED && !isIgnored) {
            if (believed < replica.leaderEpoch()) {
                return ErrorCode.FENCED_LEADER_EPOCH;
            }
            if (believed > replica.leaderEpoch()) {
                return ErrorCode.UNKNOWN_LEADER_EPOCH;
            }
        }
        return mustLead && !replica.leads() ? ErrorCode.NOT_LEADER_OR_FOLLOWER : ErrorCode.NONE;
    }
}
