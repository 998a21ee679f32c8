package io.waybill.log.producer;

/**
 * A transaction whose messages nobody may read.
 *
 * @param producerId whose it was
 * @param firstOffset of its first message
 * @param lastOffset of the marker that ended it
 * @param lastStableOffset the log's first undecided offset when it ended
 */
public record AbortedTransaction(long producerId, long firstOffset, long lastOffset, long lastStableOffset) {}
