package io.waybill.checker.online;

import io.waybill.history.Event;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the sequences from a base on, an index each, in arrays that are used as a ring.
 *
 * <p>A slot has two numbers: of a send its acknowledged offset and its invocation, of a delivery that waits for its
 * send its offset and when the poll returned.
 */
final class Window {

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

    private byte[] states;
    private long[] offsets;
    private long[] nanos;
    private long @Nullable [] transactions;
    private int mask;
    private long base;
    private long top;

    Window(int capacity) {
        states = new byte[capacity];
        offsets = new long[capacity];
        nanos = new long[capacity];
        mask = capacity - 1;
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

    /** Doubles the capacity; returns true. */
    boolean grow() {
        int old = capacity();
        byte[] oldStates = states;
        long[] oldOffsets = offsets;
        long[] oldNanos = nanos;
        long[] oldTransactions = transactions;
        states = new byte[2 * old];
        offsets = new long[2 * old];
        nanos = new long[2 * old];
        transactions = oldTransactions == null ? null : new long[2 * old];
        mask = 2 * old - 1;
        if (transactions != null) {
            Arrays.fill(transactions, Event.NONE);
        }
        for (long sequence = base; sequence < top; sequence++) {
            int from = (int) sequence & (old - 1);
            int to = (int) sequence & mask;
            states[to] = oldStates[from];
            offsets[to] = oldOffsets[from];
            nanos[to] = oldNanos[from];
            if (transactions != null && oldTransactions != null) {
                transactions[to] = oldTransactions[from];
            }
        }
        return true;
    }
}
