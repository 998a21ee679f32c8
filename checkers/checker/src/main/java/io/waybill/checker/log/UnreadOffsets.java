package io.waybill.checker.log;

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
    private final Map<String, List<PassResult>> results;

    UnreadOffsets(
            HistoryReader history,
            Workspace workspace,
            SendBlocks blocks,
            Map<String, List<PassResult>> results) {
        this.history = history;
        this.workspace = workspace;
        this.blocks = blocks;
        this.results = results;
    }

    void eachConflict(BiConsumer<Event.Send, Event.Send> conflict) {
        BlockIndex index = history.index();
        SendColumns columns = workspace.sends;
        PriorityQueue<Event.Send> waiting = new PriorityQueue<>(Comparator.comparingLong(Event.Send::offset));
        for (int block : blocks.placed()) {
            if (isReadWhole(index.lowOffset(block), index.highOffset(block))) {
                continue;
            }
            report(waiting, index.lowOffset(block), conflict);
            workspace.cursor.read(block, columns);
            for (int row = 0; row < columns.rows(); row++) {
                long offset = columns.offsets()[row];
                if (columns.outcome(row) == SendColumns.OK && offset >= 0 && !isReadWhole(offset, offset)) {
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

    private boolean isReadWhole(long low, long high) {
        for (List<PassResult> passes : results.values()) {
            for (PassResult pass : passes) {
                Run run = pass.chain.covering(low);
                if (run != null && run.covers(high)) {
                    return true;
                }
            }
        }
        return false;
    }
}
