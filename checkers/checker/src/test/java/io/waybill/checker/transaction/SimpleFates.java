package io.waybill.checker.transaction;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.TransactionFates;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells a judge the fates of messages in the plainest way: what stands below the furthest delivery was passed. */
final class SimpleFates {

    private SimpleFates() {}

    static void tell(List<Event> events, HistoryFacts facts, TransactionFates judge) {
        Map<MessageId, Event.Send> sends = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Event.Send send && send.transaction() != Event.NONE) {
                sends.put(send.message(), send);
            }
        }
        Map<Integer, Long> furthest = new HashMap<>();
        Map<Integer, Long> starts = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Event.Positioned start) {
                starts.put(start.consumer(), start.offset());
            }
            if (event instanceof Event.Delivery delivery) {
                furthest.merge(delivery.consumer(), delivery.offset(), Math::max);
                Event.Send send = sends.get(delivery.message());
                if (send != null) {
                    judge.delivered(
                            send.transaction(),
                            send.message(),
                            delivery.offset(),
                            delivery.consumer(),
                            delivery.timeNanos(),
                            delivery.completeNanos());
                }
            }
        }
        for (Event.Send send : sends.values()) {
            boolean aborted = facts.transaction(send.transaction()) == HistoryFacts.TransactionState.ABORTED;
            if (aborted || !send.outcome().isOk()) {
                continue;
            }
            furthest.forEach((consumer, offset) -> {
                boolean handed = events.stream()
                        .anyMatch(event ->
                                event instanceof Event.Delivery d && d.message().equals(send.message()));
                boolean from = send.offset() >= starts.getOrDefault(consumer, Long.MAX_VALUE);
                if (from && send.offset() < offset && !handed) {
                    judge.missed(send.transaction(), send.message(), send.offset(), consumer);
                }
            });
        }
    }
}
