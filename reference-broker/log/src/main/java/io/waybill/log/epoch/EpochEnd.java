package io.waybill.log.epoch;

/**
 * The end of what leaders up to an epoch have written.
 *
 * @param epoch the largest epoch of the log that is not larger than the one asked for; -1 where there is none
 * @param endOffset the offset after the last record of that epoch; -1 where there is none
 */
public record EpochEnd(int epoch, long endOffset) {

    /** The answer where nothing is known. */
    public static final EpochEnd UNKNOWN = new EpochEnd(-1, -1);
}
