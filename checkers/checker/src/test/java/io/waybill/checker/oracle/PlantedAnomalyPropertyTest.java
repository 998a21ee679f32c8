package io.waybill.checker.oracle;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.HistoryChecker;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One change to a good history, of which it is known what it makes of it. */
class PlantedAnomalyPropertyTest {

    /** Returns the event instead of a delivery, or none. */
    private interface Plant extends BiFunction<Event.Delivery, List<Event>, List<Event>> {}

    static Stream<Arguments> plants() {
        return Stream.of(
                plant("duplicate-delivery", (d, all) -> List.of(d, d)),
                plant("phantom-read", (d, all) -> List.of(renamed(d, new MessageId(0, d.partition(), 1L << 40)))),
                plant("corrupt-read", (d, all) -> List.of(renamed(d, new MessageId(MessageId.CORRUPT, 0, 0)))),
                plant("inconsistent-offset", (d, all) -> List.of(moved(d, d.offset() + (1L << 61)))),
                plant("aborted-read", (d, all) -> List.of(d)),
                plant("read-before-send", (d, all) -> List.of(d)));
    }

    private static Arguments plant(String kind, Plant plant) {
        return Arguments.of(kind, plant);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plants")
    void what_is_planted_is_seen(String kind, Plant plant) {
        new Property(
                        "PlantedAnomalyPropertyTest#what_is_planted_is_seen",
                        random -> planted(kind, plant, random),
                        history -> notSeen(kind, history))
                .holdsFor(100);
    }

    private static List<Event> planted(String kind, Plant plant, SplittableRandom random) {
        List<Event> history = new ArrayList<>();
        List<Event.Delivery> deliveries = List.of();
        while (deliveries.isEmpty()) {
            history = new ArrayList<>(RandomHistory.strict(random, 80));
            deliveries = acknowledged(history);
        }
        Event.Delivery chosen = deliveries.get(random.nextInt(deliveries.size()));
        int at = history.indexOf(chosen);
        history.remove(at);
        history.addAll(at, plant.apply(chosen, history));
        if (kind.equals("aborted-read") || kind.equals("read-before-send")) {
            history.replaceAll(event -> event instanceof Event.Send e && e.message().equals(chosen.message())
                    ? spoiled(e, kind, chosen)
                    : event);
        }
        return history;
    }

    /** Returns deliveries of idempotent sessions' acknowledged messages, that were delivered once. */
    private static List<Event.Delivery> acknowledged(List<Event> history) {
        Facts facts = new Facts(history);
        return facts.deliveries().stream()
                .filter(delivery -> facts.deliveries().stream()
                                .filter(each -> each.message().equals(delivery.message()))
                                .count()
                        == 1)
                .filter(delivery -> {
                    Event.Send send = facts.send(delivery.message());
                    return send != null
                            && !facts.isTorn()
                            && send.offset() >= 0
                            && facts.isAcknowledged(send)
                            && facts.isIdempotent(send.message().session(), false);
                })
                // At the very moment of a seek nothing is certain.
                .filter(delivery -> history.stream()
                        .noneMatch(event -> !(event instanceof Event.Delivery)
                                && !(event instanceof Event.Send)
                                && event.timeNanos() <= delivery.completeNanos()
                                && delivery.completeNanos() <= lastNanos(event)))
                .toList();
    }

    private static long lastNanos(Event event) {
        return event instanceof Event.Poll poll ? poll.completeNanos() : event.timeNanos();
    }

    private static Event spoiled(Event.Send e, String kind, Event.Delivery seen) {
        boolean early = kind.equals("read-before-send");
        long invoked = early ? seen.completeNanos() + 1 : e.timeNanos();
        return new Event.Send(
                e.message(),
                e.key(),
                e.transaction(),
                early ? e.outcome() : Outcome.fail("planted"),
                early ? e.offset() : Event.NO_OFFSET,
                null,
                invoked,
                Math.max(invoked, e.completeNanos()));
    }

    private static Event renamed(Event.Delivery e, MessageId message) {
        return new Event.Delivery(
                e.consumer(), e.partition(), e.offset(), message, -1, -1, -1, false, e.timeNanos(), e.completeNanos());
    }

    private static Event moved(Event.Delivery e, long offset) {
        return new Event.Delivery(
                e.consumer(), e.partition(), offset, e.message(), -1, -1, -1, false, e.timeNanos(), e.completeNanos());
    }

    private static List<String> notSeen(String kind, List<Event> history) {
        List<String> all = new ArrayList<>();
        if (!ReferenceChecker.judge(history, Set.of()).counts().containsKey(kind)) {
            all.add("the definitions: do not see " + kind);
        }
        if (!Comparison.counts(HistoryChecker.check(StoredHistory.of(history), CheckOptions.all(1)))
                .containsKey(kind)) {
            all.add("the checker: does not see " + kind);
        }
        return all;
    }
}
