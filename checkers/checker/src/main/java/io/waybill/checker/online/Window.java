package io.waybill.checker.online;

import io.waybill.history.Event;
import io.waybill.history.SendColumns;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the sequences from a base on, an index each, in arrays that are used as a ring.
 *
 * <p>A slot has two numbers: of a send its acknowledged offset and its invocation, of a delivery that waits for its
 * send its offset and when the poll returned.
 */
final class Window {

    /** Where so many times more sequences had room than are known of, the room is for others. */
    private static final int SPARSE = 8;

    /** Nothing is known. */
    static final byte EMPTY = 0;

    /** Sent and acknowledged. */
    static final byte ACKED = 1;

    /** Sent; nobody knows whether it took effect, or nobody asked. */
    static final byte OPEN = 2;

    /** Certainly not sent. */
    static final byte FAILED = 3;

    /** Handed out; no send is recorded yet. */
    static final byte HANDED = 4;

    /** Handed out to somebody who reads only what is committed; no send is recorded yet. */
    static final byte HANDED_COMMITTED = 5;

    /** Sent and handed out. */
    static final byte SETTLED = 6;

    private final Slots slots;
    private Slots.Room room = Slots.Room.NONE;
    private byte[] states = room.states;
    private long[] offsets = room.offsets;
    private long[] nanos = room.nanos;
    private long @Nullable [] transactions;
    private int mask = -1;
    private long base;
    private long top;

    Window(Slots slots) {
        this.slots = slots;
    }

    /** Returns the lowest sequence that has a slot. */
    long base() {
        return base;
    }

    /** Returns the sequence behind the highest one of which anything is known. */
    long top() {
        return top;
    }

    int capacity() {
        return mask + 1;
    }

    boolean isAtTop() {
        return base >= top;
    }

    /** Returns whether a sequence has a slot. */
    boolean reaches(long sequence) {
        return sequence >= base && sequence - base <= mask;
    }

    boolean isEmptyWithin(long sequence) {
        return reaches(sequence) && states[(int) sequence & mask] == EMPTY && transactions == null;
    }

    /** Returns whether a send has no transaction and was invoked before a poll returned. */
    boolean isPlainAt(long sequence, long returned) {
        return transactions == null && nanos[(int) sequence & mask] <= returned;
    }

    /** Returns whether a message was handed out at an offset by a poll that did not return before a time. */
    boolean isHanded(long sequence, long offset, long invoked) {
        int slot = (int) sequence & mask;
        return reaches(sequence)
                && states[slot] == HANDED
                && offsets[slot] == offset
                && nanos[slot] >= invoked
                && transactions == null;
    }

    byte state(long sequence) {
        return states[(int) sequence & mask];
    }

    long offset(long sequence) {
        return offsets[(int) sequence & mask];
    }

    long nanos(long sequence) {
        return nanos[(int) sequence & mask];
    }

    long transaction(long sequence) {
        return transactions == null ? Event.NONE : transactions[(int) sequence & mask];
    }

    void transaction(long sequence, long transaction) {
        if (transactions == null) {
            transactions = new long[capacity()];
            Arrays.fill(transactions, Event.NONE);
        }
        transactions[(int) sequence & mask] = transaction;
    }

    void put(long sequence, byte state, long offset, long time) {
        int slot = (int) sequence & mask;
        states[slot] = state;
        offsets[slot] = offset;
        nanos[slot] = time;
        if (transactions != null) {
            transactions[slot] = Event.NONE;
        }
        top = Math.max(top, sequence + 1);
    }

    void settle(long sequence) {
        states[(int) sequence & mask] = SETTLED;
    }

    void dropFirst() {
        int slot = (int) base & mask;
        states[slot] = EMPTY;
        if (transactions != null) {
            transactions[slot] = Event.NONE;
        }
        base++;
    }

    /** Moves an empty window. */
    void jump(long newBase) {
        base = newBase;
        top = Math.max(top, newBase);
    }

    /**
     * Copies rows of acknowledged sends with consecutive sequences, as many as have empty slots side by side; their
     * states are set by {@link #state(long, byte)}. Returns how many.
     */
    int copy(SendColumns sends, int row, int most) {
        long first = sends.sequences()[row];
        int slot = (int) first & mask;
        int count = Math.min(most, Math.min(capacity() - slot, (int) Math.min(capacity(), base + capacity() - first)));
        int end = 0;
        while (end < count && states[slot + end] == EMPTY && sends.sequences()[row + end] == first + end) {
            end++;
        }
        System.arraycopy(sends.offsets(), row, offsets, slot, end);
        System.arraycopy(sends.invokeNanos(), row, nanos, slot, end);
        top = Math.max(top, first + end);
        return end;
    }

    void state(long sequence, byte state) {
        states[(int) sequence & mask] = state;
    }

    /** Gives room back that is not needed: all of it where nothing is known of any sequence. */
    void rest() {
        if (isAtTop() && mask >= 0) {
            slots.giveBack(room);
            use(Slots.Room.NONE);
            transactions = null;
        } else if ((top - base) * SPARSE < capacity()) {
            Slots.Room smaller = slots.take(capacityFor(top - base));
            if (smaller != null) {
                moveTo(smaller);
            }
        }
    }

    private void use(Slots.Room other) {
        room = other;
        states = other.states;
        offsets = other.offsets;
        nanos = other.nanos;
        mask = other.capacity() - 1;
    }

    /** Makes room for a sequence that is not below the base; returns false where there is none. */
    boolean reach(long sequence) {
        long needed = sequence - base + 1;
        if (needed > slots.largest()) {
            return false;
        }
        int capacity = capacityFor(needed);
        Slots.Room larger = slots.take(capacity);
        if (larger == null && (mask >= 0 || capacity > Slots.LEAST)) {
            return false;
        }
        moveTo(larger == null ? Slots.least() : larger);
        return true;
    }

    private static int capacityFor(long sequences) {
        return Math.max(Slots.LEAST, Integer.highestOneBit((int) sequences - 1) * 2);
    }

    private void moveTo(Slots.Room other) {
        Slots.Room old = room;
        int oldMask = mask;
        long[] oldTransactions = transactions;
        use(other);
        if (oldTransactions != null) {
            transactions = new long[capacity()];
            Arrays.fill(transactions, Event.NONE);
        }
        for (long known = base; known < top; known++) {
            int from = (int) known & oldMask;
            int to = (int) known & mask;
            states[to] = old.states[from];
            offsets[to] = old.offsets[from];
            nanos[to] = old.nanos[from];
            old.states[from] = EMPTY;
            if (transactions != null && oldTransactions != null) {
                transactions[to] = oldTransactions[from];
            }
        }
        slots.giveBack(old);
    }
}
