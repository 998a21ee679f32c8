package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.Event;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/**
 * Finds acknowledgements that name one offset for two messages where nobody read. Where somebody read, one of the two
 * is missing or elsewhere, and is found by that.
 *
 * <p>The blocks come in the order of their lowest offsets, so only rows of blocks that overlap wait for each other.
 */
final class UnreadOffsets {

    private final HistoryReader history;
    private final Workspace workspace;
    private final SendBlocks blocks;
    private final HistoryFacts facts;
    private final List<PassResult> results;
    private final Map<MessageKey, Dossier> suspects;

    UnreadOffsets(
            HistoryReader history,
            Workspace workspace,
            SendBlocks blocks,
            HistoryFacts facts,
            List<PassResult> results,
            Map<MessageKey, Dossier> suspects) {
        this.history = history;
        this.workspace = workspace;
        this.blocks = blocks;
        this.facts = facts;
        this.results = results;
        this.suspects = suspects;
    }

    void eachConflict(BiConsumer<Event.Send, Event.Send> conflict) {
        BlockIndex index = history.index();
        SendColumns columns = workspace.sends;
        PriorityQueue<Event.Send> waiting = new PriorityQueue<>(Comparator.comparingLong(Event.Send::offset));
        for (int block : blocks.placed()) {
            boolean acknowledging = facts.isAcknowledging(index.owner(block));
            if (!acknowledging || isReadWhole(index.lowOffset(block), index.highOffset(block))) {
                continue;
            }
            report(waiting, index.lowOffset(block), conflict);
            workspace.cursor.read(block, columns);
            for (int row = 0; row < columns.rows(); row++) {
                long offset = columns.offsets()[row];
                boolean unread = offset >= 0 && !isReadWhole(offset, offset) && !isSeen(columns, row);
                if (unread && columns.outcome(row) == SendColumns.OK) {
                    waiting.add(history.send(columns, row));
                }
            }
        }
        report(waiting, Long.MAX_VALUE, conflict);
    }

    private static void report(
            PriorityQueue<Event.Send> waiting, long below, BiConsumer<Event.Send, Event.Send> conflict) {
        Event.Send last = null;
        while (!waiting.isEmpty() && waiting.peek().offset() < below) {
            Event.Send next = waiting.poll();
            if (last != null && last.offset() == next.offset()) {
                conflict.accept(last, next);
            }
            last = next;
        }
    }

    /** What was handed to somebody elsewhere is no matter of this place. */
    private boolean isSeen(SendColumns columns, int row) {
        Dossier dossier = suspects.get(new MessageKey(columns.session(), columns.sequences()[row]));
        return dossier != null && !dossier.deliveries.isEmpty();
    }

    private boolean isReadWhole(long low, long high) {
        for (PassResult pass : results) {
            Run run = pass.chain.covering(low);
            if (run != null && run.covers(high)) {
                return true;
            }
        }
        return false;
    }
}
