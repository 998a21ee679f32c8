package io.waybill.simulator.settings;

import io.waybill.environment.Randomness;

/** Draws from the exponential distribution of mean 1, the same on every machine, mostly from a table. */
final class Exponential {

    private static final int INDEX_BITS = 10;
    private static final int SIZE = 1 << INDEX_BITS;
    private static final int REST_BITS = 40;
    private static final double REST_UNIT = 0x1.0p-40;
    private static final double[] TABLE = table();

    private Exponential() {}

    /** Returns the draw that belongs to 64 random bits. */
    static double of(long bits) {
        int index = (int) (bits >>> (Long.SIZE - INDEX_BITS));
        if (index == SIZE - 1) {
            return -StrictMath.log(1 - Randomness.unit(bits));
        }
        double rest = ((bits >>> (Long.SIZE - INDEX_BITS - REST_BITS)) & ((1L << REST_BITS) - 1)) * REST_UNIT;
        return TABLE[index] + rest * (TABLE[index + 1] - TABLE[index]);
    }

    private static double[] table() {
        var table = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            table[i] = -StrictMath.log(1 - (double) i / SIZE);
        }
        return table;
    }
}
