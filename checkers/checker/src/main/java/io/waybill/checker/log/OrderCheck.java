package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.Event;
import java.util.ArrayDeque;

/**
 * Compares each message with what stands before it in the log. Is shown the messages in the order of their places, each
 * once, at the first place at which it was delivered.
 */
final class OrderCheck {

    private static final SessionWindow NOBODY = new SessionWindow(-1, false, new ArrayDeque<>());

    private final HistoryFacts facts;
    private final PassSink sink;

    /** The session with the latest invocation so far, and the one with the latest of all others. */
    private SessionWindow latest = NOBODY;

    private long latestInvokeNanos = Long.MIN_VALUE;

    private SessionWindow secondLatest = NOBODY;

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
    static long firstPlace(SessionWindow window, Entry entry, long offset) {
        boolean mayBeElsewhere = entry.isAcknowledged() && !window.idempotent;
        return mayBeElsewhere ? Math.min(entry.offset, offset) : offset;
    }

    /**
     * Shows the next message.
     *
     * @param place the first place at which it was delivered
     * @param first the first place that it may have had
     */
    void next(
            SessionWindow window,
            long sequence,
            long place,
            long first,
            long invoke,
            long complete,
            boolean acknowledged) {
        OrderState before = window.order;
        boolean idempotent = window.idempotent;
        if (idempotent || acknowledged) {
            if (sequence < before.sequence) {
                wentBack(window, sequence, place, first, invoke, complete, idempotent);
            } else {
                before.advance(place);
                before.sequence = sequence;
                before.offset = place;
                before.sequenceInvokeNanos = invoke;
            }
        }
        if (acknowledged && complete < latestInvokeNanos) {
            checkTime(window, sequence, place, first, invoke, complete);
        }
        if (invoke > before.invokeNanos) {
            before.invokeNanos = invoke;
            before.invokedSequence = sequence;
            before.invokedOffset = place;
            if (invoke > latestInvokeNanos) {
                latestInvokeNanos = invoke;
                if (window != latest) {
                    secondLatest = latest;
                    latest = window;
                }
            } else if (window != latest && invoke > secondLatest.order.invokeNanos) {
                secondLatest = window;
            }
        }
    }

    private void wentBack(
            SessionWindow window,
            long sequence,
            long place,
            long first,
            long invoke,
            long complete,
            boolean idempotent) {
        OrderState.Reached later = window.order.reachedBefore(first);
        if (later.sequence() <= sequence) {
            return;
        }
        Event.SessionDefined defined = facts.session(window.session);
        boolean oneInFlight = defined != null && defined.maxInFlight() == 1;
        boolean promised = idempotent || oneInFlight || complete < later.invokeNanos();
        sink.reordered(
                new MessageKey(window.session, sequence),
                new MessageKey(window.session, later.sequence()),
                place,
                later.offset(),
                invoke,
                promised);
    }

    private void checkTime(SessionWindow window, long sequence, long place, long first, long invoke, long complete) {
        SessionWindow other = latest == window ? secondLatest : latest;
        if (complete < other.order.invokeNanos && other.order.invokedOffset < first) {
            sink.outOfTime(
                    new MessageKey(window.session, sequence),
                    new MessageKey(other.session, other.order.invokedSequence),
                    place,
                    other.order.invokedOffset,
                    invoke);
        }
    }
}
