package io.waybill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Partition;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Clients;
import io.waybill.system.ProducerDriver;
import io.waybill.system.SendOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SenderTest {

    private static final Partition ORDERS = new Partition("orders", 0);
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path directory;

    private final AtomicLong nowNanos = new AtomicLong();
    private final Tally tally = new Tally(List.of(ORDERS));
    private final List<String> broken = new ArrayList<>();

    /** A producer that ends the test after some sends. */
    private abstract static class Limited implements ProducerDriver {
        private final List<Consumer<SendOutcome>> unanswered = new ArrayList<>();
        private @Nullable Runnable atLimit;
        private int left;

        Limited(int sends) {
            left = sends;
        }

        abstract void sent(Consumer<SendOutcome> done);

        @Override
        public void send(Partition partition, byte @Nullable [] key, byte[] value, Consumer<SendOutcome> done) {
            unanswered.add(done);
            sent(done);
            Runnable end = atLimit;
            if (--left == 0 && end != null) {
                end.run();
            }
        }

        @Override
        public void close(Duration deadline) {
            unanswered.forEach(done -> done.accept(new SendOutcome.Info("closed", "no answer until the end")));
            unanswered.clear();
        }
    }

    private Traffic run(Limited driver, int backlog) throws IOException {
        try (Recorder recorder = Recorder.to(directory.resolve("history.waybill"), 1, nowNanos::get)) {
            Clients.Load load = new Clients.Load(1000, 64, 1, backlog);
            TrafficListener listener = new TrafficListener() {
                @Override
                public void acknowledged(Partition partition, long invokedNanos, long answeredNanos) {
                    assertThat(partition).isEqualTo(ORDERS);
                }

                @Override
                public void broken(String who, Throwable cause) {
                    broken.add(who + ": " + cause.getMessage());
                }
            };
            int id = recorder.partition("orders", 0);
            Sender sender = new Sender(
                    "p1",
                    life -> new SendingSession(driver, recorder.producer("p1").open()),
                    new Sender.Orders(
                            new SendSchedule(0, MILLI),
                            List.of(new Sender.Route(ORDERS, id, "k", recorder.key("k"))),
                            new SplittableRandom(1),
                            Duration.ZERO,
                            false),
                    new Sender.Common(recorder, load, tally, listener));
            driver.atLimit = sender::stop;
            sender.run();
        }
        return tally.traffic();
    }

    @Test
    void what_is_unanswered_at_the_end_is_unknown() throws IOException {
        Traffic traffic = run(
                new Limited(10) {
                    @Override
                    void sent(Consumer<SendOutcome> done) {
                        nowNanos.addAndGet(MILLI);
                    }
                },
                100);

        assertThat(traffic.sent()).isEqualTo(10);
        assertThat(traffic.noReply()).isEqualTo(10);
        assertThat(traffic.unanswered()).isZero();
        assertThat(broken).isEmpty();
    }

    @Test
    void what_a_client_held_up_for_more_than_a_second_is_not_sent_later_but_counted() throws IOException {
        Traffic traffic = run(
                new Limited(2) {
                    private boolean blocked;

                    @Override
                    void sent(Consumer<SendOutcome> done) {
                        // The first send blocks for two seconds: what was due in the first of them is dropped.
                        nowNanos.addAndGet(blocked ? MILLI : 2000 * MILLI);
                        blocked = true;
                    }
                },
                100);

        assertThat(traffic.sent()).isEqualTo(2);
        assertThat(traffic.notInvoked()).isEqualTo(999);
    }

    @Test
    void a_driver_that_throws_breaks_the_run() throws IOException {
        run(
                new Limited(10) {
                    @Override
                    void sent(Consumer<SendOutcome> done) {
                        throw new IllegalStateException("no contract");
                    }
                },
                100);

        assertThat(broken).containsExactly("p1: no contract");
    }
}
