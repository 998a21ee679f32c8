package io.waybill.raft.entry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The part of the log that is held in memory: a ring of entries behind a base, which is the entry before the first. */
public final class MemoryLog {

    private static final int FIRST_CAPACITY = 64;

    private @Nullable Entry[] ring = new Entry[FIRST_CAPACITY];
    private int head;
    private int size;
    private long baseIndex;
    private long baseTerm;

    /** Creates an empty log behind an entry; 0 and 0 for the very beginning. */
    public MemoryLog(long baseIndex, long baseTerm) {
        this.baseIndex = baseIndex;
        this.baseTerm = baseTerm;
    }

    /** Returns the index of the entry before the first. */
    public long baseIndex() {
        return baseIndex;
    }

    /** Returns the index of the first entry; {@link #lastIndex} + 1 where there is none. */
    public long firstIndex() {
        return baseIndex + 1;
    }

    /** Returns the index of the last entry; the base's where there is none. */
    public long lastIndex() {
        return baseIndex + size;
    }

    /** Returns the term of the last entry; the base's where there is none. */
    public long lastTerm() {
        return size == 0 ? baseTerm : at(size - 1).term();
    }

    /** Returns the term of an entry or of the base; -1 of any other. */
    public long termAt(long index) {
        if (index == baseIndex) {
            return baseTerm;
        }
        return has(index) ? at((int) (index - baseIndex - 1)).term() : -1;
    }

    /** Returns whether an entry is here. */
    public boolean has(long index) {
        return index > baseIndex && index <= lastIndex();
    }

    /** Returns an entry that is here. */
    public Entry get(long index) {
        if (!has(index)) {
            throw new IllegalArgumentException(
                    "the log has entries " + firstIndex() + " to " + lastIndex() + ", not " + index);
        }
        return at((int) (index - baseIndex - 1));
    }

    private Entry at(int position) {
        var entry = ring[(head + position) & (ring.length - 1)];
        if (entry == null) {
            throw new IllegalStateException("the ring has no entry at " + position + " of " + size);
        }
        return entry;
    }

    /** Adds the entry that follows the last. */
    public void append(Entry entry) {
        if (entry.index() != lastIndex() + 1 || entry.term() < lastTerm()) {
            throw new IllegalArgumentException("after entry " + lastTerm() + ":" + lastIndex() + " must follow index "
                    + (lastIndex() + 1) + " of the same or a later term, came " + entry);
        }
        add(entry);
    }

    private void add(Entry entry) {
        if (size == ring.length) {
            var larger = Arrays.copyOf(ring, ring.length * 2);
            for (int i = 0; i < size; i++) {
                larger[i] = ring[(head + i) & (ring.length - 1)];
            }
            ring = larger;
            head = 0;
        }
        ring[(head + size) & (ring.length - 1)] = entry;
        size++;
    }

    /** Takes out the entries from an index on. */
    public void truncateFrom(long index) {
        while (size > 0 && lastIndex() >= index) {
            size--;
            ring[(head + size) & (ring.length - 1)] = null;
        }
    }

    /** Takes out the entries up to an index, which becomes the base. */
    public void dropTo(long index) {
        if (index <= baseIndex) {
            return;
        }
        long term = get(index).term();
        while (baseIndex < index) {
            ring[head] = null;
            head = (head + 1) & (ring.length - 1);
            size--;
            baseIndex++;
        }
        baseTerm = term;
    }

    /** Takes out all entries and begins behind another one. */
    public void reset(long index, long term) {
        Arrays.fill(ring, null);
        head = 0;
        size = 0;
        baseIndex = index;
        baseTerm = term;
    }

    /** Returns the first index that has the same term as {@code index}, of the entries that are here. */
    public long firstOfTermAt(long index) {
        long term = termAt(index);
        long first = index;
        while (first - 1 > baseIndex && termAt(first - 1) == term) {
            first--;
        }
        return first;
    }

    /** Returns the last index not above {@code most} whose entry has at most {@code term}; the base's at least. */
    public long lastUpToTerm(long term, long most) {
        long low = baseIndex;
        long high = Math.max(low, Math.min(most, lastIndex()));
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (termAt(middle) <= term) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
