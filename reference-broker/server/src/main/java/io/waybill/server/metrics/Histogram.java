package io.waybill.server.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long something took, many times. May be used by any thread; what is read meanwhile may be one ahead of its sum.
 */
final class Histogram {

    private static final double NANOS_A_SECOND = 1e9;

    /** Three a decade from 0.1 ms to ten seconds: below, all is well; above, how late it is does not matter. */
    private static final long[] BOUNDS_NANOS = {
        100_000L,
        250_000L,
        500_000L,
        1_000_000L,
        2_500_000L,
        5_000_000L,
        10_000_000L,
        25_000_000L,
        50_000_000L,
        100_000_000L,
        250_000_000L,
        500_000_000L,
        1_000_000_000L,
        2_500_000_000L,
        5_000_000_000L,
        10_000_000_000L
    };

    /** The counts between the bounds, the last without an upper one; then the sum in nanoseconds. */
    private final AtomicLongArray cells = new AtomicLongArray(BOUNDS_NANOS.length + 2);

    void add(long nanos) {
        int cell = 0;
        while (cell < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[cell]) {
            cell++;
        }
        cells.getAndIncrement(cell);
        cells.getAndAdd(BOUNDS_NANOS.length + 1, Math.max(0, nanos));
    }

    /** Returns the upper bounds in seconds; the last is infinite. */
    static double[] bounds() {
        double[] bounds = new double[BOUNDS_NANOS.length + 1];
        for (int i = 0; i < BOUNDS_NANOS.length; i++) {
            bounds[i] = BOUNDS_NANOS[i] / NANOS_A_SECOND;
        }
        bounds[BOUNDS_NANOS.length] = Double.POSITIVE_INFINITY;
        return bounds;
    }

    /** Returns how many lie between each bound and the one before it. */
    long[] counts() {
        long[] counts = new long[BOUNDS_NANOS.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = cells.get(i);
        }
        return counts;
    }

    /** Returns the sum in seconds. */
    double sum() {
        return cells.get(BOUNDS_NANOS.length + 1) / NANOS_A_SECOND;
    }
}
