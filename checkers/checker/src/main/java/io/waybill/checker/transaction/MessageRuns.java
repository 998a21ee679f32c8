package io.waybill.checker.transaction;

import io.waybill.checker.fact.SortedIndex;
import io.waybill.history.Event;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Which messages belong to which transaction. A transaction's messages of one session and partition follow one another,
 * so a run of sequences is kept, not each message.
 */
final class MessageRuns {

    private final Map<Long, Lane> lanes = new HashMap<>();

    /** Returns the runs of a session in a partition. */
    Lane lane(int session, int partition) {
        return lanes.computeIfAbsent(pair(session, partition), pair -> new Lane(session, partition));
    }

    private static long pair(int high, int low) {
        return (long) high << 32 | (low & 0xFFFFFFFFL);
    }

    /** Returns all lanes. */
    Collection<Lane> lanes() {
        return lanes.values();
    }

    /** Says that no more is added: from now on may be asked. */
    void seal() {
        lanes.values().forEach(Lane::sort);
    }

    /** Returns the transaction of a message, or {@link Event#NONE}. */
    int transactionOf(int session, int partition, long sequence) {
        Lane lane = lanes.get(pair(session, partition));
        return lane == null ? Event.NONE : lane.transactionOf(sequence);
    }

    /** The runs of one session in one partition. */
    static final class Lane {
        private final int session;
        private final int partition;
        private int size;
        private long[] firsts = new long[8];
        private long[] lasts = new long[8];
        private int[] transactions = new int[8];
        private long[] offsets = new long[8];
        private long[] offsetSequences = new long[8];

        Lane(int session, int partition) {
            this.session = session;
            this.partition = partition;
        }

        /** Adds a message; {@code offset} is -1 where it is not known. */
        void add(long sequence, int transaction, long offset) {
            int last = size - 1;
            if (size == 0 || transactions[last] != transaction || sequence != lasts[last] + 1) {
                begin(sequence, transaction);
                last = size - 1;
            }
            lasts[last] = sequence;
            if (offset >= 0 && (offsets[last] < 0 || offset < offsets[last])) {
                offsets[last] = offset;
                offsetSequences[last] = sequence;
            }
        }

        private void begin(long sequence, int transaction) {
            if (size == firsts.length) {
                firsts = Arrays.copyOf(firsts, size * 2);
                lasts = Arrays.copyOf(lasts, size * 2);
                transactions = Arrays.copyOf(transactions, size * 2);
                offsets = Arrays.copyOf(offsets, size * 2);
                offsetSequences = Arrays.copyOf(offsetSequences, size * 2);
            }
            firsts[size] = sequence;
            transactions[size] = transaction;
            offsets[size] = Event.NO_OFFSET;
            size++;
        }

        private void sort() {
            int[] order = SortedIndex.ascending(firsts, size);
            firsts = permuted(firsts, order);
            lasts = permuted(lasts, order);
            offsets = permuted(offsets, order);
            offsetSequences = permuted(offsetSequences, order);
            int[] sorted = new int[size];
            for (int i = 0; i < size; i++) {
                sorted[i] = transactions[order[i]];
            }
            transactions = sorted;
        }

        private static long[] permuted(long[] values, int[] order) {
            long[] sorted = new long[order.length];
            for (int i = 0; i < order.length; i++) {
                sorted[i] = values[order[i]];
            }
            return sorted;
        }

        private int transactionOf(long sequence) {
            int at = Arrays.binarySearch(firsts, 0, size, sequence);
            int run = at >= 0 ? at : -at - 2;
            return run >= 0 && lasts[run] >= sequence ? transactions[run] : Event.NONE;
        }

        int session() {
            return session;
        }

        int partition() {
            return partition;
        }

        int size() {
            return size;
        }

        int transaction(int run) {
            return transactions[run];
        }

        /** Returns the lowest offset acknowledged in a run, or -1. */
        long lowestOffset(int run) {
            return offsets[run];
        }

        /** Returns the sequence of the message at {@link #lowestOffset}. */
        long lowestOffsetSequence(int run) {
            return offsetSequences[run];
        }
    }
}
