package io.waybill.checker.transaction;

import io.waybill.checker.fact.SortedIndex;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which inputs the transactions have outputs of. A transaction mostly works through inputs that follow one another, so
 * runs of offsets are kept, not each input.
 */
final class Sources {

    private final Map<Integer, Inputs> partitions = new HashMap<>();

    /** Returns the inputs that come from a partition. */
    Inputs of(int partition) {
        return partitions.computeIfAbsent(partition, p -> new Inputs());
    }

    /** Returns the inputs by the partition that they come from. */
    Map<Integer, Inputs> byPartition() {
        return partitions;
    }

    /** Returns how many outputs name their input. */
    long outputs() {
        return partitions.values().stream().mapToLong(inputs -> inputs.outputs).sum();
    }

    /** The inputs from one partition, in runs; in the order of their offsets once sealed. */
    static final class Inputs {
        private int size;
        private long outputs;
        private long[] lows = new long[16];
        private long[] highs = new long[16];
        private int[] transactions = new int[16];
        private int[] sessions = new int[16];

        void add(long offset, int transaction, int session) {
            outputs++;
            int last = size - 1;
            if (size > 0
                    && transactions[last] == transaction
                    && sessions[last] == session
                    && (offset == highs[last] || offset == highs[last] + 1)) {
                highs[last] = offset;
                return;
            }
            if (size == lows.length) {
                lows = Arrays.copyOf(lows, size * 2);
                highs = Arrays.copyOf(highs, size * 2);
                transactions = Arrays.copyOf(transactions, size * 2);
                sessions = Arrays.copyOf(sessions, size * 2);
            }
            lows[size] = offset;
            highs[size] = offset;
            transactions[size] = transaction;
            sessions[size] = session;
            size++;
        }

        /** Returns the runs in the order of their first offsets. */
        int[] ascending() {
            return SortedIndex.ascending(lows, size);
        }

        int size() {
            return size;
        }

        long low(int run) {
            return lows[run];
        }

        long high(int run) {
            return highs[run];
        }

        int transaction(int run) {
            return transactions[run];
        }

        int session(int run) {
            return sessions[run];
        }
    }
}
