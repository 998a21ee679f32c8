package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.TransactionFates;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
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

    private final HistoryFacts facts;
    private final BlockIndex index;
    private final HistoryReader.Cursor cursor;
    private final DeliveryColumns deliveries;
    private final SendBlocks sendBlocks;
    private final SendFeed feed;
    private final PassSink sink;
    private final @Nullable OrderCheck order;
    private final @Nullable TransactionFates fates;
    private final List<Chain> before;
    private final boolean beside;
    private final PassResult result;
    private final int partition;
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
        this.facts = facts;
        this.index = history.index();
        this.cursor = workspace.cursor;
        this.deliveries = workspace.deliveries;
        this.sendBlocks = sendBlocks;
        this.feed = new SendFeed(facts, history, workspace, sendBlocks, chain.start());
        this.sink = sink;
        this.order = beside ? null : new OrderCheck(facts, sink);
        this.fates = fates;
        this.before = before;
        this.beside = beside;
        this.result = new PassResult(chain);
        this.partition = sendBlocks.partition();
        this.logStart = facts.logStart(partition);
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
            feed.upTo(run.to - 1);
        }
        settleTheRest();
        return result;
    }

    private void deliver(int firstRow, int endRow) {
        int[] sessions = deliveries.sessions();
        long[] sequences = deliveries.sequences();
        long[] offsets = deliveries.offsets();
        long[] complete = deliveries.completeNanos();
        boolean fresh = before.isEmpty();
        long count = 0;
        for (int row = firstRow; row < endRow; row++) {
            int session = sessions[row];
            if (session < 0) {
                deliverStrange(session, row);
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
                deliverSlowly(feed.window(session), sequence, delivered(row));
                continue;
            }
            page.states[i] = Page.ACKED | Page.DELIVERED;
            count += fresh || isFirstToPass(offset) ? 1 : 0;
            if (order != null) {
                order.next(window, sequence, offset, offset, page.invokeNanos(i), page.completeNanos(i), true);
            }
            if (--page.open == 0) {
                window.release(page);
            }
        }
        result.delivered += count;
    }

    private Delivered delivered(int row) {
        return new Delivered(
                deliveries.consumer(),
                deliveries.offsets()[row],
                deliveries.invokeNanos()[row],
                deliveries.completeNanos()[row]);
    }

    private void deliverStrange(int session, int row) {
        if (session == MessageId.FOREIGN) {
            sink.foreign();
        } else {
            sink.corrupt(session == MessageId.CORRUPT, delivered(row));
        }
    }

    private boolean isFirstToPass(long offset) {
        for (Chain chain : before) {
            if (chain.covering(offset) != null) {
                return false;
            }
        }
        return true;
    }

    private void deliverSlowly(SessionWindow window, long sequence, Delivered delivery) {
        MessageKey key = new MessageKey(window.session, sequence);
        Entry entry = feed.look(window, sequence);
        boolean asAcknowledged = entry != null
                && entry.sendState() == Page.ACKED
                && !entry.isDelivered()
                && entry.offset == delivery.offset();
        if (beside && !asAcknowledged) {
            result.unusual.put(delivery.offset(), key);
        }
        if (entry == null) {
            sink.suspect(key);
            return;
        }
        if (entry.sendState() == Page.EMPTY) {
            sink.unsent(key, delivery);
            return;
        }
        tellWhatIsWrong(key, entry, delivery);
        if (entry.isDelivered()) {
            sink.suspect(key);
            return;
        }
        settle(window, key, entry, delivery);
        window.put(sequence, entry);
    }

    private void tellWhatIsWrong(MessageKey key, Entry entry, Delivered delivery) {
        if (delivery.completeNanos() < entry.invokeNanos) {
            sink.beforeSend(key, delivery);
        }
        byte state = entry.sendState();
        if (state == Page.FAILED || (state == Page.ABORTED && facts.isReadCommitted(delivery.consumer()))) {
            sink.aborted(key, state == Page.FAILED ? Event.NONE : entry.transaction, delivery);
        }
        if (fates != null && entry.transaction >= 0) {
            fates.delivered(
                    (int) entry.transaction,
                    new MessageId(key.session(), partition, key.sequence()),
                    delivery.offset(),
                    delivery.consumer(),
                    delivery.invokeNanos(),
                    delivery.completeNanos());
        }
    }

    /** Notes the first delivery of a message in this pass. */
    private void settle(SessionWindow window, MessageKey key, Entry entry, Delivered delivery) {
        long offset = delivery.offset();
        entry.state |= Page.DELIVERED;
        boolean placed = entry.offset >= 0;
        if (placed && entry.offset != offset) {
            sink.suspect(key);
            if (beside) {
                result.avoided.put(entry.offset, key);
            }
        }
        if (entry.isAcknowledged() && isFirstToPass(placed ? entry.offset : offset)) {
            result.delivered++;
            result.deliveredExcusable += isExcusable(entry) ? 1 : 0;
        }
        if (order != null && OrderCheck.isComparable(entry, offset)) {
            order.next(
                    window,
                    key.sequence(),
                    offset,
                    OrderCheck.firstPlace(window, entry, offset),
                    entry.invokeNanos,
                    entry.completeNanos,
                    entry.isAcknowledged());
        }
        if (!placed) {
            entry.offset = offset;
        }
    }

    private boolean isExcusable(Entry entry) {
        boolean belowStart = entry.offset >= 0 && entry.offset < logStart;
        return belowStart || (entry.state & Page.ACKNOWLEDGED) != 0;
    }

    private void settleTheRest() {
        for (SessionWindow window : feed.windows()) {
            if (window != null) {
                for (Map.Entry<Long, Entry> left : window.giveUpAll().entrySet()) {
                    settleLeft(new MessageKey(window.session, left.getKey()), left.getValue());
                }
            }
        }
        result.unseen += sendBlocks.acknowledgedOutside(feed.fed());
    }

    private void settleLeft(MessageKey key, Entry entry) {
        if (entry.isDelivered() || entry.sendState() == Page.EMPTY) {
            return;
        }
        byte state = entry.sendState();
        Run passed = entry.offset >= 0 ? result.chain.covering(entry.offset) : null;
        if (entry.isAcknowledged()) {
            boolean excused = isExcusable(entry);
            if (passed != null && (beside || !excused)) {
                result.missing.put(key, entry);
            } else if (!excused) {
                result.unseen++;
            }
        }
        if (fates != null
                && passed != null
                && entry.transaction >= 0
                && state != Page.ABORTED
                && state != Page.FAILED) {
            MessageId id = new MessageId(key.session(), partition, key.sequence());
            fates.missed((int) entry.transaction, id, entry.offset, passed.consumer);
        }
    }
}
