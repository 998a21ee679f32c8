package io.waybill.checker.queue;

import io.waybill.history.Attributes;
import io.waybill.history.Event;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who reads a queue, when they ended, and whether it was read empty.
 *
 * <p>Memory is proportional to the number of consumers and of polls that returned nothing.
 */
final class QueueEvents {

    /** A moment at which a consumer found its queues empty. {@code since} is when that poll began, at the earliest. */
    private record Empty(int partition, long since, Event event) {}

    /**
     * Whether a queue was read empty.
     *
     * @param before what was acknowledged before this time must have been delivered; Long.MIN_VALUE if not drained
     * @param evidence the poll that found nothing, where it was drained
     * @param reason why not, where it was not
     */
    record Drain(long before, Optional<Event> evidence, String reason) {}

    private final Map<Integer, Long> closes = new HashMap<>();
    private final Map<Integer, List<Empty>> empties = new HashMap<>();
    private final Map<Integer, Set<Integer>> assigned = new HashMap<>();
    private final Map<Integer, List<Long>> unknownPolls = new HashMap<>();
    private final Map<String, String> attributes = new HashMap<>();
    private final Map<Integer, Long> lastSeen = new HashMap<>();
    private final Map<String, Integer> queues = new HashMap<>();
    private boolean crashes;
    private boolean faults;
    private long faultsEnded;
    private boolean closed;

    /** Reads them from a history. */
    static QueueEvents of(HistoryReader history) {
        QueueEvents events = new QueueEvents();
        BlockIndex index = history.index();
        for (int block = 0; block < index.size(); block++) {
            if (index.isDeliveries(block)) {
                int consumer = index.owner(block);
                events.reads(consumer, index.partition(block));
                events.lastSeen.merge(consumer, index.lastNanos(block), Math::max);
            }
        }
        history.eachEvent(events::note);
        return events;
    }

    private void reads(int consumer, int partition) {
        assigned.computeIfAbsent(consumer, c -> new HashSet<>()).add(partition);
    }

    private void note(Event event) {
        if (event instanceof Event.PartitionDefined e && e.kind() == Event.PartitionKind.QUEUE) {
            queues.put(e.topic(), e.id());
        } else if (event instanceof Event.Attribute e) {
            attributes.put(e.name(), e.value());
        } else if (event instanceof Event.Assigned e) {
            e.partitions().forEach(partition -> reads(e.consumer(), partition));
        } else if (event instanceof Event.Subscribed e) {
            queues.forEach((topic, partition) -> {
                if (e.topics().contains(topic)) {
                    reads(e.consumer(), partition);
                }
            });
        } else if (event instanceof Event.Poll e) {
            notePoll(e);
        } else if (event instanceof Event.Positioned e && e.reason() == Event.PositionReason.END) {
            noteEnd(e);
        } else if (event instanceof Event.ConsumerClosed e) {
            closes.merge(e.consumer(), e.timeNanos(), Math::min);
            crashes |= e.crashed();
        } else if (event instanceof Event.FaultStarted e) {
            faults = true;
            faultsEnded = Math.max(faultsEnded, e.completeNanos());
        } else if (event instanceof Event.FaultStopped e) {
            faultsEnded = Math.max(faultsEnded, e.completeNanos());
        } else if (event instanceof Event.Closed) {
            closed = true;
        }
    }

    private void notePoll(Event.Poll e) {
        if (e.outcome().isOk()) {
            empties.computeIfAbsent(e.consumer(), c -> new ArrayList<>()).add(new Empty(Event.NONE, e.timeNanos(), e));
        } else if (e.outcome().isInfo()) {
            unknownPolls.computeIfAbsent(e.consumer(), c -> new ArrayList<>()).add(e.timeNanos());
        }
    }

    /** A position has no beginning; its poll began after the one before had ended. */
    private void noteEnd(Event.Positioned e) {
        long since = lastSeen.getOrDefault(e.consumer(), 0L);
        List<Empty> before = empties.computeIfAbsent(e.consumer(), c -> new ArrayList<>());
        for (Empty each : before) {
            if (each.event instanceof Event.Poll poll && poll.completeNanos() <= e.timeNanos()) {
                since = Math.max(since, poll.timeNanos());
            }
        }
        if (since <= e.timeNanos()) {
            before.add(new Empty(e.partition(), since, e));
        }
    }

    /** Returns when each consumer ended that did. */
    Map<Integer, Long> closes() {
        return closes;
    }

    /** Returns the visibility timeout, {@link Event#NEVER} where none is recorded. */
    long visibilityNanos() {
        String millis = attributes.getOrDefault(Attributes.VISIBILITY_TIMEOUT_MS, "");
        return millis.matches("\\d{1,12}") ? Long.parseLong(millis) * 1_000_000 : Event.NEVER;
    }

    /** Returns the consumers that read a queue. */
    List<Integer> readers(int partition) {
        return assigned.entrySet().stream()
                .filter(each -> each.getValue().contains(partition))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /**
     * Returns when the polls of a queue were invoked, and its crashed consumers ended, of which nobody knows the
     * result.
     */
    long[] hiddenDequeues(int partition) {
        return readers(partition).stream()
                .flatMap(consumer -> unknownPolls.getOrDefault(consumer, List.of()).stream())
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
    }

    /** Returns whether a queue was read empty, and since when. */
    Drain drain(int partition) {
        List<Integer> readers = readers(partition);
        if (!closed) {
            return not("the history is torn");
        }
        if (readers.isEmpty()) {
            return not("nobody read it");
        }
        Optional<Empty> last = readers.stream()
                .flatMap(consumer -> last(consumer, partition).stream())
                .max((a, b) -> Long.compare(a.since, b.since));
        if (last.isEmpty()) {
            return not("nobody found it empty");
        }
        Empty evidence = last.get();
        long before = evidence.since;
        for (int consumer : readers) {
            Long end = closes.get(consumer);
            Optional<Empty> own = last(consumer, partition);
            if (own.isPresent() && (end == null || end > evidence.since)) {
                before = Math.min(before, own.get().since);
            } else if (end == null || end > evidence.since) {
                return not("a consumer of it neither found it empty nor was closed before another one did");
            }
        }
        if ((faults || crashes) && !"true".equals(attributes.get(Attributes.DRAINED))) {
            return not("there were faults or crashed consumers, and the harness does not say that it drained it");
        }
        if (faults && faultsEnded > before) {
            return not("it was found empty only before the last fault was over");
        }
        return new Drain(before, Optional.of(evidence.event), "");
    }

    private static Drain not(String reason) {
        return new Drain(Long.MIN_VALUE, Optional.empty(), reason);
    }

    private Optional<Empty> last(int consumer, int partition) {
        return empties.getOrDefault(consumer, List.of()).stream()
                .filter(each -> each.partition == Event.NONE || each.partition == partition)
                .max((a, b) -> Long.compare(a.since, b.since));
    }
}
