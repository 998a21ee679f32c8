package io.waybill.checker.online;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which places of a partition a consumer came by in its earlier readings: intervals, few as long as it goes forward.
 */
final class Passage {

    private static final int MOST_INTERVALS = 1 << 10;

    /** The intervals by their first offset; the value is the first offset behind. */
    private final TreeMap<Long, Long> intervals = new TreeMap<>();

    /** Adds the offsets from {@code from} to in front of {@code to}. */
    void add(long from, long to) {
        long low = from;
        long high = to;
        Map.Entry<Long, Long> before = intervals.floorEntry(high);
        while (before != null && before.getValue() >= low) {
            low = Math.min(low, before.getKey());
            high = Math.max(high, before.getValue());
            intervals.remove(before.getKey());
            before = intervals.floorEntry(high);
        }
        intervals.put(low, high);
        if (intervals.size() > MOST_INTERVALS) {
            intervals.pollFirstEntry();
        }
    }

    boolean has(long offset) {
        Map.Entry<Long, Long> before = intervals.floorEntry(offset);
        return before != null && offset < before.getValue();
    }
}
