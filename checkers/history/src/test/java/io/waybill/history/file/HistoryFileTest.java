package io.waybill.history.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.HistoryVisitor;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.PartitionOffset;
import io.waybill.history.SendColumns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryFileTest {

    @Test
    void what_was_written_is_read_whatever_it_is() throws IOException {
        List<Event> events = randomEvents(7, 20_000);

        byte[] bytes = written(events, true);

        assertThat(read(bytes)).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void a_file_cut_at_any_byte_is_read_up_to_its_last_whole_block() throws IOException {
        byte[] whole = written(randomEvents(8, 600), true);

        for (int length = FileHead.BYTES; length < whole.length; length++) {
            try (HistoryReader reader = HistoryReader.over(store(whole, length))) {
                assertThat(reader.tear()).as("cut at %d", length).isPresent();
                assertThat(reader.tear().orElseThrow().position()).isLessThanOrEqualTo(length);
                reader.visit(new Collecting(reader));
            }
        }
    }

    @Test
    void a_flipped_bit_is_never_read_over() throws IOException {
        byte[] whole = written(randomEvents(9, 500), true);
        SplittableRandom random = new SplittableRandom(9);

        for (int i = 0; i < 2_000; i++) {
            // Bytes 12 to 59 of the head are zero and mean nothing; all others are covered by a checksum.
            int at = random.nextInt(whole.length);
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));

            assertThat(differsOrRefuses(damaged, whole)).as("flip at %d", at).isTrue();
        }
    }

    /** Refused, or read as torn, or (where the flip hit what is only a short cut) read to the same events. */
    private static boolean differsOrRefuses(byte[] damaged, byte[] whole) throws IOException {
        try {
            List<Event> seen = read(damaged);
            try (HistoryReader reader = HistoryReader.over(store(damaged, damaged.length))) {
                return reader.tear().isPresent() || seen.equals(read(whole));
            }
        } catch (CorruptHistoryException e) {
            return String.valueOf(e.getMessage()).contains("byte ");
        }
    }

    @Test
    void damage_in_the_middle_of_an_unclosed_file_is_refused_with_its_place() throws IOException {
        byte[] unclosed = written(randomEvents(10, 2_000), false);
        unclosed[FileHead.BYTES + 5] ^= 1;

        assertThatThrownBy(() -> read(unclosed))
                .isInstanceOf(CorruptHistoryException.class)
                .hasMessageContaining("byte 64: a block is damaged");
    }

    @Test
    void something_else_is_refused_as_no_history() {
        assertThatThrownBy(() ->
                        read("{\"not\": \"a history\"}".repeat(20).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(CorruptHistoryException.class)
                .hasMessageContaining("not a Waybill history");
    }

    @Test
    void what_deliveries_rest_on_is_written_before_them() throws IOException {
        ByteStore store = ByteStore.inMemory();
        HistoryWriter writer = HistoryWriter.over(store);
        Event seek = new Event.Positioned(0, 0, 7, Event.PositionReason.SEEK, 5);
        writer.write(seek);

        for (int row = 0; row < DeliveryColumns.CAPACITY; row++) {
            writer.write(delivery(7 + row));
        }

        assertThat(read(bytes(store))).hasSize(1 + DeliveryColumns.CAPACITY).contains(seek);
    }

    @Test
    void what_an_end_rests_on_is_written_before_it() throws IOException {
        ByteStore store = ByteStore.inMemory();
        HistoryWriter writer = HistoryWriter.over(store);
        writer.write(delivery(7));
        writer.write(new Event.Positioned(0, 0, 8, Event.PositionReason.END, 50));

        // A reservation is durable at once, and with it whatever was recorded before.
        writer.write(new Event.Reservation(0, 0, 1024, 60));

        assertThat(read(bytes(store))).contains(delivery(7)).hasSize(3);
    }

    @Test
    void what_many_threads_record_while_another_flushes_is_all_there_in_the_order_of_each() throws Exception {
        ByteStore store = ByteStore.inMemory();
        HistoryWriter writer = HistoryWriter.over(store);
        int threads = 6;
        int each = 3 * DeliveryColumns.CAPACITY / 2;
        AtomicBoolean recording = new AtomicBoolean(true);
        ExecutorService all = Executors.newFixedThreadPool(threads + 1);

        Future<?> flushing;
        try {
            flushing = all.submit(() -> {
                while (recording.get()) {
                    writer.flush();
                }
            });
            List<Future<?>> recorders = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                // Two and two share the columns of a partition; each has its own, too.
                int own = thread;
                recorders.add(all.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        writer.write(sent(own, 0, i));
                        writer.write(handedOut(own / 2, 1, own, i));
                    }
                }));
            }
            for (Future<?> recorder : recorders) {
                recorder.get();
            }
        } finally {
            recording.set(false);
            all.shutdown();
        }
        flushing.get();
        writer.close();

        List<Event> read = read(bytes(store));
        assertThat(read).hasSize(2 * threads * each);
        for (int thread = 0; thread < threads; thread++) {
            int own = thread;
            assertThat(read.stream()
                            .filter(Event.Send.class::isInstance)
                            .map(event -> ((Event.Send) event).message())
                            .filter(id -> id.session() == own)
                            .map(MessageId::sequence))
                    .isEqualTo(LongStream.range(0, each).boxed().toList());
            assertThat(read.stream()
                            .filter(Event.Delivery.class::isInstance)
                            .map(event -> ((Event.Delivery) event).message())
                            .filter(id -> id.session() == own)
                            .map(MessageId::sequence))
                    .isEqualTo(LongStream.range(0, each).boxed().toList());
        }
    }

    private static Event sent(int session, int partition, long sequence) {
        return new Event.Send(
                new MessageId(session, partition, sequence), -1, -1, Outcome.ok(), sequence, null, 10, 20);
    }

    private static Event handedOut(int consumer, int partition, int session, long sequence) {
        MessageId id = new MessageId(session, partition, sequence);
        return new Event.Delivery(consumer, partition, sequence, id, -1, -1, -1, false, 10, 20);
    }

    private static Event delivery(long offset) {
        return new Event.Delivery(0, 0, offset, new MessageId(0, 0, offset), -1, -1, -1, false, 10, 20);
    }

    private static byte[] bytes(ByteStore store) throws IOException {
        byte[] bytes = new byte[(int) store.size()];
        store.read(0, bytes, 0, bytes.length);
        return bytes;
    }

    private static byte[] written(List<Event> events, boolean close) throws IOException {
        ByteStore store = ByteStore.inMemory();
        HistoryWriter writer = HistoryWriter.over(store);
        int count = 0;
        for (Event event : events) {
            writer.write(event);
            if (++count % 97 == 0) {
                writer.flush();
            }
        }
        writer.flush();
        if (close) {
            writer.close();
        }
        return bytes(store);
    }

    private static ByteStore store(byte[] bytes, int length) throws IOException {
        ByteStore store = ByteStore.inMemory();
        store.append(ByteBuffer.wrap(bytes, 0, length));
        return store;
    }

    private static List<Event> read(byte[] bytes) throws IOException {
        try (HistoryReader reader = HistoryReader.over(store(bytes, bytes.length))) {
            Collecting all = new Collecting(reader);
            reader.visit(all);
            return all.events;
        }
    }

    private static final class Collecting implements HistoryVisitor {
        private final HistoryReader reader;
        private final List<Event> events = new ArrayList<>();

        Collecting(HistoryReader reader) {
            this.reader = reader;
        }

        @Override
        public void sends(SendColumns sends) {
            for (int row = 0; row < sends.rows(); row++) {
                events.add(reader.send(sends, row));
            }
        }

        @Override
        public void deliveries(DeliveryColumns deliveries) {
            for (int row = 0; row < deliveries.rows(); row++) {
                events.add(HistoryReader.delivery(deliveries, row));
            }
        }

        @Override
        public void event(Event event) {
            events.add(event);
        }
    }

    private static List<Event> randomEvents(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> events = new ArrayList<>();
        events.add(new Event.PartitionDefined(0, "orders", 0, Event.PartitionKind.LOG));
        events.add(new Event.SessionDefined(0, "p1", true, Event.Acks.ALL, 5, null, 0, 0, 10));
        events.add(new Event.SessionDefined(1, "p2", false, Event.Acks.LEADER, 1, "tx", 3, 5, Event.NEVER));
        events.add(new Event.ConsumerDefined(0, "c1", "billing", Event.Isolation.READ_COMMITTED, 7));
        for (int i = 0; i < count; i++) {
            events.add(randomEvent(random, i));
        }
        return events;
    }

    private static Event randomEvent(SplittableRandom random, int i) {
        long time = i * 1000L + random.nextInt(500);
        long odd = random.nextInt(20) == 0 ? random.nextLong() : i;
        int session = random.nextInt(2);
        return switch (random.nextInt(12)) {
            case 0 ->
                new Event.Send(
                        new MessageId(session, 0, odd),
                        random.nextInt(3) - 1,
                        random.nextInt(3) - 1,
                        Outcome.info("no reply " + random.nextInt(5)),
                        -1,
                        random.nextBoolean() ? new PartitionOffset(3, odd) : null,
                        time,
                        Event.NEVER);
            case 1, 2, 3 ->
                new Event.Send(
                        new MessageId(session, 0, i),
                        -1,
                        -1,
                        Outcome.ok(),
                        odd,
                        null,
                        time,
                        time + random.nextInt(9_999));
            case 4 ->
                new Event.Delivery(0, 0, odd, new MessageId(-1 - random.nextInt(2), 0, 0), 1, 2, odd, true, time, time);
            case 5, 6, 7 ->
                new Event.Delivery(0, 0, i, new MessageId(session, 0, odd), -1, -1, -1, false, time, time + 5);
            case 8 ->
                new Event.Commit(0, -1, 4, List.of(new PartitionOffset(0, odd)), Outcome.fail("fenced"), time, time);
            case 9 -> new Event.FaultStarted(i, "kill", "leader of orders-0", List.of("n1", "n2"), time, time + 3);
            case 10 ->
                new Event.Settlement(
                        0, new MessageId(session, 0, odd), odd, Event.SettlementKind.NACK, Outcome.ok(), time, time);
            default -> new Event.BrokerFact(Event.FactKind.ISR, 0, 1, 2, odd, List.of(1, 2, 3), "admin", time);
        };
    }
}
