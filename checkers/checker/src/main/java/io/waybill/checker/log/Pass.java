package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.TransactionFates;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes once through the deliveries of a chain in ascending order of their offsets, with the sends of the same offsets
 * beside them.
 *
 * <p>A healthy message costs two writes and one comparison. Memory is what lies between the sends and the deliveries of
 * one place: some pages a session. Used by one thread, for one chain.
 */
final class Pass {

    private final BlockIndex index;
    private final HistoryReader.Cursor cursor;
    private final DeliveryColumns deliveries;
    private final SendBlocks sendBlocks;
    private final SendFeed feed;
    private final OrderCheck order;
    private final Passed before;
    private final CloseLook closely;
    private final boolean beside;
    private final PassResult result;
    private final long logStart;

    /**
     * @param before the chains of the same scope whose passes came first
     * @param beside whether other chains read this partition too; the order is then looked at over all of them
     */
    Pass(
            HistoryFacts facts,
            HistoryReader history,
            Workspace workspace,
            SendBlocks sendBlocks,
            Chain chain,
            List<Chain> before,
            boolean beside,
            PassSink sink,
            @Nullable TransactionFates fates) {
        this.index = history.index();
        this.cursor = workspace.cursor;
        this.deliveries = workspace.deliveries;
        this.sendBlocks = sendBlocks;
        this.feed = new SendFeed(facts, history, workspace, sendBlocks, chain.start());
        this.order = new OrderCheck(facts, sink);
        this.before = new Passed(before);
        this.beside = beside;
        this.result = new PassResult(chain);
        this.logStart = facts.logStart(sendBlocks.partition());
        this.closely = new CloseLook(
                facts,
                sink,
                fates,
                beside ? null : this::showInOrder,
                feed,
                this.before,
                result,
                sendBlocks.partition());
    }

    PassResult run() {
        for (Run run : result.chain.runs()) {
            for (int part = 0; part < run.parts(); part++) {
                int block = run.block(part);
                cursor.read(block, deliveries);
                long highest = deliveries.offsets()[run.endRow(part) - 1];
                feed.upTo(highest);
                feed.unplacedBefore(index.position(block));
                deliver(run.firstRow(part), run.endRow(part));
                feed.giveUpLagging(highest);
            }
            feed.upTo(run.passedTo() - 1);
        }
        settleTheRest();
        return result;
    }

    private void deliver(int firstRow, int endRow) {
        int[] sessions = deliveries.sessions();
        long[] sequences = deliveries.sequences();
        long[] offsets = deliveries.offsets();
        long[] complete = deliveries.completeNanos();
        long count = 0;
        for (int row = firstRow; row < endRow; row++) {
            int session = sessions[row];
            if (session < 0) {
                closely.deliverStrange(session, Delivered.of(deliveries, row));
                continue;
            }
            SessionWindow window = feed.windowIfAny(session);
            long sequence = sequences[row];
            long offset = offsets[row];
            Page page = window == null ? null : window.page(sequence);
            int i = (int) sequence & Page.MASK;
            if (window == null
                    || page == null
                    || page.states[i] != Page.ACKED
                    || page.offset(i) != offset
                    || offset < logStart
                    || page.invokeNanos(i) > complete[row]
                    || page.transactions != null) {
                closely.deliver(session, sequence, Delivered.of(deliveries, row));
                continue;
            }
            page.states[i] = Page.ACKED | Page.DELIVERED;
            count += before.has(offset) ? 0 : 1;
            if (!beside) {
                order.next(window.order, sequence, offset, offset, page.invokeNanos(i), page.completeNanos(i), true);
            }
            if (--page.open == 0) {
                window.release(page);
            }
        }
        result.delivered += count;
    }

    private void showInOrder(int session, long sequence, long place, Entry entry) {
        OrderState state = feed.window(session).order;
        long first = OrderCheck.firstPlace(state, entry, place);
        order.next(state, sequence, place, first, entry.invokeNanos, entry.completeNanos, entry.isAcknowledged());
    }

    private void settleTheRest() {
        for (SessionWindow window : feed.windows()) {
            if (window != null) {
                for (Map.Entry<Long, Entry> left : window.giveUpAll().entrySet()) {
                    closely.settleLeft(new MessageKey(window.session, left.getKey()), left.getValue());
                }
            }
        }
        result.unseen += sendBlocks.acknowledgedOutside(feed.fed());
    }
}
