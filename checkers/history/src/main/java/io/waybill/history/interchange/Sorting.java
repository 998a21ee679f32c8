package io.waybill.history.interchange;

/** Sorts positions by what stands there, without a boxed number for each. */
final class Sorting {

    private Sorting() {}

    static int[] identity(int length) {
        int[] order = new int[length];
        for (int i = 0; i < length; i++) {
            order[i] = i;
        }
        return order;
    }

    /** Returns the positions of {@code values} in ascending order of the values; equal ones keep their order. */
    static int[] order(long[] values) {
        int[] order = identity(values.length);
        int[] merged = new int[values.length];
        for (int width = 1; width < values.length && width > 0; width *= 2) {
            for (int low = 0; low < values.length; low += 2 * width) {
                merge(values, order, merged, low, Math.min(low + width, values.length), low + 2 * width);
            }
            int[] swap = order;
            order = merged;
            merged = swap;
        }
        return order;
    }

    private static void merge(long[] values, int[] from, int[] into, int low, int middle, int end) {
        int high = Math.min(end, values.length);
        int left = low;
        int right = middle;
        for (int at = low; at < high; at++) {
            boolean takeLeft = left < middle && (right >= high || values[from[left]] <= values[from[right]]);
            into[at] = takeLeft ? from[left++] : from[right++];
        }
    }
}
