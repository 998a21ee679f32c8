package io.waybill.workload;

import io.waybill.fault.Partition;
import io.waybill.history.Event;
import io.waybill.history.Outcome;
import io.waybill.history.record.ProducerSession;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Clients;
import io.waybill.system.ProducerDriver;
import io.waybill.system.SendOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One producer: sends what is due until it is told to stop, then waits for the answers. Lives on a thread of its own;
 * the answers come on the driver's.
 */
final class Sender implements Runnable {

    /** How late a message may be sent. What is later was held up by the client, and is dropped and counted. */
    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final ProducerDriver driver;
    private final ProducerSession session;
    private final Orders orders;
    private final Recorder recorder;
    private final Clients.Load load;
    private final Tally tally;
    private final TrafficListener listener;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicInteger unanswered = new AtomicInteger();

    /** Where the messages of a key go. */
    record Route(Partition partition, int partitionId, String key, int keyId) {
        byte[] keyBytes() {
            return key.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** What all clients of a workload have in common. */
    record Common(Recorder recorder, Clients.Load load, Tally tally, TrafficListener listener) {}

    /**
     * What one sender goes by.
     *
     * @param routes among which each message's key is drawn
     * @param random draws the keys
     * @param answersWithin how long it waits for answers when it has sent everything
     */
    record Orders(SendSchedule schedule, List<Route> routes, SplittableRandom random, Duration answersWithin) {}

    Sender(String name, ProducerDriver driver, ProducerSession session, Orders orders, Common common) {
        this.name = name;
        this.driver = driver;
        this.session = session;
        this.orders = orders;
        this.recorder = common.recorder();
        this.load = common.load();
        this.tally = common.tally();
        this.listener = common.listener();
    }

    /** Makes it send no more. It ends when everything is answered, or the time for that is over. */
    void stop() {
        stop.countDown();
    }

    @Override
    public void run() {
        try (driver) {
            follow();
            driver.close(orders.answersWithin());
        } catch (InterruptedException e) {
            // Called off: what is unanswered stays unknown, and closing the driver says so.
            stop.countDown();
        } catch (RuntimeException | Error e) {
            listener.broken(name, e);
        }
    }

    private void follow() throws InterruptedException {
        for (long index = 0; ; index++) {
            long waitNanos = orders.schedule().dueNanos(index) - recorder.now();
            if (stop.await(waitNanos, TimeUnit.NANOSECONDS)) {
                return;
            }
            // The key is drawn whether or not the message is sent: what the client holds up moves no later draw.
            Route route =
                    orders.routes().get(orders.random().nextInt(orders.routes().size()));
            if (-waitNanos > LATEST_NANOS || unanswered.get() >= load.backlog()) {
                tally.notInvoked();
            } else {
                send(route);
            }
        }
    }

    private void send(Route route) {
        unanswered.incrementAndGet();
        tally.invoked(route.partition());
        long invokedNanos = recorder.now();
        Recorder.PendingSend pending = session.sending(route.partitionId(), route.keyId(), Event.NONE, null);
        byte[] payload = pending.payload(load.payloadBytes());
        driver.send(
                route.partition(), route.keyBytes(), payload, answer -> answered(route, pending, invokedNanos, answer));
    }

    private void answered(Route route, Recorder.PendingSend pending, long invokedNanos, SendOutcome answer) {
        try {
            Outcome outcome = answer.toOutcome();
            pending.answer(outcome, answer.offset());
            long nowNanos = recorder.now();
            unanswered.decrementAndGet();
            tally.answered(route.partition(), outcome, answer.offset(), nowNanos - invokedNanos);
            if (outcome.isOk()) {
                listener.acknowledged(route.partition(), invokedNanos, nowNanos);
            }
        } catch (RuntimeException | Error e) {
            // On the driver's thread, which would swallow it.
            listener.broken(name, e);
        }
    }
}
