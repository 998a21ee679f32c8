package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.TransactionFates;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.file.HistoryReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does what {@link Pass} does for one of several chains, with all sends of the partition in a table: they are decoded
 * once, and what a chain did not come by costs it nothing.
 */
final class TablePass {

    private final HistoryReader.Cursor cursor;
    private final DeliveryColumns deliveries;
    private final SendTable table;
    private final PassResult result;
    private final Passed before;
    private final CloseLook closely;
    private final boolean transactional;
    private final long logStart;

    /** @param before the chains of the same scope whose passes came first */
    TablePass(
            HistoryFacts facts,
            Workspace workspace,
            SendTable table,
            int partition,
            Chain chain,
            List<Chain> before,
            PassSink sink,
            @Nullable TransactionFates fates) {
        this.cursor = workspace.cursor;
        this.deliveries = workspace.deliveries;
        this.table = table;
        this.result = new PassResult(chain);
        this.before = new Passed(before);
        this.closely = new CloseLook(facts, sink, fates, null, table, this.before, result, partition);
        this.transactional = fates != null;
        this.logStart = facts.logStart(partition);
    }

    PassResult run() {
        int loaded = -1;
        for (Run run : result.chain.runs()) {
            for (int part = 0; part < run.parts(); part++) {
                if (run.block(part) != loaded) {
                    loaded = run.block(part);
                    cursor.read(loaded, deliveries);
                }
                deliver(run.firstRow(part), run.endRow(part));
            }
        }
        result.chain.runs().forEach(this::settleTheRest);
        result.unseen = table.forget(logStart) - result.missed;
        return result;
    }

    private void deliver(int firstRow, int endRow) {
        int[] sessions = deliveries.sessions();
        long[] sequences = deliveries.sequences();
        long[] offsets = deliveries.offsets();
        long[] complete = deliveries.completeNanos();
        for (int row = firstRow; row < endRow; row++) {
            int session = sessions[row];
            if (session < 0) {
                closely.deliverStrange(session, Delivered.of(deliveries, row));
                continue;
            }
            long offset = offsets[row];
            int at = table.find(session, sequences[row]);
            if (at != SendTable.NONE) {
                table.handed(at, offset);
            }
            if (at == SendTable.NONE
                    || table.states[at] != Page.ACKED
                    || table.offsets[at] != offset
                    || offset < logStart
                    || table.invokeNanos[at] > complete[row]
                    || (transactional && table.transactions[at] >= 0)) {
                closely.deliver(session, sequences[row], Delivered.of(deliveries, row));
                continue;
            }
            table.states[at] = Page.ACKED | Page.DELIVERED;
            result.delivered += before.has(offset) ? 0 : 1;
        }
    }

    /** Only what stands where a run came by can be missing. */
    private void settleTheRest(Run run) {
        int[] placed = table.placed();
        int from = table.firstPlaced(run.lowest());
        for (int i = from; i < placed.length && table.offsets[placed[i]] < run.passedTo(); i++) {
            int at = placed[i];
            if ((table.states[at] & Page.DELIVERED) == 0 && result.chain.passing(table.offsets[at]) == run) {
                closely.settleLeft(new MessageKey(table.session(at), table.sequence(at)), table.entry(at));
            }
        }
    }
}
