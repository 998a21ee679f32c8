package io.waybill.simulator.settings;

/**
 * How long something takes: never less than a minimum, and beyond it a time whose distribution is exponential, so most
 * are short and a few are long.
 *
 * @param minNanos the least, 0 or more
 * @param meanTailNanos what comes on top, in the mean; 0 where nothing does
 */
public record Latency(long minNanos, long meanTailNanos) {

    public Latency {
        if (minNanos < 0) {
            throw new IllegalArgumentException("the least latency must be >= 0 ns, was " + minNanos);
        }
        if (meanTailNanos < 0) {
            throw new IllegalArgumentException("the mean tail of a latency must be >= 0 ns, was " + meanTailNanos);
        }
    }

    /** Returns a latency that is always the same. */
    public static Latency always(long nanos) {
        return new Latency(nanos, 0);
    }

    /** Returns the time that belongs to 64 random bits. */
    public long of(long bits) {
        return meanTailNanos == 0 ? minNanos : minNanos + (long) (Exponential.of(bits) * meanTailNanos);
    }
}
