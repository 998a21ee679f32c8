package io.waybill.checker.online;

import java.util.Map;
import java.util.TreeMap;

/** A set of sequences as intervals: memory grows with the number of intervals, which is small where they are dense. */
final class SequenceSet {

    /** The intervals by their first sequence; the value is the last. */
    private final TreeMap<Long, Long> intervals = new TreeMap<>();

    private long size;

    boolean isEmpty() {
        return size == 0;
    }

    long size() {
        return size;
    }

    int intervals() {
        return intervals.size();
    }

    boolean contains(long sequence) {
        Map.Entry<Long, Long> before = intervals.floorEntry(sequence);
        return before != null && before.getValue() >= sequence;
    }

    /** Returns whether any member is from {@code low} to {@code high}, both inclusive. */
    boolean hasBetween(long low, long high) {
        Map.Entry<Long, Long> last = intervals.floorEntry(high);
        return last != null && last.getValue() >= low;
    }

    /** Returns how many members are not below a sequence. */
    long countFrom(long sequence) {
        Map.Entry<Long, Long> before = intervals.lowerEntry(sequence);
        long count = before == null ? 0 : Math.max(0, before.getValue() - sequence + 1);
        for (Map.Entry<Long, Long> interval : intervals.tailMap(sequence).entrySet()) {
            count += interval.getValue() - interval.getKey() + 1;
        }
        return count;
    }

    /** Adds sequences that are higher than all members. */
    void addRange(long from, long to) {
        size += to - from + 1;
        Map.Entry<Long, Long> last = intervals.lastEntry();
        intervals.put(last != null && last.getValue() == from - 1 ? last.getKey() : from, to);
    }

    void clear() {
        intervals.clear();
        size = 0;
    }

    void add(long sequence) {
        if (contains(sequence)) {
            return;
        }
        size++;
        Map.Entry<Long, Long> before = intervals.lowerEntry(sequence);
        long from = before != null && before.getValue() == sequence - 1 ? before.getKey() : sequence;
        Long behind = intervals.remove(sequence + 1);
        intervals.put(from, behind == null ? sequence : behind);
    }

    /** Removes a sequence and returns whether it was a member. */
    boolean remove(long sequence) {
        Map.Entry<Long, Long> interval = intervals.floorEntry(sequence);
        if (interval == null || interval.getValue() < sequence) {
            return false;
        }
        size--;
        long from = interval.getKey();
        long to = interval.getValue();
        if (from == sequence) {
            intervals.remove(from);
        } else {
            intervals.put(from, sequence - 1);
        }
        if (to > sequence) {
            intervals.put(sequence + 1, to);
        }
        return true;
    }
}
