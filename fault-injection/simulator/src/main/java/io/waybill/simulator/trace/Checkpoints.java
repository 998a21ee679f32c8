package io.waybill.simulator.trace;

import java.util.Arrays;

/** The rolling hash of a run, kept at every thousandth event, so that two runs can be compared and parted. */
public final class Checkpoints {

    /** How many events lie between two checkpoints. */
    public static final int INTERVAL = 1_000;

    private static final long TIME = 0x9e3779b97f4a7c15L;
    private static final long PLACE = 0xbf58476d1ce4e5b9L;
    private static final long CONTENT = 0x94d049bb133111ebL;
    private static final long ROUND = 0xd6e8feb86659fd93L;
    private static final int KIND_BITS = 8;
    private static final int ROTATION = 29;

    private long[] kept = new long[64];
    private int count;
    private int untilNext = INTERVAL;
    private long events;
    private long hash;

    /** Begins with nothing. */
    public Checkpoints() {}

    /** Adds an event. */
    public void add(long nanos, int node, int kind, long content) {
        long what = (nanos * TIME) ^ ((((long) node << KIND_BITS) | kind) * PLACE) ^ (content * CONTENT);
        hash = Long.rotateLeft(hash ^ what, ROTATION) * ROUND;
        events++;
        if (--untilNext == 0) {
            keep();
        }
    }

    /** Returns how many events were added. */
    public long events() {
        return events;
    }

    /** Returns the hash of all events that were added. */
    public long hash() {
        return hash ^ (hash >>> Integer.SIZE);
    }

    /**
     * Returns the number of an event at or before which two runs differ for the first time, and after whose interval's
     * begin they do: a multiple of {@link #INTERVAL}. -1 where they are the same.
     */
    public long firstDifference(Checkpoints other) {
        int common = Math.min(count, other.count);
        int equal = 0;
        while (equal < common && kept[equal] == other.kept[equal]) {
            equal++;
        }
        if (equal == count && equal == other.count && events == other.events && hash == other.hash) {
            return -1;
        }
        return (long) equal * INTERVAL;
    }

    /** Returns a number for a text: the same for equal texts, everywhere. */
    public static long numberOf(String text) {
        long number = text.length();
        for (int i = 0; i < text.length(); i++) {
            number = (number ^ text.charAt(i)) * PLACE;
        }
        return number;
    }

    private void keep() {
        if (count == kept.length) {
            kept = Arrays.copyOf(kept, 2 * count);
        }
        kept[count++] = hash;
        untilNext = INTERVAL;
    }
}
