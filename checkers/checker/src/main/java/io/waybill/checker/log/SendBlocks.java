package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The blocks of sends to one partition: in the order of their lowest acknowledged offset where they have one, in the
 * order of the file where they have none.
 */
final class SendBlocks {

    private final int partition;
    private final HistoryFacts facts;
    private final BlockIndex index;
    private final HistoryReader.Cursor cursor;
    private final SendColumns columns;
    private final int[] all;
    private final int[] placed;
    private final int[] unplaced;

    /** How many messages of a block must be delivered, by its place in {@link #all}; -1 where it was not counted yet. */
    private final int[] acknowledged;

    private long sends;
    private long ok;
    private long failed;

    SendBlocks(
            int partition,
            HistoryFacts facts,
            HistoryReader history,
            Workspace workspace,
            List<Integer> blocks) {
        this.partition = partition;
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
        Arrays.fill(acknowledged, -1);
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
            if (index.isAllOk(all[i]) && facts.transactionCount() == 0) {
                acknowledged[i] = index.rows(all[i]);
                ok += acknowledged[i];
                sends += acknowledged[i];
            } else {
                cursor.read(all[i], columns);
                countRows(i, columns);
            }
        }
    }

    private void countRows(int i, SendColumns columns) {
        sends += columns.rows();
        if (columns.allOk() && !columns.hasTransactions()) {
            acknowledged[i] = columns.rows();
            ok += columns.rows();
            return;
        }
        acknowledged[i] = 0;
        for (int row = 0; row < columns.rows(); row++) {
            byte outcome = columns.outcome(row);
            failed += outcome == SendColumns.FAIL ? 1 : 0;
            ok += outcome == SendColumns.OK ? 1 : 0;
            acknowledged[i] += outcome == SendColumns.OK && isObligation(columns, row) ? 1 : 0;
        }
    }

    /** An acknowledged message of a transaction must be delivered only if the transaction was committed. */
    private boolean isObligation(SendColumns columns, int row) {
        long transaction = columns.hasTransactions() ? columns.transactions()[row] : -1;
        return transaction < 0 || facts.transaction(transaction) == HistoryFacts.TransactionState.COMMITTED;
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

    /** Returns how many messages must be delivered to whoever reads this partition whole. */
    long acknowledged() {
        return acknowledgedOutside(new BitSet());
    }

    /** Returns how many messages that must be delivered are in blocks other than these. */
    long acknowledgedOutside(BitSet blocks) {
        countRest();
        long sum = 0;
        for (int i = 0; i < all.length; i++) {
            sum += blocks.get(all[i]) ? 0 : acknowledged[i];
        }
        return sum;
    }
}
