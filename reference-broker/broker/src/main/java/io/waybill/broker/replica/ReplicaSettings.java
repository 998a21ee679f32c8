package io.waybill.broker.replica;

import io.waybill.log.settings.LogSettings;

/**
 * How a replica is to behave.
 *
 * @param minInSync how many in-sync replicas {@code acks=all} needs, where there are as many replicas
 * @param lagMillis after what time a follower that has not caught up is no longer in sync
 * @param flushMessages after how many records the log is made durable; with 1, nothing counts before it is durable,
 *     with more, what the disk has taken counts, durable or not, as Kafka has it
 * @param flushMillis after what time the log is made durable
 * @param log of its log
 */
record ReplicaSettings(int minInSync, long lagMillis, long flushMessages, long flushMillis, LogSettings log) {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long LONGEST_MILLIS = Long.MAX_VALUE / NANOS_PER_MILLI;

    /** Returns whether only what is durable counts. */
    boolean countsDurable() {
        return flushMessages == 1;
    }

    long lagNanos() {
        return nanos(lagMillis);
    }

    /** Returns whether time makes the log durable. */
    boolean flushesByTime() {
        return flushMillis < Long.MAX_VALUE;
    }

    long flushNanos() {
        return nanos(flushMillis);
    }

    static long nanos(long millis) {
        return Math.min(millis, LONGEST_MILLIS) * NANOS_PER_MILLI;
    }
}
