package io.waybill.log.exchange;

/**
 * The answer to the question which record is the first of a time.
 *
 * @param offset of the record; of the first of its batch where that is compressed; -1 where there is none
 * @param timestamp of the record or batch, in milliseconds; -1 where there is none
 * @param leaderEpoch of its batch; -1 where there is none
 */
public record TimedOffset(long offset, long timestamp, int leaderEpoch) {

    /** The answer where no record is as new. */
    public static final TimedOffset NONE = new TimedOffset(-1, -1, -1);
}
