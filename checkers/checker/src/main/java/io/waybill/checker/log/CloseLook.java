package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.TransactionFates;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * Looks closely at the deliveries of one pass that are not simply the next acknowledged message at its place, and at
 * what was not delivered.
 */
final class CloseLook {

    /** Is shown the messages of a pass that have a place in the order. */
    interface Ordered {
        void next(int session, long sequence, long place, Entry entry);
    }

    private final HistoryFacts facts;
    private final PassSink sink;
    private final @Nullable TransactionFates fates;
    private final @Nullable Ordered ordered;
    private final KnownSends sends;
    private final Passed before;
    private final PassResult result;
    private final int partition;
    private final long logStart;

    /**
     * @param before what the chains of the same scope passed whose passes came first
     * @param ordered null beside other chains: the order is then looked at over all of them
     */
    CloseLook(
            HistoryFacts facts,
            PassSink sink,
            @Nullable TransactionFates fates,
            @Nullable Ordered ordered,
            KnownSends sends,
            Passed before,
            PassResult result,
            int partition) {
        this.facts = facts;
        this.sink = sink;
        this.fates = fates;
        this.ordered = ordered;
        this.sends = sends;
        this.before = before;
        this.result = result;
        this.partition = partition;
        this.logStart = facts.logStart(partition);
    }

    private boolean isBeside() {
        return ordered == null;
    }

    /** Looks at a record that is none of ours, or damaged. */
    void deliverStrange(int session, Delivered delivery) {
        if (session == MessageId.FOREIGN) {
            sink.foreign();
        } else {
            sink.corrupt(session == MessageId.CORRUPT, delivery);
        }
    }

    void deliver(int session, long sequence, Delivered delivery) {
        MessageKey key = new MessageKey(session, sequence);
        Entry entry = sends.look(session, sequence);
        boolean asAcknowledged = entry != null
                && entry.sendState() == Page.ACKED
                && !entry.isDelivered()
                && entry.offset == delivery.offset();
        if (isBeside() && !asAcknowledged) {
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
        settle(key, entry, delivery);
        sends.put(session, sequence, entry);
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
    private void settle(MessageKey key, Entry entry, Delivered delivery) {
        long offset = delivery.offset();
        entry.state |= Page.DELIVERED;
        boolean placed = entry.offset >= 0;
        if (placed && entry.offset != offset) {
            sink.suspect(key);
            if (isBeside()) {
                result.avoided.put(entry.offset, key);
            }
        }
        if (entry.isAcknowledged() && !before.has(placed ? entry.offset : offset)) {
            result.delivered++;
            result.deliveredExcusable += isExcusable(entry) ? 1 : 0;
        }
        if (ordered != null && OrderCheck.isComparable(entry, offset)) {
            ordered.next(key.session(), key.sequence(), offset, entry);
        }
        if (!placed) {
            entry.offset = offset;
        }
    }

    private boolean isExcusable(Entry entry) {
        boolean belowStart = entry.offset >= 0 && entry.offset < logStart;
        return belowStart || (entry.state & Page.ACKNOWLEDGED) != 0;
    }

    /** Looks at what is left of a message at the end of the pass. */
    void settleLeft(MessageKey key, Entry entry) {
        if (entry.isDelivered() || entry.sendState() == Page.EMPTY) {
            return;
        }
        byte state = entry.sendState();
        Run passed = entry.offset >= 0 ? result.chain.passing(entry.offset) : null;
        if (entry.isAcknowledged()) {
            boolean excused = isExcusable(entry);
            if (passed != null && (isBeside() || !excused)) {
                result.missing.put(key, entry);
            }
            if (passed != null && !excused) {
                result.missed++;
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
