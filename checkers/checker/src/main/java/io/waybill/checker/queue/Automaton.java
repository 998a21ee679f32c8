package io.waybill.checker.queue;

import io.waybill.history.Event;
import java.util.Map;

/**
 * What may become of one message of a queue.
 *
 * <pre>
 *   READY ── delivery ──► IN FLIGHT ── ack, nack ──────────────────► GONE
 *     ▲                       │
 *     └── requeue, close, visibility timeout, or an indeterminate settlement ──┘
 * </pre>
 *
 * <p>A second delivery is legal if and only if the message may be READY again by then. Each pair of deliveries is
 * decided on its own: whether the earlier one may have been returned before the later poll came back. An indeterminate
 * settlement allows both: the message may be gone (then nothing follows) or, having failed, may come again.
 */
final class Automaton {

    /** What a repeated delivery is. */
    enum Repeat {
        /** The first one may have been returned. */
        LEGAL,
        /** The first one was settled for good, and the broker had confirmed that. */
        AFTER_SETTLEMENT,
        /** The first one's holder still had it. */
        IN_FLIGHT,
        /** Its holder seems to have had it, but the broker says that it had been returned. */
        SAID_TO_BE_RETURNED,
        /** Whoever is handed a message of this queue consumes it. */
        CONSUMED
    }

    private final Handovers entries;
    private final Map<Integer, Long> closes;
    private final long visibilityNanos;

    /**
     * Creates the automaton of a queue.
     *
     * @param closes when each consumer ended that did
     * @param visibilityNanos after how long a holder loses what it has not settled; {@link Event#NEVER} for never
     */
    Automaton(Handovers entries, Map<Integer, Long> closes, long visibilityNanos) {
        this.entries = entries;
        this.closes = closes;
        this.visibilityNanos = visibilityNanos;
    }

    /**
     * Decides a later delivery against an earlier one of the message whose entries are {@code from} to {@code to - 1}.
     */
    Repeat decide(int from, int to, int first, int again) {
        if (settlement(from, to, first, again) >= 0) {
            return Repeat.AFTER_SETTLEMENT;
        }
        // Of two polls that returned at one time either may have been first.
        boolean tied = entries.complete(first) == entries.complete(again);
        if (tied && mayBeReturned(from, to, again, entries.complete(first))) {
            return Repeat.LEGAL;
        }
        long until = entries.complete(again);
        if (mayBeReturned(from, to, first, until)) {
            return Repeat.LEGAL;
        }
        if (entries.consumesWhatItIsHanded(first)) {
            return Repeat.CONSUMED;
        }
        return entries.isMarked(again) && !isAcceptedAfter(from, to, first, until)
                ? Repeat.SAID_TO_BE_RETURNED
                : Repeat.IN_FLIGHT;
    }

    private boolean mayBeReturned(int from, int to, int delivery, long until) {
        boolean lapsed = closedBy(delivery, until) || timedOutBy(delivery, until);
        boolean returned = false;
        for (int at = from; at < to; at++) {
            if (entries.settles(at, delivery)) {
                // A settlement for good that took effect leaves nothing to be handed out, however it overlaps.
                long complete = entries.complete(at);
                lapsed &= !entries.isFinal(at) || closedBy(delivery, complete) || timedOutBy(delivery, complete);
                returned |= entries.invoke(at) <= until && !entries.isFinal(at);
            }
        }
        return lapsed || returned;
    }

    private boolean isAcceptedAfter(int from, int to, int delivery, long nanos) {
        boolean accepted = false;
        for (int at = from; at < to; at++) {
            accepted |= entries.settles(at, delivery) && entries.invoke(at) > nanos && entries.isAccepted(at);
        }
        return accepted;
    }

    /** Returns the settlement of {@code first} that makes {@code again} illegal, or -1. */
    int settlement(int from, int to, int first, int again) {
        for (int at = from; at < to; at++) {
            if (entries.isFinal(at)
                    && entries.settles(at, first)
                    && entries.complete(at) < entries.invoke(again)
                    && !closedBy(first, entries.complete(at))
                    && !timedOutBy(first, entries.complete(at))
                    && !disturbed(from, to, first, at, again)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether the message may have been returned, or was with somebody else, before it was settled. */
    private boolean disturbed(int from, int to, int first, int settlement, int again) {
        for (int at = from; at < to; at++) {
            boolean other = entries.isDelivery(at) && at != first && at != again;
            if (other
                    && entries.complete(at) >= entries.complete(first)
                    && entries.invoke(at) <= entries.complete(settlement)) {
                return true;
            }
            if (entries.mayRequeue(at) && entries.settles(at, first)) {
                return true;
            }
        }
        return false;
    }

    private boolean closedBy(int delivery, long untilNanos) {
        return closes.getOrDefault(entries.consumer(delivery), Event.NEVER) <= untilNanos;
    }

    private boolean timedOutBy(int delivery, long untilNanos) {
        return visibilityNanos != Event.NEVER && untilNanos - entries.invoke(delivery) >= visibilityNanos;
    }
}
