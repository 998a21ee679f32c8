package io.waybill.environment;

/** What a node knows of the time. */
public interface Clock {

    /**
     * Returns monotonic time in nanoseconds, from an arbitrary start. Never goes back and never jumps within an
     * incarnation; may run a little faster or slower than that of other nodes. For durations and deadlines.
     */
    long nanos();

    /**
     * Returns the time of day in milliseconds since 1970. May be wrong, and may jump in both directions: fit for time
     * stamps, unfit for deadlines.
     */
    long wallMillis();
}
