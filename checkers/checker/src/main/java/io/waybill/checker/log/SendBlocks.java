package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The blocks of sends to one partition: in the order of their lowest acknowledged offset where they have one, in the
 * order of the file where they have none.
 */
final class SendBlocks {

    private static final int[] NONE = {};

    private final int partition;
    private final long logStart;
    private final HistoryFacts facts;
    private final BlockIndex index;
    private final HistoryReader.Cursor cursor;
    private final SendColumns columns;
    private final int[] all;
    private final int[] placed;
    private final int[] unplaced;

    /**
     * How many messages of a block were acknowledged, by its place in {@link #all}; -1 where it was not counted yet.
     */
    private final int[] acknowledged;

    /**
     * Of those, how many nobody can ask for: below the start of the log, or of a transaction not certainly committed.
     */
    private final int[] excusable;

    /** The blocks of each session, in the order of their lowest sequences. */
    private final Map<Integer, int[]> bySession = new HashMap<>();

    private boolean keyed;
    private long sends;
    private long ok;
    private long failed;

    SendBlocks(int partition, HistoryFacts facts, HistoryReader history, Workspace workspace, List<Integer> blocks) {
        this.partition = partition;
        this.logStart = facts.logStart(partition);
        this.facts = facts;
        this.index = history.index();
        this.cursor = workspace.cursor;
        this.columns = workspace.sends;
        this.all = blocks.stream().mapToInt(Integer::intValue).toArray();
        this.placed = blocks.stream()
                .filter(block -> index.lowOffset(block) >= 0)
                .sorted(Comparator.comparingLong((Integer block) -> index.lowOffset(block)))
                .mapToInt(Integer::intValue)
                .toArray();
        this.unplaced = blocks.stream()
                .filter(block -> index.lowOffset(block) < 0)
                .mapToInt(Integer::intValue)
                .toArray();
        this.acknowledged = new int[all.length];
        this.excusable = new int[all.length];
        Arrays.fill(acknowledged, -1);
        blocks.stream()
                .collect(Collectors.groupingBy(index::owner))
                .forEach((session, of) -> bySession.put(
                        session,
                        of.stream()
                                .sorted(Comparator.comparingLong(index::lowSequence))
                                .mapToInt(Integer::intValue)
                                .toArray()));
    }

    int partition() {
        return partition;
    }

    int[] all() {
        return all;
    }

    int[] placed() {
        return placed;
    }

    int[] unplaced() {
        return unplaced;
    }

    /** Counts the sends of a block that was just read, unless they were counted before. */
    void count(int block, SendColumns columns) {
        int i = Arrays.binarySearch(all, block);
        keyed |= columns.hasKeys();
        if (acknowledged[i] < 0) {
            countRows(i, columns);
        }
    }

    /** Counts the sends of all blocks that nobody read. One that is nothing but acknowledged sends is not read now. */
    private void countRest() {
        for (int i = 0; i < all.length; i++) {
            if (acknowledged[i] >= 0) {
                continue;
            }
            boolean plain = index.isAllOk(all[i])
                    && !index.hasTransactions(all[i])
                    && facts.isAcknowledging(index.owner(all[i]))
                    && index.lowOffset(all[i]) >= logStart;
            if (plain) {
                acknowledged[i] = index.rows(all[i]);
                ok += acknowledged[i];
                sends += acknowledged[i];
            } else {
                cursor.read(all[i], columns);
                countRows(i, columns);
            }
        }
    }

    private void countRows(int i, SendColumns c) {
        sends += c.rows();
        boolean acknowledging = facts.isAcknowledging(c.session());
        acknowledged[i] = 0;
        boolean placed = index.lowOffset(all[i]) >= logStart;
        if (!c.hasTransactions() && acknowledging && placed) {
            countPlainRows(i, c);
            return;
        }
        for (int row = 0; row < c.rows(); row++) {
            byte outcome = c.outcome(row);
            failed += outcome == SendColumns.FAIL ? 1 : 0;
            if (outcome == SendColumns.OK) {
                ok++;
                acknowledged[i] += acknowledging ? 1 : 0;
                excusable[i] += acknowledging && isExcusable(c, row) ? 1 : 0;
            }
        }
    }

    private void countPlainRows(int i, SendColumns c) {
        byte[] outcomes = c.outcomes();
        int good = c.allOk() ? c.rows() : 0;
        for (int row = 0; row < c.rows() && !c.allOk(); row++) {
            good += outcomes[row] == SendColumns.OK ? 1 : 0;
            failed += outcomes[row] == SendColumns.FAIL ? 1 : 0;
        }
        acknowledged[i] = good;
        ok += good;
    }

    private boolean isExcusable(SendColumns c, int row) {
        long transaction = c.hasTransactions() ? c.transactions()[row] : -1;
        boolean committed =
                transaction < 0 || facts.transaction(transaction) == HistoryFacts.TransactionState.COMMITTED;
        return !committed || (c.offsets()[row] >= 0 && c.offsets()[row] < logStart);
    }

    /** Returns whether nothing was sent or answered at or after a time. */
    boolean areAllBefore(long nanos) {
        for (int block : all) {
            if (index.lastNanos(block) >= nanos) {
                return false;
            }
        }
        return true;
    }

    /** Returns the blocks of a session that may hold a sequence. */
    List<Integer> of(int session, long sequence) {
        List<Integer> found = new ArrayList<>(1);
        for (int block : bySession.getOrDefault(session, NONE)) {
            if (index.lowSequence(block) > sequence) {
                break;
            }
            if (sequence <= index.highSequence(block)) {
                found.add(block);
            }
        }
        return found;
    }

    /** Returns whether any message has a key, of the blocks that were read so far. */
    boolean hasKeys() {
        return keyed;
    }

    long sends() {
        countRest();
        return sends;
    }

    long ok() {
        countRest();
        return ok;
    }

    long failed() {
        countRest();
        return failed;
    }

    /** Returns how many messages were acknowledged. */
    long acknowledged() {
        countRest();
        return sum(acknowledged, new BitSet());
    }

    /** Returns of how many of those nobody can ask that they are delivered. */
    long excusable() {
        countRest();
        return sum(excusable, new BitSet());
    }

    /** Returns how many acknowledged messages that are not excusable are in blocks other than these. */
    long acknowledgedOutside(BitSet blocks) {
        countRest();
        return sum(acknowledged, blocks) - sum(excusable, blocks);
    }

    private long sum(int[] counts, BitSet without) {
        long sum = 0;
        for (int i = 0; i < all.length; i++) {
            sum += without.get(all[i]) ? 0 : counts[i];
        }
        return sum;
    }
}
