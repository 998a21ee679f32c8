package io.waybill.checker.finding;

/**
 * How much of a history one judge could hold against a claim.
 *
 * @param outOf how many obligations there were, in what the claim counts: messages, transactions, commits, faults; 0
 *     where the history never exercised it
 * @param open how many of them the history does not decide
 * @param reason why they are open, as the end of the sentence "unknown, because …"; empty where none is
 */
public record ClaimEvidence(long outOf, long open, String reason) {

    /** The evidence of a history that never exercised the claim. */
    public static final ClaimEvidence NOT_EXERCISED = new ClaimEvidence(0, 0, "");

    public ClaimEvidence {
        if (open < 0 || open > outOf) {
            throw new IllegalArgumentException("open must be between 0 and " + outOf + ", was " + open);
        }
    }

    /** Returns evidence that leaves nothing open. */
    public static ClaimEvidence decided(long outOf) {
        return new ClaimEvidence(outOf, 0, "");
    }

    /** Returns whether the history exercised the claim at all. */
    public boolean isExercised() {
        return outOf > 0;
    }
}
