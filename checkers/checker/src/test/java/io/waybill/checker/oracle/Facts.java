package io.waybill.checker.oracle;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plain questions that the definitions ask of a history, answered by looking through it. */
final class Facts {

    private final List<Event> events;
    private final List<Event.Send> sends = new ArrayList<>();
    private final List<Event.Delivery> deliveries = new ArrayList<>();
    private final Map<Integer, Event.PartitionDefined> partitions = new HashMap<>();
    private final Map<Integer, Event.SessionDefined> sessions = new HashMap<>();
    private final Map<Integer, Event.ConsumerDefined> consumers = new HashMap<>();
    private final List<Reading> readings = new ArrayList<>();
    private final Map<MessageId, Event.Send> sendOf = new HashMap<>();

    Facts(List<Event> recorded) {
        this.events = recorded.stream()
                .map(event -> event instanceof Event.Delivery e ? placed(e) : event)
                .toList();
        for (Event event : events) {
            if (event instanceof Event.Send e) {
                sends.add(e);
                sendOf.put(e.message(), e);
            } else if (event instanceof Event.Delivery e) {
                deliveries.add(e);
            } else if (event instanceof Event.PartitionDefined e) {
                partitions.put(e.id(), e);
            } else if (event instanceof Event.SessionDefined e) {
                sessions.put(e.id(), e);
            } else if (event instanceof Event.ConsumerDefined e) {
                consumers.put(e.id(), e);
            }
        }
        for (int consumer : consumers.keySet()) {
            for (int partition : partitions.keySet()) {
                if (isLog(partition)) {
                    readings.addAll(Reading.of(events, consumer, partition));
                }
            }
        }
    }

    /** A record of another partition is nobody's here. */
    private static Event.Delivery placed(Event.Delivery e) {
        if (!e.message().isOurs() || e.message().partition() == e.partition()) {
            return e;
        }
        MessageId misplaced =
                new MessageId(MessageId.MISPLACED, e.partition(), e.message().sequence());
        return new Event.Delivery(
                e.consumer(),
                e.partition(),
                e.offset(),
                misplaced,
                e.key(),
                e.transaction(),
                e.tag(),
                e.redelivered(),
                e.timeNanos(),
                e.completeNanos());
    }

    List<Event.Send> sends() {
        return sends;
    }

    List<Event.Delivery> deliveries() {
        return deliveries;
    }

    List<Reading> readings() {
        return readings;
    }

    boolean isLog(int partition) {
        Event.PartitionDefined defined = partitions.get(partition);
        return defined == null || defined.kind() == Event.PartitionKind.LOG;
    }

    List<Event.Delivery> logDeliveries() {
        return deliveries.stream().filter(each -> isLog(each.partition())).toList();
    }

    Event.@Nullable Send send(MessageId message) {
        return sendOf.get(message);
    }

    // ---- producers ---------------------------------------------------------------------------------------------

    /** A send that asked for no acknowledgement has none, whatever its client says. */
    boolean isAcknowledged(Event.Send send) {
        Event.SessionDefined session = sessions.get(send.message().session());
        return send.outcome().isOk() && (session == null || session.acks() != Event.Acks.NONE);
    }

    boolean isIdempotent(int session, boolean whereNotDeclared) {
        Event.SessionDefined defined = sessions.get(session);
        return defined == null ? whereNotDeclared : defined.idempotent();
    }

    int maxInFlight(int session) {
        Event.SessionDefined defined = sessions.get(session);
        return defined == null ? 0 : defined.maxInFlight();
    }

    /** The send may have been recorded in a part that is lost, or not have been answered. */
    boolean maySendBeMissing(MessageId message) {
        boolean anyReserved = false;
        for (Event event : events) {
            if (event instanceof Event.Reservation e
                    && e.session() == message.session()
                    && e.partition() == message.partition()) {
                anyReserved = true;
                if (message.sequence() < e.limit()) {
                    return true;
                }
            }
        }
        return isTorn() && !anyReserved;
    }

    boolean isTorn() {
        return events.stream().noneMatch(Event.Closed.class::isInstance);
    }

    private boolean ended(int transaction, boolean commit, boolean orInfo) {
        return events.stream()
                .anyMatch(event -> event instanceof Event.TransactionEnded e
                        && e.transaction() == transaction
                        && e.commit() == commit
                        && (e.outcome().isOk() || (orInfo && e.outcome().isInfo())));
    }

    boolean isAborted(int transaction) {
        return transaction != Event.NONE && ended(transaction, false, false) && !ended(transaction, true, true);
    }

    boolean isNotCertainlyCommitted(int transaction) {
        return transaction != Event.NONE && (!ended(transaction, true, false) || ended(transaction, false, false));
    }

    // ---- consumers ---------------------------------------------------------------------------------------------

    String scope(int consumer) {
        Event.ConsumerDefined defined = consumers.get(consumer);
        return defined == null ? "consumer " + consumer : defined.scope();
    }

    Set<String> scopes() {
        Set<String> scopes = new TreeSet<>();
        consumers.values().forEach(consumer -> scopes.add(consumer.scope()));
        return scopes;
    }

    boolean readsCommitted(int consumer) {
        Event.ConsumerDefined defined = consumers.get(consumer);
        return defined != null && defined.isolation() == Event.Isolation.READ_COMMITTED;
    }

    /** A scope reads the logs that one of its consumers was assigned, stood in, or was handed something from. */
    boolean scopeReads(String scope, int partition) {
        return isLog(partition) && events.stream().anyMatch(event -> isReadingBy(scope, partition, event));
    }

    private boolean isReadingBy(String scope, int partition, Event event) {
        if (event instanceof Event.Assigned e) {
            return scope(e.consumer()).equals(scope) && e.partitions().contains(partition);
        }
        if (event instanceof Event.Positioned e) {
            return scope(e.consumer()).equals(scope) && e.partition() == partition;
        }
        return event instanceof Event.Delivery e && scope(e.consumer()).equals(scope) && e.partition() == partition;
    }

    Stream<Event.Delivery> deliveriesTo(String scope, int partition) {
        return logDeliveries().stream()
                .filter(each ->
                        each.partition() == partition && scope(each.consumer()).equals(scope));
    }

    boolean isCovered(String scope, int partition, long offset) {
        return readings.stream()
                .anyMatch(each -> each.partition() == partition
                        && scope(each.consumer()).equals(scope)
                        && (each.wentOver(offset) || each.handedOut(offset)));
    }

    boolean isPassed(String scope, int partition, long offset) {
        return isCovered(scope, partition, offset)
                || readings.stream()
                        .anyMatch(each -> each.partition() == partition
                                && scope(each.consumer()).equals(scope)
                                && isBehindTheEnd(each, offset));
    }

    /** Whoever read a log to its end, as that was told after all sends and answers, passed what is behind it. */
    private boolean isBehindTheEnd(Reading reading, long offset) {
        Optional<Event.BrokerFact> end = events.stream()
                .filter(event -> event instanceof Event.BrokerFact fact
                        && fact.kind() == Event.FactKind.LOG_END
                        && fact.partition() == reading.partition())
                .map(Event.BrokerFact.class::cast)
                .reduce((one, other) -> other.timeNanos() >= one.timeNanos() ? other : one);
        return end.isPresent()
                && events.stream().noneMatch(Event.TransactionBegun.class::isInstance)
                && sends.stream()
                        .filter(send -> send.message().partition() == reading.partition())
                        .allMatch(send -> isBefore(send, end.get().timeNanos()))
                && end.get().offset() <= offset
                && reading.reached().stream()
                        .anyMatch(position -> position >= end.get().offset());
    }

    private static boolean isBefore(Event.Send send, long nanos) {
        return send.timeNanos() < nanos && (send.completeNanos() < nanos || send.completeNanos() == Event.NEVER);
    }

    /** Returns where a message was delivered in its log, by anybody, in ascending order. */
    Set<Long> offsetsOf(MessageId message) {
        Set<Long> offsets = new TreeSet<>();
        for (Event.Delivery each : logDeliveries()) {
            if (each.message().equals(message)) {
                offsets.add(each.offset());
            }
        }
        return offsets;
    }

    /** Returns the highest offset that the log's start is known to have reached; what is below may be gone. */
    long logStart(int partition) {
        return events.stream()
                .filter(event -> event instanceof Event.BrokerFact fact
                        && fact.kind() == Event.FactKind.LOG_START
                        && fact.partition() == partition)
                .mapToLong(event -> ((Event.BrokerFact) event).offset())
                .max()
                .orElse(0);
    }
}
