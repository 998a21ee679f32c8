package io.waybill.client.admin;

/**
 * Which offset of a partition is asked for.
 *
 * @param timestampMillis a time in milliseconds since 1970: the first record of that time or later is meant; below 0
 *     one of the constants, as the protocol has them
 * @param committedOnly whether only what transactions have committed counts
 */
public record OffsetSpec(long timestampMillis, boolean committedOnly) {

    /** After the last record. */
    public static final OffsetSpec LATEST = new OffsetSpec(-1, false);
    /** At the first record. */
    public static final OffsetSpec EARLIEST = new OffsetSpec(-2, false);
    /** At the record with the largest timestamp (KIP-734). */
    public static final OffsetSpec MAX_TIMESTAMP = new OffsetSpec(-3, false);

    public OffsetSpec {
        if (timestampMillis < -3) {
            throw new IllegalArgumentException(
                    "timestampMillis must be >= 0, or one of the constants, was " + timestampMillis);
        }
    }

    /** Returns a question for the first record of a time, in milliseconds since 1970, or later. */
    public static OffsetSpec ofTime(long timestampMillis) {
        if (timestampMillis < 0) {
            throw new IllegalArgumentException("timestampMillis must be >= 0, was " + timestampMillis);
        }
        return new OffsetSpec(timestampMillis, false);
    }

    /** Returns the same question where only what transactions have committed counts. */
    public OffsetSpec committed() {
        return new OffsetSpec(timestampMillis, true);
    }
}
