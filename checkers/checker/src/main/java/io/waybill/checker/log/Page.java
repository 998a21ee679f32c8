package io.waybill.checker.log;

import io.waybill.history.SendColumns;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a pass knows of {@link #SIZE} consecutive messages of one session: an entry each, found by an array index.
 *
 * <p>An entry's state is what is known of its send, plus a flag once it was delivered.
 */
final class Page {

    static final int BITS = 10;
    static final int SIZE = 1 << BITS;
    static final int MASK = SIZE - 1;

    /** Nothing is known of the send yet. */
    static final byte EMPTY = 0;

    /** Acknowledged at an offset: whoever passes that offset must be handed it. */
    static final byte ACKED = 1;

    /** Certainly not done: nobody may be handed it. */
    static final byte FAILED = 2;

    /** Nobody knows. */
    static final byte INFO = 3;

    /** Part of an aborted transaction: only a read_uncommitted consumer may be handed it. */
    static final byte ABORTED = 4;

    /** Part of a transaction of which nobody knows how it ended. */
    static final byte UNDECIDED = 5;

    /** Acknowledged without saying where. */
    static final byte UNPLACED = 6;

    /** The bits that tell about the send. */
    static final byte SEND_BITS = 7;

    /** Flag: it was delivered in this pass. */
    static final byte DELIVERED = 8;

    /**
     * Flag on {@link #ABORTED} and {@link #UNDECIDED}: the send was acknowledged, whatever became of its transaction.
     */
    static final byte ACKNOWLEDGED = 16;

    private static final byte[] ALL_EMPTY = new byte[SIZE];

    final byte[] states = new byte[SIZE];

    /**
     * The offsets: the acknowledged one; for what was not acknowledged, that of its delivery once there was one. A
     * column each, because blocks of sends are columns too and are copied as such.
     */
    private final long[] offsets = new long[SIZE];

    private final long[] invokeNanos = new long[SIZE];
    private final long[] completeNanos = new long[SIZE];

    /** The transactions, or null where no message of this page is part of one. */
    long @Nullable [] transactions;

    long number;

    /** How many entries still wait for something: their send, or their delivery. */
    int open;

    long offset(int entry) {
        return offsets[entry];
    }

    long invokeNanos(int entry) {
        return invokeNanos[entry];
    }

    long completeNanos(int entry) {
        return completeNanos[entry];
    }

    void set(int entry, byte state, long offset, long invoke, long complete) {
        states[entry] = state;
        offsets[entry] = offset;
        invokeNanos[entry] = invoke;
        completeNanos[entry] = complete;
    }

    /** Returns of how many entries from {@code entry} on, one after the other, nothing is known. */
    int countEmpty(int entry, int most) {
        int known = Arrays.mismatch(states, entry, entry + most, ALL_EMPTY, 0, most);
        return known < 0 ? most : known;
    }

    /** Copies {@code count} rows of sends from {@code row} on; their states are set by the caller. */
    void copy(SendColumns sends, int row, int entry, int count) {
        System.arraycopy(sends.offsets(), row, offsets, entry, count);
        System.arraycopy(sends.invokeNanos(), row, invokeNanos, entry, count);
        System.arraycopy(sends.completeNanos(), row, completeNanos, entry, count);
    }

    void reuse(long newNumber) {
        number = newNumber;
        open = SIZE;
        Arrays.fill(states, EMPTY);
        transactions = null;
    }

    long[] transactions() {
        if (transactions == null) {
            transactions = new long[SIZE];
            Arrays.fill(transactions, -1);
        }
        return transactions;
    }
}
