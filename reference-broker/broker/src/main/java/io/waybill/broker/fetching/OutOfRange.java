package io.waybill.broker.fetching;

/**
 * What a follower does that asked for an offset which its leader does not have.
 *
 * <p>Where it has records, the leader compares epochs first and answers a divergence if its own log ends before. So who
 * comes here either lags behind everything that the leader still has, or has an empty log that begins beyond the
 * leader's end, after an unclean election; or the leader's log has moved meanwhile.
 *
 * @param step what to do
 * @param offset where
 */
record OutOfRange(Step step, long offset) {

    /** What to do. */
    enum Step {
        /** Remove everything and begin at the offset. */
        RESTART,
        /** Remove what is there from the offset on. */
        TRUNCATE,
        /** Ask again: by now the leader should have it. */
        ASK_AGAIN
    }

    /**
     * Decides by both logs' bounds.
     *
     * <p>Kafka truncates to the leader's end where that is lower. Where nothing of the own log would be left, this
     * would make the log begin at that end: a hole, although the leader has what belongs there, and lost for good if
     * this replica leads next. It begins at the leader's start instead.
     */
    static OutOfRange decide(long ownStart, long ownEnd, long leaderStart, long leaderEnd) {
        if (leaderStart >= ownEnd) {
            // Nothing of the own log is in the leader's any more, so nobody can say whether it is the same.
            return new OutOfRange(Step.RESTART, leaderStart);
        }
        if (leaderEnd >= ownEnd) {
            return new OutOfRange(Step.ASK_AGAIN, ownEnd);
        }
        return leaderEnd <= ownStart
                ? new OutOfRange(Step.RESTART, leaderStart)
                : new OutOfRange(Step.TRUNCATE, leaderEnd);
    }
}
