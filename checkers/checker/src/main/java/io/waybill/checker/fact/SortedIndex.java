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
     * <p>Linear: a radix sort over those bits in which the keys differ, and none at all where they ascend already. The
     * key {@link Long#MAX_VALUE}, which stands for "never", costs no more bits than the greatest of the others.
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
            high = keys[row] == Long.MAX_VALUE ? high : Math.max(high, keys[row]);
        }
        if (sorted) {
            return order;
        }
        // "Never" comes behind the greatest of the others.
        high++;
        if (high - low < 0) {
            throw new IllegalArgumentException("keys from " + low + " to " + high + " are too far apart to be sorted");
        }
        int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(count);
        int keyBits = Long.SIZE - Long.numberOfLeadingZeros(high - low);
        return keyBits + rowBits < Long.SIZE
                ? packed(keys, count, low, high, rowBits, keyBits)
                : gathered(keys, order, low, high);
    }

    /** Where key and row fit in one long, the longs are sorted: every pass reads memory in order. */
    private static int[] packed(long[] keys, int count, long low, long high, int rowBits, int keyBits) {
        long[] from = new long[count];
        for (int row = 0; row < count; row++) {
            from[row] = ((Math.min(keys[row], high) - low) << rowBits) | row;
        }
        long[] to = new long[count];
        int[] starts = new int[DIGITS + 1];
        for (int shift = rowBits; shift < rowBits + keyBits; shift += DIGIT_BITS) {
            Arrays.fill(starts, 0);
            for (long each : from) {
                starts[(int) ((each >>> shift) & (DIGITS - 1)) + 1]++;
            }
            for (int digit = 0; digit < DIGITS; digit++) {
                starts[digit + 1] += starts[digit];
            }
            for (long each : from) {
                to[starts[(int) ((each >>> shift) & (DIGITS - 1))]++] = each;
            }
            long[] swapped = from;
            from = to;
            to = swapped;
        }
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (int) (from[i] & ((1L << rowBits) - 1));
        }
        return order;
    }

    private static int[] gathered(long[] keys, int[] rows, long low, long high) {
        int[] order = rows;
        int[] other = new int[rows.length];
        int[] starts = new int[DIGITS + 1];
        for (int shift = 0; shift < Long.SIZE && (high - low) >>> shift != 0; shift += DIGIT_BITS) {
            distribute(keys, low, high, shift, order, other, starts);
            int[] swapped = order;
            order = other;
            other = swapped;
        }
        return order;
    }

    private static void distribute(long[] keys, long low, long high, int shift, int[] from, int[] to, int[] starts) {
        Arrays.fill(starts, 0);
        for (int row : from) {
            starts[digit(keys[row], low, high, shift) + 1]++;
        }
        for (int digit = 0; digit < DIGITS; digit++) {
            starts[digit + 1] += starts[digit];
        }
        for (int row : from) {
            to[starts[digit(keys[row], low, high, shift)]++] = row;
        }
    }

    private static int digit(long key, long low, long high, int shift) {
        return (int) (((Math.min(key, high) - low) >>> shift) & (DIGITS - 1));
    }
}
