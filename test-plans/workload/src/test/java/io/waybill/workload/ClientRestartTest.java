package io.waybill.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.waybill.fault.Partition;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.HistoryVisitor;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.SendColumns;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.record.MessagePayload;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Clients;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.ProducerDriver;
import io.waybill.system.Received;
import io.waybill.system.SendOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients on their own threads, ended and begun anew by another one. */
class ClientRestartTest {

    private static final long RUN = 7;
    private static final int MOST = 3;
    private static final Partition ORDERS = new Partition("orders", 0);
    private static final Clients.Load LOAD = new Clients.Load(1000, 64, 1, MOST);

    @TempDir
    private Path directory;

    private final Tally tally = new Tally(List.of(ORDERS));
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private final List<Outbound> producers = new CopyOnWriteArrayList<>();
    private final List<Inbound> consumers = new CopyOnWriteArrayList<>();
    private @Nullable Recorder recorder;
    private @Nullable Thread thread;

    /** A producer whose answers the test gives. */
    private static final class Outbound implements ProducerDriver {
        private final List<MessageId> sent = new CopyOnWriteArrayList<>();
        private final List<Consumer<SendOutcome>> answers = new CopyOnWriteArrayList<>();
        private volatile boolean closed;

        @Override
        public void send(Partition partition, byte @Nullable [] key, byte[] value, Consumer<SendOutcome> done) {
            answers.add(done);
            sent.add(MessagePayload.decode(RUN, partition.number(), value));
        }

        void answer(int send, SendOutcome outcome) {
            answers.get(send).accept(outcome);
        }

        @Override
        public void close(Duration deadline) {
            closed = true;
        }
    }

    /** A consumer of a log that never ends. */
    private static final class Inbound implements ConsumerDriver {
        private long position;
        private volatile boolean closed;

        @Override
        public void assign(Map<Partition, Long> starts) {
            position = starts.getOrDefault(ORDERS, 0L);
        }

        @Override
        public List<Received> poll(Duration timeout) {
            return List.of(new Received(ORDERS, position++, 0, null, new byte[0]));
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

    private final TrafficListener listener = new TrafficListener() {
        @Override
        public void acknowledged(Partition partition, long invokedNanos, long answeredNanos) {
            assertThat(partition).isEqualTo(ORDERS);
        }

        @Override
        public void broken(String who, Throwable cause) {
            broken.add(who + ": " + cause);
        }
    };

    @BeforeEach
    void record() throws IOException {
        long startNanos = System.nanoTime();
        recorder = Recorder.to(directory.resolve("history.waybill"), RUN, () -> System.nanoTime() - startNanos);
    }

    @AfterEach
    void nothing_has_broken() throws IOException {
        if (recorder != null) {
            recorder.close();
        }
        assertThat(broken).isEmpty();
    }

    private Recorder recorder() {
        if (recorder == null) {
            throw new IllegalStateException("there must be a recorder before a test");
        }
        return recorder;
    }

    private Sender sender(Clients.Resend resend) {
        int id = recorder().partition("orders", 0);
        Clients.Producers settings =
                new Clients.Producers(1, Event.Acks.ALL, true, 5, Duration.ofSeconds(5), Map.of(), resend);
        Sender sender = new Sender(
                "p1",
                life -> {
                    Outbound driver = new Outbound();
                    producers.add(driver);
                    return new SendingSession(driver, ProducerSessions.open(recorder(), "p1." + life, settings));
                },
                new Sender.Orders(
                        new SendSchedule(recorder().now(), 1_000_000),
                        List.of(new Sender.Route(ORDERS, id, "k", recorder().key("k"))),
                        new SplittableRandom(1),
                        Duration.ZERO,
                        settings.resends()),
                new Sender.Common(recorder(), LOAD, tally, listener));
        start(sender);
        await().until(() -> producers.get(0).sent.size() == MOST);
        return sender;
    }

    private void start(Runnable client) {
        Thread started = new Thread(client, "client");
        started.start();
        thread = started;
    }

    private void join() throws InterruptedException {
        if (thread != null) {
            thread.join();
        }
    }

    /** Returns the history, which ends here. */
    private List<Event> events() throws IOException {
        recorder().close();
        recorder = null;
        List<Event> events = new ArrayList<>();
        try (HistoryReader reader = HistoryReader.open(directory.resolve("history.waybill"))) {
            reader.visit(new HistoryVisitor() {
                @Override
                public void sends(SendColumns sends) {
                    for (int row = 0; row < sends.rows(); row++) {
                        events.add(reader.send(sends, row));
                    }
                }

                @Override
                public void deliveries(DeliveryColumns deliveries) {
                    // What was handed out is counted.
                }

                @Override
                public void event(Event event) {
                    events.add(event);
                }
            });
        }
        return events;
    }

    private List<Event.Send> sends() throws IOException {
        return events().stream()
                .filter(Event.Send.class::isInstance)
                .map(Event.Send.class::cast)
                .toList();
    }

    @Test
    void of_what_a_killed_producer_had_no_answer_for_nobody_knows() throws Exception {
        Sender sender = sender(Clients.Resend.NONE);
        producers.get(0).answer(0, new SendOutcome.Ok(41));

        sender.kill();
        boolean closed = producers.get(0).closed;
        producers.get(0).answer(1, new SendOutcome.Ok(42));
        long unknown = tally.traffic().noReply();
        sender.stop();
        join();

        assertThat(closed).isTrue();
        assertThat(unknown).isBetween(2L, 3L);
        assertThat(sends()).filteredOn(send -> send.outcome().isOk()).hasSize(1);
    }

    @Test
    void a_producer_sends_nothing_between_its_sessions_and_goes_on_in_another_one() throws Exception {
        Sender sender = sender(Clients.Resend.NONE);

        sender.kill();
        long sent = tally.traffic().sent();
        sender.kill();
        sender.revive();
        sender.revive();
        await().until(() -> producers.get(1).sent.size() == MOST);
        sender.stop();
        join();

        assertThat(sent).isEqualTo(MOST);
        assertThat(producers).hasSize(2);
        assertThat(producers.get(1).sent)
                .extracting(MessageId::session, MessageId::sequence)
                .containsExactly(tuple(1, 0L), tuple(1, 1L), tuple(1, 2L));
    }

    @Test
    void what_was_not_answered_is_sent_again_as_the_same_messages_and_before_all_others() throws Exception {
        Sender sender = sender(Clients.Resend.UNANSWERED);
        List<MessageId> first = List.copyOf(producers.get(0).sent);

        sender.kill();
        sender.revive();
        List<MessageId> again = List.copyOf(producers.get(1).sent);
        for (int send = 0; send < MOST; send++) {
            producers.get(1).answer(send, new SendOutcome.Ok(50 + send));
        }
        sender.kill();
        sender.stop();
        join();

        assertThat(again).startsWith(first.toArray(MessageId[]::new));
        assertThat(sends())
                .filteredOn(send -> first.contains(send.message()))
                .extracting(Event.Send::outcome, Event.Send::offset)
                .containsExactly(tuple(Outcome.ok(), 50L), tuple(Outcome.ok(), 51L), tuple(Outcome.ok(), 52L));
    }

    @Test
    void what_waits_to_be_sent_again_is_not_in_flight() throws Exception {
        Sender sender = sender(Clients.Resend.UNANSWERED);

        sender.kill();
        int waiting = tally.inFlight(ORDERS);
        long unanswered = tally.traffic().unanswered();
        sender.revive();
        int again = tally.inFlight(ORDERS);
        sender.kill();
        sender.stop();
        join();

        assertThat(waiting).isZero();
        assertThat(unanswered).isEqualTo(MOST);
        assertThat(again).isEqualTo(MOST);
        assertThat(tally.inFlight(ORDERS)).isZero();
        assertThat(tally.traffic().unanswered()).isZero();
    }

    @Test
    void that_it_is_refused_the_second_time_does_not_show_that_it_was_not_appended_the_first() throws Exception {
        Sender sender = sender(Clients.Resend.UNANSWERED);
        sender.kill();
        sender.revive();

        producers.get(1).answer(0, new SendOutcome.Fail("RecordTooLarge", "it is never appended"));
        sender.kill();
        sender.stop();
        join();

        assertThat(sends())
                .hasSizeGreaterThanOrEqualTo(MOST)
                .allMatch(send -> send.outcome().isInfo());
    }

    @Test
    void a_session_whose_messages_may_be_sent_again_does_not_count_as_idempotent() throws Exception {
        Sender sender = sender(Clients.Resend.UNANSWERED);
        sender.stop();
        sender.kill();
        join();

        assertThat(events())
                .filteredOn(Event.SessionDefined.class::isInstance)
                .map(event -> ((Event.SessionDefined) event).idempotent())
                .containsExactly(false);
    }

    @Test
    void a_consumer_begins_anew_at_what_it_was_not_given_yet() throws Exception {
        int id = recorder().partition("orders", 0);
        Receiver receiver = new Receiver(
                "c1",
                life -> {
                    Inbound driver = new Inbound();
                    consumers.add(driver);
                    return new Receiver.Session(
                            driver,
                            recorder().consumer("c1." + life).scope("readers").open());
                },
                Map.of(ORDERS, new Receiver.Part(id, 5)),
                new Sender.Common(recorder(), LOAD, tally, listener));
        start(receiver);
        await().until(() -> tally.traffic().delivered() > 3);

        receiver.kill();
        long delivered = tally.traffic().delivered();
        boolean closed = consumers.get(0).closed;
        receiver.revive();
        await().until(() -> tally.traffic().delivered() > delivered + 3);
        receiver.stop();
        join();
        List<Event> events = events();

        assertThat(closed).isTrue();
        assertThat(events)
                .filteredOn(Event.Positioned.class::isInstance)
                .map(event -> ((Event.Positioned) event).offset())
                .containsExactly(5L, 5 + delivered);
        assertThat(events)
                .filteredOn(Event.ConsumerClosed.class::isInstance)
                .map(event -> ((Event.ConsumerClosed) event).crashed())
                .containsExactly(true, false);
    }

    @Test
    void whoever_has_ended_keeps_nobody_waiting() throws Exception {
        Sender sender = sender(Clients.Resend.NONE);
        sender.stop();
        join();

        sender.kill();
        sender.revive();

        assertThat(producers).hasSize(1);
    }
}
