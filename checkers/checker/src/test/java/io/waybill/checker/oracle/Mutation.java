package io.waybill.checker.oracle;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Spoils a history: deletes, duplicates, swaps or alters one event at a time, so that both checkers have work. */
final class Mutation {

    private final SplittableRandom random;
    private final List<Event> events;

    private Mutation(List<Event> events, SplittableRandom random) {
        this.events = new ArrayList<>(events);
        this.random = random;
    }

    /** Returns the history with up to four events changed. */
    static List<Event> spoil(List<Event> history, SplittableRandom random) {
        Mutation mutation = new Mutation(history, random);
        int changes = random.nextInt(5);
        for (int change = 0; change < changes; change++) {
            mutation.one();
        }
        mutation.letTimesAscend();
        mutation.letSendsAscend();
        return mutation.events;
    }

    /** The deliveries of a consumer from a partition are recorded in the order in which it was handed them. */
    private void letTimesAscend() {
        Map<String, Long> last = new HashMap<>();
        for (int at = 0; at < events.size(); at++) {
            if (events.get(at) instanceof Event.Delivery e) {
                String lane = e.consumer() + "/" + e.partition();
                long returned = Math.max(e.completeNanos(), last.getOrDefault(lane, 0L));
                last.put(lane, returned);
                events.set(at, delivery(e, e.offset(), e.message(), e.timeNanos(), returned));
            }
        }
    }

    /** A session gives out its sequences in the order in which its sends are invoked. */
    private void letSendsAscend() {
        List<Event.Send> sends = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.Send e) {
                sends.add(e);
            }
        }
        sends.sort(Comparator.comparingLong(e -> e.message().sequence()));
        Map<String, Long> last = new HashMap<>();
        for (Event.Send e : sends) {
            String lane = e.message().session() + "/" + e.message().partition();
            long invoked = Math.max(e.timeNanos(), last.getOrDefault(lane, 0L));
            last.put(lane, invoked);
            long completed = Math.max(e.completeNanos(), invoked);
            Event.Send ascending = new Event.Send(
                    e.message(), e.key(), e.transaction(), e.outcome(), e.offset(), null, invoked, completed);
            events.set(events.indexOf(e), ascending);
        }
    }

    private void one() {
        int at = random.nextInt(events.size());
        Event event = events.get(at);
        if (event instanceof Event.SessionDefined e) {
            events.set(at, declaredOtherwise(e));
        } else if (event instanceof Event.ConsumerDefined e) {
            events.set(at, new Event.ConsumerDefined(e.id(), e.name(), "scope0", otherIsolation(), e.timeNanos()));
        } else if (event instanceof Event.PartitionDefined) {
            loseAllDeliveriesOfOne();
        } else if (event instanceof Event.BrokerFact e && e.kind() == Event.FactKind.LOG_END) {
            cutBack(e);
        } else {
            operation(at, event);
        }
    }

    private void operation(int at, Event event) {
        switch (random.nextInt(5)) {
            case 0 -> events.remove(at);
            case 1 -> {
                if (!(event instanceof Event.Send)) {
                    // A message is sent once; what is recorded of it twice is no history.
                    events.add(at + random.nextInt(Math.min(5, events.size() - at)) + 1, event);
                }
            }
            case 2 -> swap(at);
            default -> {
                if (event instanceof Event.Send e) {
                    events.set(at, altered(e));
                } else if (event instanceof Event.Delivery e) {
                    events.set(at, altered(e));
                } else if (event instanceof Event.Positioned e) {
                    events.set(at, altered(e));
                }
            }
        }
    }

    private void swap(int at) {
        int other = Math.min(events.size() - 1, at + 1 + random.nextInt(4));
        Event first = events.get(at);
        Event second = events.get(other);
        if (!isDefinition(first) && !isDefinition(second)) {
            boolean timesToo =
                    random.nextBoolean() && first instanceof Event.Delivery && second instanceof Event.Delivery;
            events.set(at, timesToo ? at((Event.Delivery) second, (Event.Delivery) first) : second);
            events.set(other, timesToo ? at((Event.Delivery) first, (Event.Delivery) second) : first);
        }
    }

    private static boolean isDefinition(Event event) {
        return event instanceof Event.SessionDefined
                || event instanceof Event.ConsumerDefined
                || event instanceof Event.PartitionDefined;
    }

    /** Returns {@code what} at the times of {@code when}. */
    private static Event.Delivery at(Event.Delivery what, Event.Delivery when) {
        return delivery(what, what.offset(), what.message(), when.timeNanos(), when.completeNanos());
    }

    private void loseAllDeliveriesOfOne() {
        List<Event.Delivery> deliveries = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.Delivery e) {
                deliveries.add(e);
            }
        }
        if (!deliveries.isEmpty()) {
            MessageId lost = deliveries.get(random.nextInt(deliveries.size())).message();
            events.removeIf(
                    event -> event instanceof Event.Delivery e && e.message().equals(lost));
        }
    }

    /** The log loses its last records, and whoever read to its end finds that further in front. */
    private void cutBack(Event.BrokerFact told) {
        long end = Math.max(0, told.offset() - 1 - random.nextInt(4));
        events.removeIf(
                event -> event instanceof Event.Delivery e && e.partition() == told.partition() && e.offset() >= end);
        for (int at = 0; at < events.size(); at++) {
            Event event = events.get(at);
            if (event.equals(told)) {
                events.set(at, endsAt(told, end));
            } else if (event instanceof Event.Positioned e
                    && e.partition() == told.partition()
                    && e.offset() > end
                    && random.nextInt(8) != 0) {
                events.set(at, new Event.Positioned(e.consumer(), e.partition(), end, e.reason(), e.timeNanos()));
            }
        }
    }

    private static Event.BrokerFact endsAt(Event.BrokerFact told, long end) {
        return new Event.BrokerFact(
                told.kind(),
                told.partition(),
                told.node(),
                told.epoch(),
                end,
                told.nodes(),
                told.source(),
                told.timeNanos());
    }

    private Event.SessionDefined declaredOtherwise(Event.SessionDefined e) {
        Event.Acks[] acks = {Event.Acks.ALL, Event.Acks.LEADER, Event.Acks.NONE};
        return new Event.SessionDefined(
                e.id(),
                e.name(),
                random.nextBoolean(),
                acks[random.nextInt(acks.length)],
                random.nextInt(3),
                e.transactionalId(),
                e.epoch(),
                e.timeNanos(),
                e.completeNanos());
    }

    private Event.Isolation otherIsolation() {
        return random.nextBoolean() ? Event.Isolation.READ_COMMITTED : Event.Isolation.READ_UNCOMMITTED;
    }

    private Event.Send altered(Event.Send e) {
        Outcome outcome = e.outcome();
        long offset = e.offset();
        long invoke = e.timeNanos();
        long complete = e.completeNanos();
        switch (random.nextInt(6)) {
            case 0 -> outcome = Outcome.fail("altered");
            case 1 -> outcome = Outcome.info("altered");
            case 2 -> offset = Math.max(0, offset + random.nextInt(5) - 2);
            case 3 -> offset = Event.NO_OFFSET;
            case 4 -> {
                invoke += random.nextInt(60);
                complete = Math.max(complete, invoke);
            }
            default -> {
                outcome = Outcome.ok();
                offset = Math.max(0, nearbyOffset(e.offset()));
            }
        }
        boolean placed = outcome.isOk();
        return new Event.Send(
                e.message(),
                e.key(),
                e.transaction(),
                outcome,
                placed ? offset : Event.NO_OFFSET,
                null,
                invoke,
                complete);
    }

    private Event.Delivery altered(Event.Delivery e) {
        return switch (random.nextInt(7)) {
            case 0 -> delivery(e, nearbyOffset(e.offset()), e.message(), e.timeNanos(), e.completeNanos());
            case 1 -> {
                long offset = Math.max(0, e.offset() + random.nextInt(5) - 2);
                yield delivery(e, offset, e.message(), e.timeNanos(), e.completeNanos());
            }
            case 2 -> named(e, new MessageId(MessageId.FOREIGN - random.nextInt(3), e.partition(), 0));
            case 3 -> {
                long sequence = Math.max(0, e.message().sequence() + random.nextInt(5) - 2);
                yield named(e, new MessageId(Math.max(0, e.message().session()), e.partition(), sequence));
            }
            case 4 -> named(e, anotherMessage(e));
            case 5 -> {
                long earlier = Math.max(0, e.timeNanos() - random.nextInt(80));
                yield delivery(e, e.offset(), e.message(), earlier, earlier + random.nextInt(4));
            }
            default -> delivery(e, e.offset(), e.message(), e.timeNanos(), e.completeNanos() + random.nextInt(40));
        };
    }

    private MessageId anotherMessage(Event.Delivery e) {
        for (int tries = 0; tries < 10; tries++) {
            Event other = events.get(random.nextInt(events.size()));
            if (other instanceof Event.Send send && send.message().partition() == e.partition()) {
                return send.message();
            }
        }
        return e.message();
    }

    private long nearbyOffset(long otherwise) {
        for (int tries = 0; tries < 10; tries++) {
            if (events.get(random.nextInt(events.size())) instanceof Event.Delivery other) {
                return other.offset();
            }
        }
        return otherwise;
    }

    private Event.Positioned altered(Event.Positioned e) {
        Event.PositionReason[] reasons = Event.PositionReason.values();
        long offset = random.nextBoolean() ? nearbyOffset(e.offset()) : Math.max(0, e.offset() + random.nextInt(5) - 2);
        return new Event.Positioned(
                e.consumer(), e.partition(), offset, reasons[random.nextInt(reasons.length)], e.timeNanos());
    }

    private static Event.Delivery named(Event.Delivery e, MessageId message) {
        return delivery(e, e.offset(), message, e.timeNanos(), e.completeNanos());
    }

    private static Event.Delivery delivery(
            Event.Delivery e, long offset, MessageId message, long invoke, long complete) {
        return new Event.Delivery(
                e.consumer(),
                e.partition(),
                offset,
                message,
                e.key(),
                e.transaction(),
                e.tag(),
                e.redelivered(),
                invoke,
                complete);
    }
}
