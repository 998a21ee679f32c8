package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.Event;

/**
 * Compares each message with what stands before it in the log. Is shown the messages in the order of their places, each
 * once, at the first place at which it was delivered.
 */
final class OrderCheck {

    private static final OrderState NOBODY = new OrderState(-1, false);

    private final HistoryFacts facts;
    private final PassSink sink;

    /** The session with the latest invocation so far, and the one with the latest of all others. */
    private OrderState latest = NOBODY;

    private long latestInvokeNanos = Long.MIN_VALUE;

    private OrderState secondLatest = NOBODY;

    OrderCheck(HistoryFacts facts, PassSink sink) {
        this.facts = facts;
        this.sink = sink;
    }

    /**
     * Returns whether the place of a message says anything about its order: one that certainly failed has none, and one
     * that does not stand where it was acknowledged is reported as that.
     */
    static boolean isComparable(Entry entry, long offset) {
        boolean elsewhere = entry.isAcknowledged() && entry.offset >= 0 && entry.offset != offset;
        return entry.sendState() != Page.FAILED && !elsewhere;
    }

    /**
     * Returns the first place that a message delivered at {@code offset} may have. Of a session that is not idempotent,
     * it may be the one that was acknowledged and that nobody read; where that was not told, it may be any.
     */
    static long firstPlace(OrderState state, Entry entry, long offset) {
        boolean mayBeElsewhere = entry.isAcknowledged() && !state.idempotent;
        return mayBeElsewhere ? Math.min(entry.offset, offset) : offset;
    }

    /**
     * Shows the next message.
     *
     * @param place the first place at which it was delivered
     * @param first the first place that it may have had
     */
    void next(
            OrderState before,
            long sequence,
            long place,
            long first,
            long invoke,
            long complete,
            boolean acknowledged) {
        boolean idempotent = before.idempotent;
        if (idempotent || acknowledged) {
            if (sequence < before.sequence) {
                wentBack(before, sequence, place, first, invoke, complete, idempotent);
            } else {
                before.advance(place);
                before.sequence = sequence;
                before.offset = place;
                before.sequenceInvokeNanos = invoke;
            }
        }
        if (acknowledged && complete < latestInvokeNanos) {
            checkTime(before, sequence, place, first, invoke, complete);
        }
        if (invoke > before.invokeNanos) {
            before.invokeNanos = invoke;
            before.invokedSequence = sequence;
            before.invokedOffset = place;
            if (invoke > latestInvokeNanos) {
                latestInvokeNanos = invoke;
                if (before != latest) {
                    secondLatest = latest;
                    latest = before;
                }
            } else if (before != latest && invoke > secondLatest.invokeNanos) {
                secondLatest = before;
            }
        }
    }

    private void wentBack(
            OrderState state, long sequence, long place, long first, long invoke, long complete, boolean idempotent) {
        OrderState.Reached later = state.reachedBefore(first);
        if (later.sequence() <= sequence) {
            return;
        }
        Event.SessionDefined defined = facts.session(state.session);
        boolean oneInFlight = defined != null && defined.maxInFlight() == 1;
        boolean promised = idempotent || oneInFlight || complete < later.invokeNanos();
        sink.reordered(
                new MessageKey(state.session, sequence),
                new MessageKey(state.session, later.sequence()),
                place,
                later.offset(),
                invoke,
                promised);
    }

    private void checkTime(OrderState state, long sequence, long place, long first, long invoke, long complete) {
        OrderState other = latest == state ? secondLatest : latest;
        if (complete < other.invokeNanos && other.invokedOffset < first) {
            sink.outOfTime(
                    new MessageKey(state.session, sequence),
                    new MessageKey(other.session, other.invokedSequence),
                    place,
                    other.invokedOffset,
                    invoke);
        }
    }
}
