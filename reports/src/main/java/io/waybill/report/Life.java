package io.waybill.report;

import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.Names;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.file.HistoryReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The life of one message, healthy or not: everything that was recorded of it, in the order of the times.
 *
 * @param message its name
 * @param place where it was to go: {@code orders-3}
 * @param facts what became of it, a few words each: {@code acknowledged @1187}, {@code delivered once to billing}
 * @param story its steps, with what explains them
 * @param offset where it stands, or {@link Event#NO_OFFSET}
 */
public record Life(String message, String place, List<String> facts, Story story, long offset) {

    public Life {
        facts = List.copyOf(facts);
    }

    /** Returns the life of a message. */
    public static Life of(MessageId id, Judgement judgement, HistoryReader history) {
        List<Event> events = new ArrayList<>(Rows.of(history, id));
        transaction(events).ifPresent(transaction -> addTransaction(history, transaction, events));
        history.eachEvent(event -> {
            if (event instanceof Event.Settlement settlement
                    && settlement.message().equals(id)) {
                events.add(settlement);
            }
        });
        events.sort(Comparator.comparingLong(Event::timeNanos));
        Circumstances circumstances = Circumstances.read(judgement, history, Set.of(id), Set.of(id.partition()));
        Names names = judgement.names();
        List<String> facts = facts(events, names);
        Storyteller teller = new Storyteller(judgement, circumstances);
        // What went wrong with it is the better story: it has who read past it, and when.
        Story story = judgement.anomalies().stream()
                .flatMap(group -> group.witnesses().stream())
                .filter(anomaly -> anomaly.message().filter(id::equals).isPresent())
                .findFirst()
                .map(teller::tell)
                .orElseGet(() -> teller.tell(id, events, String.join(", ", facts)));
        return new Life(names.message(id), names.partition(id.partition()), facts, story, offset(events));
    }

    private static Optional<Integer> transaction(List<Event> events) {
        return events.stream()
                .filter(Event.Send.class::isInstance)
                .map(event -> ((Event.Send) event).transaction())
                .filter(transaction -> transaction != Event.NONE)
                .findFirst();
    }

    private static void addTransaction(HistoryReader history, int transaction, List<Event> events) {
        history.eachEvent(event -> {
            if (event instanceof Event.TransactionBegun begun && begun.transaction() == transaction) {
                events.add(begun);
            } else if (event instanceof Event.TransactionEnded ended && ended.transaction() == transaction) {
                events.add(ended);
            }
        });
    }

    private static long offset(List<Event> events) {
        long offset = Event.NO_OFFSET;
        for (Event event : events) {
            if (event instanceof Event.Send send && send.offset() != Event.NO_OFFSET) {
                return send.offset();
            }
            if (event instanceof Event.Delivery delivery && offset == Event.NO_OFFSET) {
                offset = delivery.offset();
            }
        }
        return offset;
    }

    private static List<String> facts(List<Event> events, Names names) {
        List<String> facts = new ArrayList<>();
        Optional<Event.Send> sent = events.stream()
                .filter(Event.Send.class::isInstance)
                .map(Event.Send.class::cast)
                .findFirst();
        facts.add(sent.map(send -> send(send, facts, names)).orElse("no send of it was recorded"));
        Set<String> scopes = new TreeSet<>();
        names.consumers().values().forEach(consumer -> scopes.add(consumer.scope()));
        Map<String, Long> deliveries = new TreeMap<>();
        scopes.forEach(scope -> deliveries.put(scope, 0L));
        long first = Long.MAX_VALUE;
        for (Event event : events) {
            if (event instanceof Event.Delivery delivery) {
                deliveries.merge(names.scope(delivery.consumer()), 1L, Long::sum);
                first = Math.min(first, Storyteller.end(delivery));
            }
        }
        deliveries.forEach((scope, count) -> facts.add(delivered(scope, count)));
        if (sent.isPresent() && first != Long.MAX_VALUE && first > sent.get().timeNanos()) {
            facts.add("first "
                    + Wording.duration(Duration.ofNanos(first - sent.get().timeNanos())) + " after its send");
        }
        return facts;
    }

    private static String send(Event.Send send, List<String> facts, Names names) {
        if (send.key() != Event.NONE) {
            facts.add("key " + names.key(send.key()));
        }
        return send.outcome()
                .match(
                        ok -> send.offset() == Event.NO_OFFSET ? "acknowledged" : "acknowledged @" + send.offset(),
                        fail -> "refused (" + fail.reason() + ")",
                        info -> "no reply to its send");
    }

    private static String delivered(String scope, long count) {
        if (count == 0) {
            return "not delivered to " + scope;
        }
        return count == 1 ? "delivered once to " + scope : "delivered " + Wording.number(count) + " times to " + scope;
    }
}
