package io.waybill.simulation.invariant;

import java.util.Arrays;

/** An array that grows; what was never set is 0. */
final class Longs {

    private static final int FIRST_SIZE = 512;

    private long[] values = new long[FIRST_SIZE];

    long get(long at) {
        return at >= 0 && at < values.length ? values[(int) at] : 0;
    }

    void set(long at, long value) {
        if (at >= values.length) {
            values = Arrays.copyOf(values, Math.toIntExact(Math.max(2L * values.length, at + 1)));
        }
        values[(int) at] = value;
    }
}
