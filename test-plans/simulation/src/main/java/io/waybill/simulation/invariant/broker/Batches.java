package io.waybill.simulation.invariant.broker;

import java.util.Arrays;

/** The batches of a log in the order of their offsets: where each begins and ends, its leader epoch, its checksum. */
final class Batches {

    private static final int FIRST_SIZE = 64;
    private static final int NONE = -1;

    private long[] bases = new long[FIRST_SIZE];
    private long[] lasts = new long[FIRST_SIZE];
    private int[] epochs = new int[FIRST_SIZE];
    private int[] crcs = new int[FIRST_SIZE];
    private int[] marks = new int[FIRST_SIZE];
    private int first;
    private int size;
    private long start;
    private long end;

    /** Returns the first offset that is there, where anything is. */
    long start() {
        return start;
    }

    /** Returns the offset after the last. */
    long end() {
        return end;
    }

    /** Returns the leader epoch of the last batch; -1 where there is none. */
    int lastEpoch() {
        return size == first ? NONE : epochs[size - 1];
    }

    /** Returns what was to be remembered of the last batch; 0 where there is none. */
    int lastMark() {
        return size == first ? 0 : marks[size - 1];
    }

    /**
     * Adds a batch at the end.
     *
     * @param mark something to remember of it
     */
    void add(long base, long last, int epoch, int crc, int mark) {
        if (size == bases.length) {
            grow();
        }
        bases[size] = base;
        lasts[size] = last;
        epochs[size] = epoch;
        crcs[size] = crc;
        marks[size] = mark;
        size++;
        end = last + 1;
    }

    private void grow() {
        int longer = 2 * size;
        bases = Arrays.copyOf(bases, longer);
        lasts = Arrays.copyOf(lasts, longer);
        epochs = Arrays.copyOf(epochs, longer);
        crcs = Arrays.copyOf(crcs, longer);
        marks = Arrays.copyOf(marks, longer);
    }

    /** Removes everything from an offset on: batches as a whole. */
    void truncate(long offset) {
        while (size > first && lasts[size - 1] >= offset) {
            size--;
        }
        end = Math.min(end, offset);
    }

    /** Removes everything and begins at an offset. */
    void restart(long offset) {
        first = 0;
        size = 0;
        start = offset;
        end = offset;
    }

    /** Removes everything below an offset; a batch that it lies within stays. */
    void dropBefore(long offset) {
        while (first < size && lasts[first] < offset) {
            first++;
        }
        start = Math.max(start, offset);
    }

    /** Returns the place of the first batch that ends at an offset or after; that of the end where there is none. */
    int from(long offset) {
        int low = first;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lasts[middle] < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the place of the batch that an offset lies in; -1 where there is none. */
    int at(long offset) {
        int place = from(offset);
        return place < size && bases[place] <= offset ? place : NONE;
    }

    /** Returns whether there is a batch at a place. */
    boolean has(int place) {
        return place >= first && place < size;
    }

    long base(int place) {
        return bases[place];
    }

    long last(int place) {
        return lasts[place];
    }

    int epoch(int place) {
        return epochs[place];
    }

    int crc(int place) {
        return crcs[place];
    }

    int mark(int place) {
        return marks[place];
    }

    /** Returns whether a batch here is the same as one of another log. */
    boolean same(int place, Batches other, int otherPlace) {
        return other.has(otherPlace)
                && bases[place] == other.bases[otherPlace]
                && lasts[place] == other.lasts[otherPlace]
                && epochs[place] == other.epochs[otherPlace]
                && crcs[place] == other.crcs[otherPlace];
    }

    /** Returns whether there is a batch with these words. */
    boolean has(long base, long last, int epoch, int crc) {
        int place = at(base);
        return place != NONE
                && bases[place] == base
                && lasts[place] == last
                && epochs[place] == epoch
                && crcs[place] == crc;
    }

    /**
     * Returns how far another log has the batches of this one: the base of the first, from an offset on, that it does
     * not have, or {@code upTo} where it has all that end below that. What the other has deleted it has had.
     */
    long agreedUpTo(long offset, long upTo, Batches other) {
        int place = from(offset);
        int otherPlace = has(place) ? other.from(bases[place]) : 0;
        while (has(place) && lasts[place] < upTo) {
            if (lasts[place] >= other.start) {
                if (!same(place, other, otherPlace)) {
                    return bases[place];
                }
                otherPlace++;
            }
            place++;
        }
        return upTo;
    }

    /** Returns a batch in words; empty where there is none at the place. */
    String words(int place) {
        return has(place) ? "[" + bases[place] + ".." + lasts[place] + " e" + epochs[place] + "]" : "nothing";
    }
}
