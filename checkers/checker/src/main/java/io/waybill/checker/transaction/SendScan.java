package io.waybill.checker.transaction;

import io.waybill.checker.anomaly.NonmonotonicSend;
import io.waybill.checker.anomaly.ZombieWrite;
import io.waybill.checker.fact.HistorySearch;
import io.waybill.checker.finding.Findings;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.HashMap;
import java.util.Map;

/** One pass over the sends: notes which belong to transactions, and judges what the sends alone can say. */
final class SendScan {

    private final HistoryReader history;
    private final TransactionTable table;
    private final MessageRuns runs;
    private final Sources sources;
    private final Map<Integer, Map<Integer, Highest>> highest = new HashMap<>();

    SendScan(HistoryReader history, TransactionTable table, MessageRuns runs, Sources sources) {
        this.history = history;
        this.table = table;
        this.runs = runs;
        this.sources = sources;
    }

    void run(Findings findings, HistorySearch search) {
        BlockIndex index = history.index();
        HistoryReader.Cursor cursor = history.cursor();
        SendColumns columns = new SendColumns();
        for (int block = 0; block < index.size(); block++) {
            if (index.isSends(block)) {
                cursor.read(block, columns);
                if (columns.hasTransactions()) {
                    note(columns);
                    findDescents(columns, findings, search);
                }
                findZombies(columns, findings);
            }
        }
    }

    private void note(SendColumns c) {
        MessageRuns.Lane lane = runs.lane(c.session(), c.partition());
        for (int row = 0; row < c.rows(); row++) {
            int transaction = (int) c.transactions()[row];
            if (transaction == Event.NONE) {
                continue;
            }
            boolean acknowledged = c.outcome(row) == SendColumns.OK;
            lane.add(c.sequences()[row], transaction, acknowledged ? c.offsets()[row] : Event.NO_OFFSET);
            // A send that certainly failed is no output, whatever became of its transaction.
            if (c.hasSources() && c.sourcePartitions()[row] != Event.NONE && c.outcome(row) != SendColumns.FAIL) {
                sources.of((int) c.sourcePartitions()[row]).add(c.sourceOffsets()[row], transaction, c.session());
            }
        }
    }

    private void findDescents(SendColumns c, Findings findings, HistorySearch search) {
        Highest top = highest.computeIfAbsent(c.session(), session -> new HashMap<>())
                .computeIfAbsent(c.partition(), partition -> new Highest());
        for (int row = 0; row < c.rows(); row++) {
            long offset = c.offsets()[row];
            if (c.transactions()[row] == Event.NONE || c.outcome(row) != SendColumns.OK || offset < 0) {
                continue;
            }
            long sequence = c.sequences()[row];
            if (c.transactions()[row] == top.transaction && (sequence > top.sequence) != (offset > top.offset)) {
                MessageId first = id(c, Math.min(sequence, top.sequence));
                MessageId second = id(c, Math.max(sequence, top.sequence));
                findings.add(
                        NonmonotonicSend.KIND,
                        c.completeNanos()[row],
                        sequence,
                        () -> new NonmonotonicSend(
                                search.send(first).orElseThrow(),
                                search.send(second).orElseThrow()));
            }
            top.raise(c.transactions()[row], sequence, offset);
        }
    }

    private static MessageId id(SendColumns c, long sequence) {
        return new MessageId(c.session(), c.partition(), sequence);
    }

    private void findZombies(SendColumns c, Findings findings) {
        Event.SessionDefined successor = table.successor(c.session());
        if (successor == null) {
            return;
        }
        for (int row = 0; row < c.rows(); row++) {
            if (c.outcome(row) == SendColumns.OK && c.invokeNanos()[row] > successor.completeNanos()) {
                Event.Send late = history.send(c, row);
                findings.add(
                        ZombieWrite.KIND,
                        late.timeNanos(),
                        late.message().sequence(),
                        () -> new ZombieWrite(successor, late));
            }
        }
    }

    /** The highest offset acknowledged so far in a session's transaction in a partition. */
    private static final class Highest {
        private long transaction = Event.NONE;
        private long sequence;
        private long offset;

        void raise(long ofTransaction, long newSequence, long newOffset) {
            if (ofTransaction != transaction || newOffset > offset) {
                transaction = ofTransaction;
                sequence = newSequence;
                offset = newOffset;
            }
        }
    }
}
