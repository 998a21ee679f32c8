package io.waybill.checker.recovery;

import io.waybill.history.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The time from a fault's end until everything has to work again, and what was seen in it of each partition. */
final class Window {

    private final Event.FaultStopped ended;
    private final long boundNanos;
    private final Map<Integer, Seen> partitions = new TreeMap<>();
    private final Map<Long, Long> firstSequences = new HashMap<>();

    Window(Event.FaultStopped ended, long boundNanos) {
        this.ended = ended;
        this.boundNanos = boundNanos;
    }

    Event.FaultStopped ended() {
        return ended;
    }

    long from() {
        return ended.completeNanos();
    }

    long until() {
        return from() + boundNanos;
    }

    /** Returns whether something that began then was asked for in this window. */
    boolean contains(long nanos) {
        return nanos > from() && nanos <= until();
    }

    Map<Integer, Seen> partitions() {
        return partitions;
    }

    private boolean isEarly(long nanos) {
        return nanos <= from() + boundNanos / 2;
    }

    private Seen of(int partition) {
        return partitions.computeIfAbsent(partition, p -> new Seen());
    }

    /** Notes a send that was invoked after the fault's end. */
    void send(Event.Send send) {
        long pair = (long) send.message().session() << 32 | send.message().partition();
        firstSequences.merge(pair, send.message().sequence(), Math::min);
        Seen seen = of(send.message().partition());
        boolean accepted = send.outcome().isOk() && send.completeNanos() <= until();
        if (accepted && (seen.accepted == null || send.completeNanos() < seen.accepted.completeNanos())) {
            seen.accepted = send;
        }
        if (isEarly(send.timeNanos())) {
            seen.triedEarly = seen.triedEarly == null ? send : seen.triedEarly;
        } else if (seen.triedLate == null) {
            seen.triedLate = send;
        }
    }

    /** Notes a delivery by a poll that returned in this window; whether it shows recovery, {@link #isNew} says. */
    void delivery(Event.Delivery delivery) {
        Seen seen = of(delivery.partition());
        seen.delivered |= isNew(delivery);
        poll(delivery.partition(), delivery, delivery.timeNanos());
    }

    private boolean isNew(Event.Delivery delivery) {
        long pair =
                (long) delivery.message().session() << 32 | delivery.message().partition();
        Long first = firstSequences.get(pair);
        return first != null && delivery.message().sequence() >= first;
    }

    /** Notes that a consumer of a partition polled. */
    void poll(int partition, Event poll, long nanos) {
        Seen seen = of(partition);
        if (!isEarly(nanos) && seen.polledLate == null) {
            seen.polledLate = poll;
        }
    }

    /** Returns whether acknowledged early enough for consumers to have had a chance. */
    boolean isEarly(Event.Send accepted) {
        return isEarly(accepted.completeNanos());
    }

    /** What was seen of one partition. */
    static final class Seen {
        private Event.@Nullable Send accepted;
        private boolean delivered;
        private Event.@Nullable Send triedEarly;
        private Event.@Nullable Send triedLate;
        private @Nullable Event polledLate;

        /** Returns the first message that was accepted in time. */
        Optional<Event.Send> accepted() {
            return Optional.ofNullable(accepted);
        }

        boolean isDelivered() {
            return delivered;
        }

        /** Returns an attempt to send in the first half of the time and one in the second, or nothing. */
        List<Event> attempts() {
            return triedEarly == null || triedLate == null ? List.of() : List.of(triedEarly, triedLate);
        }

        /** Returns a poll in the second half of the time. */
        List<Event> polled() {
            return polledLate == null ? List.of() : List.of(polledLate);
        }
    }
}
