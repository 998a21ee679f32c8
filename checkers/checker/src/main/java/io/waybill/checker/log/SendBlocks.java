package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
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
    private final int[] all;
    private final int[] placed;
    private final int[] unplaced;

    /** How many messages of a block were acknowledged, by block; -1 where it was not counted yet. */
    private final long[] acknowledged;

    private final SendColumns columns = new SendColumns();
    private long sends;
    private long ok;
    private long failed;
    private boolean counted;

    SendBlocks(
            int partition,
            HistoryFacts facts,
            HistoryReader history,
            HistoryReader.Cursor cursor,
            List<Integer> blocks) {
        this.partition = partition;
        this.facts = facts;
        this.index = history.index();
        this.cursor = cursor;
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
        this.acknowledged = new long[all.length];
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

    /** Counts the sends of all blocks, once. A block that is nothing but acknowledged sends is not even read. */
    void count() {
        if (counted) {
            return;
        }
        counted = true;
        for (int i = 0; i < all.length; i++) {
            if (index.isAllOk(all[i]) && facts.transactionCount() == 0) {
                acknowledged[i] = index.rows(all[i]);
                ok += acknowledged[i];
                sends += acknowledged[i];
            } else {
                cursor.read(all[i], columns);
                countRows(i);
            }
        }
    }

    private void countRows(int i) {
        sends += columns.rows();
        for (int row = 0; row < columns.rows(); row++) {
            byte outcome = columns.outcome(row);
            failed += outcome == SendColumns.FAIL ? 1 : 0;
            ok += outcome == SendColumns.OK ? 1 : 0;
            acknowledged[i] += outcome == SendColumns.OK && isObligation(row) ? 1 : 0;
        }
    }

    /** An acknowledged message of a transaction must be delivered only if the transaction was committed. */
    private boolean isObligation(int row) {
        long transaction = columns.hasTransactions() ? columns.transactions()[row] : -1;
        return transaction < 0 || facts.transaction(transaction) == HistoryFacts.TransactionState.COMMITTED;
    }

    long sends() {
        return sends;
    }

    long ok() {
        return ok;
    }

    long failed() {
        return failed;
    }

    /** Returns how many messages must be delivered to whoever reads this partition whole. */
    long acknowledged() {
        return acknowledgedOutside(new BitSet());
    }

    /** Returns how many messages that must be delivered are in blocks other than these. */
    long acknowledgedOutside(BitSet blocks) {
        count();
        long sum = 0;
        for (int i = 0; i < all.length; i++) {
            sum += blocks.get(all[i]) ? 0 : acknowledged[i];
        }
        return sum;
    }
}
