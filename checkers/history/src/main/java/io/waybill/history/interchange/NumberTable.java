package io.waybill.history.interchange;

import java.util.Arrays;

/**
 * A number's id: an array where the numbers are dense, as counters are, and open addressing where they are not.
 *
 * <p>Ids are 0 or more; a number without one has {@link #NO_ID}.
 */
final class NumberTable {

    static final int NO_ID = -1;

    /** Numbers below this times their count (and some) go to the array: at least an eighth of it is then used. */
    private static final int SPREAD = 8;

    private static final int FIRST_LENGTH = 1024;

    private int[] dense = filled(FIRST_LENGTH);
    private int count;

    private long[] numbers = new long[16];
    private int[] ids = filled(16);
    private int sparse;

    private static int[] filled(int length) {
        int[] array = new int[length];
        Arrays.fill(array, NO_ID);
        return array;
    }

    int get(long number) {
        if (number >= 0 && number < dense.length && dense[(int) number] != NO_ID) {
            return dense[(int) number];
        }
        return sparse == 0 ? NO_ID : ids[slot(number)];
    }

    /** Gives an id to a number that has none. */
    void put(long number, int id) {
        count++;
        if (number >= 0 && number < Math.min((long) count * SPREAD + FIRST_LENGTH, Integer.MAX_VALUE - 8)) {
            if (number >= dense.length) {
                int length = (int) Math.min(Math.max(number + 1, dense.length * 2L), Integer.MAX_VALUE - 8);
                int old = dense.length;
                dense = Arrays.copyOf(dense, length);
                Arrays.fill(dense, old, length, NO_ID);
            }
            dense[(int) number] = id;
            return;
        }
        if (sparse * 2 >= numbers.length) {
            grow();
        }
        sparse++;
        int slot = slot(number);
        numbers[slot] = number;
        ids[slot] = id;
    }

    private int slot(long number) {
        int mask = numbers.length - 1;
        int slot = (int) ((number * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (ids[slot] != NO_ID && numbers[slot] != number) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldNumbers = numbers;
        int[] oldIds = ids;
        numbers = new long[oldNumbers.length * 2];
        ids = filled(oldNumbers.length * 2);
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldIds[i] != NO_ID) {
                int slot = slot(oldNumbers[i]);
                numbers[slot] = oldNumbers[i];
                ids[slot] = oldIds[i];
            }
        }
    }
}
