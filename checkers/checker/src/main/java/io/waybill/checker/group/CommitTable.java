package io.waybill.checker.group;

import io.waybill.checker.fact.SortedIndex;
import io.waybill.history.Event;
import java.util.Arrays;

/**
 * The commits of one scope in one partition, in columns, by the times between which they took effect. A commit that a
 * transaction carries takes effect with the transaction.
 */
final class CommitTable {

    /** It took effect. */
    static final byte KEPT = 0;

    /** Nobody knows. */
    static final byte UNKNOWN = 1;

    /** Its transaction certainly was aborted. */
    static final byte ABORTED = 2;

    private int size;
    private long[] values = new long[16];
    private long[] begins = new long[16];
    private long[] ends = new long[16];
    private byte[] fates = new byte[16];
    private int[] transactions = new int[16];
    private Event.Commit[] commits = new Event.Commit[16];

    private int[] byEnd = new int[0];
    private int[] newest = new int[0];
    private int[] byValue = new int[0];

    void add(Event.Commit commit, long value, long begin, long end, byte fate) {
        if (size == values.length) {
            int capacity = size * 2;
            values = Arrays.copyOf(values, capacity);
            begins = Arrays.copyOf(begins, capacity);
            ends = Arrays.copyOf(ends, capacity);
            fates = Arrays.copyOf(fates, capacity);
            transactions = Arrays.copyOf(transactions, capacity);
            commits = Arrays.copyOf(commits, capacity);
        }
        values[size] = value;
        begins[size] = begin;
        ends[size] = end;
        fates[size] = fate;
        transactions[size] = commit.transaction();
        commits[size++] = commit;
    }

    /** Says that no more is added: from now on may be asked. */
    void seal() {
        byEnd = SortedIndex.ascending(ends, size);
        byValue = SortedIndex.ascending(values, size);
        newest = new int[size];
        int best = -1;
        for (int i = 0; i < size; i++) {
            int at = byEnd[i];
            boolean newer = fates[at] == KEPT && (best < 0 || begins[at] > begins[best]);
            best = newer ? at : best;
            newest[i] = best;
        }
    }

    int size() {
        return size;
    }

    /**
     * Returns, of the commits that certainly were complete before {@code nanos}, the one that began last: whatever was
     * complete before that began is overwritten. -1 where there is none.
     */
    int newestBefore(long nanos) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[byEnd[middle]] < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? -1 : newest[low - 1];
    }

    /**
     * Returns a commit of {@code value} that began no later than {@code until}, ended no earlier than {@code from} and
     * has one of two fates; -1 where there is none.
     */
    int find(long value, long from, long until, byte fate, byte orFate) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[byValue[middle]] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low; i < size && values[byValue[i]] == value; i++) {
            int at = byValue[i];
            boolean fits = fates[at] == fate || fates[at] == orFate;
            if (fits && begins[at] <= until && ends[at] >= from) {
                return at;
            }
        }
        return -1;
    }

    /** Returns the commits that were kept, in the order in which they were complete. */
    int[] keptByEnd() {
        return Arrays.stream(byEnd).filter(at -> fates[at] == KEPT).toArray();
    }

    long value(int at) {
        return values[at];
    }

    long begin(int at) {
        return begins[at];
    }

    long end(int at) {
        return ends[at];
    }

    boolean isTransactional(int at) {
        return transactions[at] != Event.NONE;
    }

    Event.Commit commit(int at) {
        return commits[at];
    }
}
