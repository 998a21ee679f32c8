package io.waybill.checker.oracle;

import io.waybill.history.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts spoiled events into the order in which a recorder would have written them: each when it was known, and nothing
 * handed to a consumer in the middle of one of its own polls.
 */
final class AsRecorded {

    private AsRecorded() {}

    static List<Event> of(List<Event> events) {
        List<Event.Poll> lost = events.stream()
                .filter(event ->
                        event instanceof Event.Poll poll && poll.outcome().isInfo())
                .map(Event.Poll.class::cast)
                .toList();
        List<Event> recorded = new ArrayList<>(events);
        recorded.replaceAll(event -> event instanceof Event.Delivery e ? behind(e, lost) : event);
        recorded.sort(Comparator.comparingLong(AsRecorded::knownNanos));
        return recorded;
    }

    private static Event behind(Event.Delivery e, List<Event.Poll> lost) {
        long returned = e.completeNanos();
        for (Event.Poll poll : lost) {
            boolean inside =
                    poll.consumer() == e.consumer() && poll.timeNanos() <= returned && returned < poll.completeNanos();
            returned = inside ? poll.completeNanos() : returned;
        }
        return new Event.Delivery(
                e.consumer(),
                e.partition(),
                e.offset(),
                e.message(),
                e.key(),
                e.transaction(),
                e.tag(),
                e.redelivered(),
                e.timeNanos(),
                returned);
    }

    private static long knownNanos(Event event) {
        if (event instanceof Event.PartitionDefined
                || event instanceof Event.SessionDefined
                || event instanceof Event.ConsumerDefined) {
            return Long.MIN_VALUE;
        }
        if (event instanceof Event.Send e) {
            return e.completeNanos();
        }
        if (event instanceof Event.Delivery e) {
            return e.completeNanos();
        }
        if (event instanceof Event.TransactionEnded e) {
            return e.completeNanos();
        }
        return event instanceof Event.Poll e ? e.completeNanos() : event.timeNanos();
    }
}
