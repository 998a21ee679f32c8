package io.waybill.history.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.RandomHistory;
import io.waybill.history.RecordedEvents;
import io.waybill.history.edn.SampleHistories;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripPropertyTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void a_history_written_as_json_lines_is_read_as_it_was() throws IOException {
        for (long seed = 1; seed <= 10; seed++) {
            List<Event> events = RandomHistory.events(seed, 2_000);
            Path original = directory.resolve("original-" + seed);
            RandomHistory.write(events, original);

            Path lines = export(original, HistoryFormat.JSONL);

            assertThat(sorted(withoutTransactionIds(read(lines))))
                    .as("seed %d", seed)
                    .isEqualTo(sorted(withoutTransactionIds(events)));
        }
    }

    @Test
    void rows_of_one_lane_keep_their_order_in_json_lines() throws IOException {
        List<Event> events = RandomHistory.events(99, 3_000);
        Path original = directory.resolve("original");
        RandomHistory.write(events, original);

        List<Event> again = read(export(original, HistoryFormat.JSONL));

        assertThat(deliveriesOfLane(again)).isEqualTo(deliveriesOfLane(events));
    }

    @Test
    void a_history_written_as_our_own_is_read_as_it_was() throws IOException {
        List<Event> events = RandomHistory.events(5, 2_000);
        Path original = directory.resolve("original");
        RandomHistory.write(events, original);

        assertThat(sorted(read(export(original, HistoryFormat.WAYBILL)))).isEqualTo(sorted(events));
    }

    @Test
    void a_history_written_as_operation_maps_says_the_same() throws IOException {
        for (long seed = 1; seed <= 5; seed++) {
            Path original = SampleHistories.jepsen(directory.resolve("original-" + seed + ".edn"), seed, 3_000);

            Path again = export(original, HistoryFormat.JEPSEN_EDN);

            assertThat(sorted(new Facts(read(again)).all()))
                    .as("seed %d", seed)
                    .isEqualTo(sorted(new Facts(read(original)).all()));
        }
    }

    @Test
    void operation_maps_written_as_json_lines_and_back_say_the_same() throws IOException {
        Path original = SampleHistories.jepsen(directory.resolve("original.edn"), 11, 3_000);

        Path again = export(export(original, HistoryFormat.JSONL), HistoryFormat.JEPSEN_EDN);

        assertThat(sorted(new Facts(read(again)).all())).isEqualTo(sorted(new Facts(read(original)).all()));
    }

    private Path export(Path file, HistoryFormat format) throws IOException {
        Path exported = Files.createTempFile(directory, "export", "." + format.word());
        try (OpenHistory history = Histories.open(file, Optional.empty());
                OutputStream out = Files.newOutputStream(exported)) {
            HistoryExport.write(history.reader(), format, out);
        }
        return exported;
    }

    private static List<Event> read(Path file) throws IOException {
        try (OpenHistory history = Histories.open(file, Optional.empty())) {
            return RecordedEvents.of(history.reader());
        }
    }

    private static List<String> sorted(List<?> things) {
        return things.stream().map(Object::toString).sorted().toList();
    }

    private static List<Event> deliveriesOfLane(List<Event> events) {
        return events.stream()
                .filter(e -> e instanceof Event.Delivery delivery
                        && delivery.consumer() == 1
                        && delivery.partition() == 0
                        && delivery.transaction() == Event.NONE)
                .toList();
    }

    /** Transactions get their ids when they are first mentioned: told apart by when they began instead. */
    private static List<Event> withoutTransactionIds(List<Event> events) {
        Map<Integer, Integer> begun = new HashMap<>(Map.of(Event.NONE, Event.NONE));
        for (Event event : events) {
            if (event instanceof Event.TransactionBegun e) {
                begun.put(e.transaction(), (int) e.timeNanos());
            }
        }
        List<Event> renamed = new ArrayList<>();
        for (Event event : events) {
            renamed.add(renamed(event, begun));
        }
        return renamed;
    }

    private static Event renamed(Event event, Map<Integer, Integer> ids) {
        if (event instanceof Event.Send e) {
            int id = ids.getOrDefault(e.transaction(), -9);
            return new Event.Send(
                    e.message(), e.key(), id, e.outcome(), e.offset(), e.source(), e.timeNanos(), e.completeNanos());
        }
        if (event instanceof Event.Delivery e) {
            int id = ids.getOrDefault(e.transaction(), -9);
            return new Event.Delivery(
                    e.consumer(),
                    e.partition(),
                    e.offset(),
                    e.message(),
                    e.key(),
                    id,
                    e.tag(),
                    e.redelivered(),
                    e.timeNanos(),
                    e.completeNanos());
        }
        if (event instanceof Event.Commit e) {
            int id = ids.getOrDefault(e.transaction(), -9);
            return new Event.Commit(
                    e.consumer(), id, e.generation(), e.offsets(), e.outcome(), e.timeNanos(), e.completeNanos());
        }
        if (event instanceof Event.TransactionBegun e) {
            return new Event.TransactionBegun((int) e.timeNanos(), e.session(), e.timeNanos());
        }
        if (event instanceof Event.TransactionEnded e) {
            int id = ids.getOrDefault(e.transaction(), -9);
            return new Event.TransactionEnded(id, e.commit(), e.outcome(), e.timeNanos(), e.completeNanos());
        }
        return event;
    }

    /** What a history says in names, whatever its ids are. */
    private static final class Facts {
        private final List<String> facts = new ArrayList<>();
        private final Map<Integer, String> partitions = new HashMap<>();
        private final Map<Integer, String> sessions = new HashMap<>();
        private final Map<Integer, String> consumers = new HashMap<>();
        private final Map<MessageId, String> messages = new HashMap<>();

        Facts(List<Event> events) {
            for (Event event : events) {
                if (event instanceof Event.PartitionDefined e) {
                    partitions.put(e.id(), e.name());
                } else if (event instanceof Event.SessionDefined e) {
                    sessions.put(e.id(), e.name());
                } else if (event instanceof Event.ConsumerDefined e) {
                    consumers.put(e.id(), e.name());
                } else if (event instanceof Event.MessageNamed e) {
                    messages.put(e.message(), e.name());
                }
            }
            events.forEach(this::add);
            addOrders(events);
        }

        private String message(MessageId id) {
            return partitions.get(id.partition()) + "/" + messages.getOrDefault(id, Long.toString(id.sequence()));
        }

        private void add(Event event) {
            if (event instanceof Event.Send e) {
                facts.add(sessions.get(e.message().session()) + " sends " + message(e.message()) + " " + e.outcome()
                        + " @" + e.offset() + (e.transaction() == Event.NONE ? "" : " in a transaction") + " "
                        + e.timeNanos() + "-" + e.completeNanos());
            } else if (event instanceof Event.Delivery e) {
                facts.add(consumers.get(e.consumer()) + " reads " + message(e.message()) + " @" + e.offset() + " "
                        + e.timeNanos() + "-" + e.completeNanos());
            } else if (event instanceof Event.Assigned e) {
                facts.add(consumers.get(e.consumer()) + " assigned "
                        + e.partitions().stream().map(partitions::get).toList() + " " + e.timeNanos());
            } else if (event instanceof Event.TransactionEnded e) {
                facts.add("transaction " + e.commit() + e.outcome() + e.timeNanos() + "-" + e.completeNanos());
            } else if (event instanceof Event.FaultStarted || event instanceof Event.FaultStopped) {
                facts.add(event.toString());
            } else if (event instanceof Event.ConsumerClosed e) {
                facts.add(consumers.get(e.consumer()) + " closed " + e.timeNanos());
            }
        }

        private void addOrders(List<Event> events) {
            Map<String, List<MessageId>> orders = new HashMap<>();
            for (Event event : events) {
                if (event instanceof Event.Send e) {
                    String lane = e.message().session() + "/" + e.message().partition();
                    orders.computeIfAbsent(lane, l -> new ArrayList<>()).add(e.message());
                }
            }
            for (List<MessageId> order : orders.values()) {
                order.sort(Comparator.comparingLong(MessageId::sequence));
                facts.add(sessions.get(order.get(0).session()) + " in the order "
                        + order.stream().map(this::message).toList());
            }
        }

        List<String> all() {
            return facts;
        }
    }
}
