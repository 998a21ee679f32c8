package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.Event;
import java.util.ArrayDeque;

/**
 * Compares each message with what stands before it in the log. Is shown the messages in the order of their places, each
 * once, at the first place at which it was delivered.
 */
final class OrderCheck {

    private static final SessionWindow NOBODY = new SessionWindow(-1, new ArrayDeque<>());

    private final HistoryFacts facts;
    private final PassSink sink;

    /** The session with the latest invocation so far, and the one with the latest of all others. */
    private SessionWindow latest = NOBODY;

    private SessionWindow secondLatest = NOBODY;

    OrderCheck(HistoryFacts facts, PassSink sink) {
        this.facts = facts;
        this.sink = sink;
    }

    /**
     * Returns the first place of a message that is delivered at {@code offset}. Of a session that is not idempotent, it
     * may be the one that was acknowledged and that nobody read.
     */
    static long place(HistoryFacts facts, SessionWindow window, Entry entry, long offset) {
        boolean mayBeElsewhere =
                entry.isAcknowledged() && entry.offset >= 0 && !facts.isIdempotent(window.session, false);
        return mayBeElsewhere ? Math.min(entry.offset, offset) : offset;
    }

    /**
     * Shows the next message.
     *
     * @param place its first place; of a message that may have been appended before, that first one
     */
    void next(SessionWindow window, long sequence, long place, long invoke, long complete, boolean acknowledged) {
        OrderState before = window.order;
        if (sequence < before.sequence) {
            wentBack(window, sequence, place, invoke, complete, acknowledged);
        } else {
            before.sequence = sequence;
            before.offset = place;
        }
        if (acknowledged) {
            if (complete < latest.order.invokeNanos) {
                checkTime(window, sequence, place, invoke, complete);
            }
            if (sequence > before.ackedSequence) {
                before.ackedSequence = sequence;
                before.ackedOffset = place;
                before.ackedInvokeNanos = invoke;
            }
        }
        if (invoke > before.invokeNanos) {
            before.invokeNanos = invoke;
            before.invokedSequence = sequence;
            before.invokedOffset = place;
            if (window != latest && invoke > latest.order.invokeNanos) {
                secondLatest = latest;
                latest = window;
            } else if (window != latest && invoke > secondLatest.order.invokeNanos) {
                secondLatest = window;
            }
        }
    }

    private void wentBack(
            SessionWindow window, long sequence, long place, long invoke, long complete, boolean acknowledged) {
        OrderState before = window.order;
        MessageKey key = new MessageKey(window.session, sequence);
        if (facts.isIdempotent(window.session, false)) {
            if (before.offset < place) {
                MessageKey later = new MessageKey(window.session, before.sequence);
                sink.reordered(key, later, place, before.offset, invoke, true);
            }
            return;
        }
        Event.SessionDefined defined = facts.session(window.session);
        boolean oneInFlight = defined != null && defined.maxInFlight() == 1;
        boolean inTurn = acknowledged
                && sequence < before.ackedSequence
                && before.ackedOffset < place
                && (oneInFlight || complete < before.ackedInvokeNanos);
        if (inTurn) {
            MessageKey later = new MessageKey(window.session, before.ackedSequence);
            sink.reordered(key, later, place, before.ackedOffset, invoke, true);
        } else if (!oneInFlight && before.offset < place) {
            MessageKey later = new MessageKey(window.session, before.sequence);
            sink.reordered(key, later, place, before.offset, invoke, false);
        }
    }

    private void checkTime(SessionWindow window, long sequence, long place, long invoke, long complete) {
        SessionWindow other = latest == window ? secondLatest : latest;
        if (complete < other.order.invokeNanos && other.order.invokedOffset < place) {
            sink.outOfTime(
                    new MessageKey(window.session, sequence),
                    new MessageKey(other.session, other.order.invokedSequence),
                    place,
                    other.order.invokedOffset,
                    invoke);
        }
    }
}
