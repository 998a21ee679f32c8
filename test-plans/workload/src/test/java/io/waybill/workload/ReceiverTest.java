package io.waybill.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.fault.Partition;
import io.waybill.history.Event;
import io.waybill.history.Outcome;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Clients;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.PollFailedException;
import io.waybill.system.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverTest {

    private static final Partition ORDERS = new Partition("orders", 0);

    private static final long POLL_NANOS = 100_000_000;

    @TempDir
    private Path directory;

    private final AtomicLong nowNanos = new AtomicLong();

    /** A consumer whose polls are written down beforehand; behind them there is silence. */
    private final class Scripted implements ConsumerDriver {
        private final Deque<Supplier<List<Received>>> polls = new ArrayDeque<>();
        private long position;
        private boolean closed;

        Scripted hands(long... offsets) {
            polls.add(() -> {
                List<Received> records = new ArrayList<>();
                for (long offset : offsets) {
                    byte[] text = ("m" + offset).getBytes(StandardCharsets.UTF_8);
                    records.add(new Received(ORDERS, offset, 0, null, text));
                    position = offset + 1;
                }
                return records;
            });
            return this;
        }

        Scripted failsAt(long newPosition) {
            polls.add(() -> {
                position = newPosition;
                throw new PollFailedException("the log was cut", null);
            });
            return this;
        }

        @Override
        public void assign(Map<Partition, Long> starts) {
            position = starts.getOrDefault(ORDERS, 0L);
        }

        @Override
        public List<Received> poll(Duration timeout) {
            nowNanos.addAndGet(POLL_NANOS);
            Supplier<List<Received>> next = polls.poll();
            return next == null ? List.of() : next.get();
        }

        @Override
        public long position(Partition partition) {
            return position;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private List<Event> drain(Scripted driver, long end) throws IOException {
        Path file = directory.resolve("history.waybill");
        try (Recorder recorder = Recorder.to(file, 1, nowNanos::get)) {
            Clients.Load load = new Clients.Load(1, 100, 1, 1);
            TrafficListener listener = new TrafficListener() {
                @Override
                public void acknowledged(Partition partition, long invokedNanos, long answeredNanos) {
                    throw new AssertionError("a consumer acknowledges nothing");
                }

                @Override
                public void broken(String who, Throwable cause) {
                    throw new AssertionError(who, cause);
                }
            };
            int id = recorder.partition("orders", 0);
            Receiver receiver = new Receiver(
                    "c1",
                    life -> new Receiver.Session(
                            driver, recorder.consumer("c1").scope("billing").open()),
                    Map.of(ORDERS, new Receiver.Part(id, 0)),
                    new Sender.Common(recorder, load, new Tally(List.of(ORDERS)), listener));
            receiver.readTo(Map.of(ORDERS, end));
            receiver.run();
        }
        List<Event> events = new ArrayList<>();
        try (HistoryReader reader = HistoryReader.open(file)) {
            reader.eachEvent(events::add);
        }
        return events;
    }

    private static List<Event.Positioned> positions(List<Event> events) {
        return events.stream()
                .filter(Event.Positioned.class::isInstance)
                .map(Event.Positioned.class::cast)
                .toList();
    }

    @Test
    void the_end_is_reached_only_by_a_poll_that_began_there_and_returned_nothing() throws IOException {
        Scripted driver = new Scripted().hands(0, 1).hands(2);

        List<Event> events = drain(driver, 3);

        assertThat(positions(events))
                .extracting(Event.Positioned::reason, Event.Positioned::offset)
                .containsExactly(tuple(Event.PositionReason.START, 0L), tuple(Event.PositionReason.END, 3L));
        assertThat(events).hasAtLeastOneElementOfType(Event.ConsumerClosed.class);
        assertThat(driver.closed).isTrue();
    }

    @Test
    void a_failed_poll_that_moved_nothing_returned_nothing() throws IOException {
        List<Event> events = drain(new Scripted().hands(0).failsAt(1).hands(1), 2);

        assertThat(events)
                .filteredOn(Event.Poll.class::isInstance)
                .map(event -> ((Event.Poll) event).outcome())
                .contains(Outcome.fail("the log was cut"));
        assertThat(positions(events)).extracting(Event.Positioned::reason).doesNotContain(Event.PositionReason.SEEK);
    }

    @Test
    void a_failed_poll_that_moved_is_unknown_and_reading_goes_on_from_a_recorded_position() throws IOException {
        List<Event> events = drain(new Scripted().hands(0, 1, 2).failsAt(1).hands(1), 2);

        assertThat(events)
                .filteredOn(Event.Poll.class::isInstance)
                .map(event -> ((Event.Poll) event).outcome())
                .contains(Outcome.info("the log was cut"));
        assertThat(positions(events))
                .filteredOn(position -> position.reason() == Event.PositionReason.SEEK)
                .extracting(Event.Positioned::offset)
                .containsExactly(1L);
    }

    @Test
    void whoever_stands_beyond_the_end_learns_that_the_log_was_cut_and_reads_what_was_written_since()
            throws IOException {
        Scripted driver = new Scripted().hands(0, 1, 2, 3).hands().failsAt(1).hands(1);

        List<Event> events = drain(driver, 2);

        assertThat(positions(events))
                .extracting(Event.Positioned::reason, Event.Positioned::offset)
                .containsExactly(
                        tuple(Event.PositionReason.START, 0L),
                        tuple(Event.PositionReason.SEEK, 1L),
                        tuple(Event.PositionReason.END, 2L));
    }

    @Test
    void what_came_after_everybody_was_told_of_the_end_is_the_end_when_nothing_contradicts_it() throws IOException {
        List<Event> events = drain(new Scripted().hands(0, 1, 2), 2);

        assertThat(positions(events))
                .extracting(Event.Positioned::reason, Event.Positioned::offset)
                .containsExactly(tuple(Event.PositionReason.START, 0L), tuple(Event.PositionReason.END, 3L));
        assertThat(nowNanos.get()).isGreaterThan(20 * POLL_NANOS);
    }
}
