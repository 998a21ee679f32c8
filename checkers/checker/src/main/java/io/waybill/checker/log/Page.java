package io.waybill.checker.log;

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

    final byte[] states = new byte[SIZE];

    /**
     * Three numbers an entry, side by side because they are needed together: its offset (the acknowledged one; for what
     * was not acknowledged, that of its delivery once there was one), its invocation and its completion.
     */
    final long[] numbers = new long[3 * SIZE];

    /** The transactions, or null where no message of this page is part of one. */
    long @Nullable [] transactions;

    long number;

    /** How many entries still wait for something: their send, or their delivery. */
    int open;

    long offset(int entry) {
        return numbers[3 * entry];
    }

    long invokeNanos(int entry) {
        return numbers[3 * entry + 1];
    }

    long completeNanos(int entry) {
        return numbers[3 * entry + 2];
    }

    void set(int entry, byte state, long offset, long invokeNanos, long completeNanos) {
        states[entry] = state;
        int at = 3 * entry;
        numbers[at] = offset;
        numbers[at + 1] = invokeNanos;
        numbers[at + 2] = completeNanos;
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
