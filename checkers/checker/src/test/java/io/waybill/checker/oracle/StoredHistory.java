package io.waybill.checker.oracle;

import io.waybill.history.Event;
import io.waybill.history.file.ByteStore;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.file.HistoryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Stores events as a history file in memory: once as they come, once with blocks cut and mixed at random. */
final class StoredHistory {

    private StoredHistory() {}

    /** Stores the events in their order, all rows of a lane in as few blocks as the writer makes. */
    static HistoryReader of(List<Event> events) {
        return write(events, new int[0]);
    }

    /**
     * Stores the events in an order that a recorder with many threads might have produced: each lane (the sends of a
     * session, the deliveries of a consumer, all other events) keeps its order, and the lanes are mixed and flushed at
     * random.
     */
    static HistoryReader shuffled(List<Event> events, SplittableRandom random) {
        Map<String, Deque<Event>> lanes = new LinkedHashMap<>();
        List<Event> mixed = new ArrayList<>();
        for (Event event : events) {
            if (isDefinition(event)) {
                mixed.add(event);
            } else if (!(event instanceof Event.Closed)) {
                lanes.computeIfAbsent(lane(event), none -> new ArrayDeque<>()).add(event);
            }
        }
        List<Deque<Event>> open = new ArrayList<>(lanes.values());
        while (!open.isEmpty()) {
            Deque<Event> lane = open.get(random.nextInt(open.size()));
            mixed.add(lane.remove());
            open.removeIf(Deque::isEmpty);
        }
        events.stream().filter(Event.Closed.class::isInstance).forEach(mixed::add);
        int[] flushes = random.ints(random.nextInt(6), 0, mixed.size()).toArray();
        return write(mixed, flushes);
    }

    private static boolean isDefinition(Event event) {
        return event instanceof Event.PartitionDefined
                || event instanceof Event.SessionDefined
                || event instanceof Event.ConsumerDefined
                || event instanceof Event.KeyNamed
                || event instanceof Event.MessageNamed
                || event instanceof Event.Attribute;
    }

    private static String lane(Event event) {
        if (event instanceof Event.Send send) {
            return "p" + send.message().session() + "/" + send.message().partition();
        }
        if (event instanceof Event.Delivery delivery) {
            return "c" + delivery.consumer() + "/" + delivery.partition();
        }
        return "events";
    }

    private static HistoryReader write(List<Event> events, int[] flushes) {
        try {
            ByteStore store = ByteStore.inMemory();
            HistoryWriter writer = HistoryWriter.over(store);
            boolean closed = false;
            for (int at = 0; at < events.size(); at++) {
                writer.write(events.get(at));
                closed |= events.get(at) instanceof Event.Closed;
                for (int flush : flushes) {
                    if (flush == at) {
                        writer.flush();
                    }
                }
            }
            writer.flush();
            if (closed) {
                writer.close();
            }
            return HistoryReader.over(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
