package io.waybill.raft.entry;

/**
 * What a member must not forget beside its log.
 *
 * @param term the highest term it has seen, 0 or more
 * @param votedFor whom it voted for in that term, {@link #NOBODY} where it did not
 * @param abstains whether it may have lost entries that it acknowledged, so that its vote counts only where all voters
 *     grant theirs
 * @param durableIndex up to where its log was durable at least once when this was written, 0 or more
 */
public record HardState(long term, int votedFor, boolean abstains, long durableIndex) {

    /** The candidate of whoever has not voted. */
    public static final int NOBODY = -1;

    /** What a member knows that was never started before. */
    public static final HardState INITIAL = new HardState(0, NOBODY, false, 0);

    public HardState {
        if (term < 0 || votedFor < NOBODY || durableIndex < 0) {
            throw new IllegalArgumentException("term must be >= 0, vote >= -1 and durable index >= 0, were " + term
                    + ", " + votedFor + " and " + durableIndex);
        }
    }
}
