package io.waybill.workload;

/**
 * When each message of one producer is due. Open-loop: the times follow from the rate alone, so a broker that answers
 * late is not spared the messages that would have come meanwhile.
 *
 * @param startNanos when the first message is due
 * @param intervalNanos the time between two messages, 1 or more
 */
record SendSchedule(long startNanos, long intervalNanos) {

    /** Returns the schedule of producer {@code number} of {@code producers} that together send {@code perSecond}. */
    static SendSchedule of(long nowNanos, int number, int producers, int perSecond) {
        long intervalNanos = Math.max(1, 1_000_000_000L * producers / perSecond);
        // Producers begin a share of the interval apart, or they would all send at the same instants.
        return new SendSchedule(nowNanos + intervalNanos * number / producers, intervalNanos);
    }

    /** Returns when message {@code index}, from 0, is due. */
    long dueNanos(long index) {
        return startNanos + index * intervalNanos;
    }
}
