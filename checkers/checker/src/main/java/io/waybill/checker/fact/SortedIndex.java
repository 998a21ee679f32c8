package io.waybill.checker.fact;

import java.util.Arrays;

/**
 * Puts rows of columns in order without making an object of each: the rows stay where they are, an index of them is
 * sorted.
 */
public final class SortedIndex {

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private SortedIndex() {}

    /**
     * Returns the rows 0 to {@code count - 1} in ascending order of their keys; rows of one key keep their order.
     *
     * <p>Linear: a radix sort over those bits in which the keys differ, and none at all where they ascend already.
     *
     * @throws IllegalArgumentException where two keys are further apart than a long can tell
     */
    public static int[] ascending(long[] keys, int count) {
        int[] order = new int[count];
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        boolean sorted = true;
        for (int row = 0; row < count; row++) {
            order[row] = row;
            sorted &= row == 0 || keys[row] >= keys[row - 1];
            low = Math.min(low, keys[row]);
            high = Math.max(high, keys[row]);
        }
        if (sorted) {
            return order;
        }
        if (high - low < 0) {
            throw new IllegalArgumentException("keys from " + low + " to " + high + " are too far apart to be sorted");
        }
        int[] other = new int[count];
        int[] starts = new int[DIGITS + 1];
        for (int shift = 0; shift < Long.SIZE && (high - low) >>> shift != 0; shift += DIGIT_BITS) {
            distribute(keys, low, shift, order, other, starts);
            int[] swapped = order;
            order = other;
            other = swapped;
        }
        return order;
    }

    private static void distribute(long[] keys, long low, int shift, int[] from, int[] to, int[] starts) {
        Arrays.fill(starts, 0);
        for (int row : from) {
            starts[(int) ((keys[row] - low) >>> shift & (DIGITS - 1)) + 1]++;
        }
        for (int digit = 0; digit < DIGITS; digit++) {
            starts[digit + 1] += starts[digit];
        }
        for (int row : from) {
            to[starts[(int) ((keys[row] - low) >>> shift & (DIGITS - 1))]++] = row;
        }
    }
}
