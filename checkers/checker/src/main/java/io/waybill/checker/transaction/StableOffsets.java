package io.waybill.checker.transaction;

import io.waybill.checker.fact.SortedIndex;
import io.waybill.history.MessageId;
import java.util.Arrays;

/**
 * How far a read_committed reader of one partition may get: up to the first message of a transaction that is still
 * open.
 *
 * <p>A record behind offset {@code f} of an open transaction was appended after it, so whoever was handed that record
 * before the transaction's end was asked for read past the last stable offset, whenever the message at {@code f} was
 * acknowledged. Hence no comparison of times but the one with the end; a running maximum of the ends over the offsets
 * below answers it with one binary search.
 */
final class StableOffsets {

    private int size;
    private long[] offsets = new long[16];
    private long[] openUntil = new long[16];
    private int[] sessions = new int[16];
    private long[] sequences = new long[16];
    private int[] transactions = new int[16];
    private int[] latest = new int[0];

    /** Adds the message with which a transaction begins in this partition. */
    void add(long offset, long openUntilNanos, int session, long sequence, int transaction) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
            openUntil = Arrays.copyOf(openUntil, size * 2);
            sessions = Arrays.copyOf(sessions, size * 2);
            sequences = Arrays.copyOf(sequences, size * 2);
            transactions = Arrays.copyOf(transactions, size * 2);
        }
        offsets[size] = offset;
        openUntil[size] = openUntilNanos;
        sessions[size] = session;
        sequences[size] = sequence;
        transactions[size] = transaction;
        size++;
    }

    /** Says that no more is added: from now on may be asked. */
    void seal() {
        int[] order = SortedIndex.ascending(offsets, size);
        long[] sorted = new long[size];
        int best = -1;
        for (int i = 0; i < size; i++) {
            sorted[i] = offsets[order[i]];
            best = best < 0 || openUntil[order[i]] > openUntil[best] ? order[i] : best;
            order[i] = best;
        }
        // From here on only the offsets are in order; the other columns are reached through "latest".
        latest = order;
        offsets = sorted;
    }

    /**
     * Returns the entry of a transaction that was certainly open when a poll returned that contained {@code offset},
     * and that has a message in front of it; -1 where there is none.
     */
    int openBefore(long offset, long pollCompleteNanos) {
        int at = Arrays.binarySearch(offsets, 0, size, offset);
        int below = (at >= 0 ? at : -at - 1) - 1;
        while (below >= 0 && offsets[below] >= offset) {
            below--;
        }
        return below >= 0 && openUntil[latest[below]] > pollCompleteNanos ? latest[below] : -1;
    }

    MessageId message(int entry, int partition) {
        return new MessageId(sessions[entry], partition, sequences[entry]);
    }

    int transaction(int entry) {
        return transactions[entry];
    }
}
