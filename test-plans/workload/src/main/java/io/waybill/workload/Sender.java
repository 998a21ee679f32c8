package io.waybill.workload;

import io.waybill.fault.Partition;
import io.waybill.history.Event;
import io.waybill.history.Outcome;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Clients;
import io.waybill.system.SendOutcome;
import io.waybill.workload.SendingSession.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One producer: sends what is due until it is told to stop, then waits for the answers. Meanwhile it may be ended
 * without warning, and begin anew as another session. Lives on a thread of its own; the answers come on the driver's.
 */
final class Sender implements Runnable {

    /** How late a message may be sent. What is later was held up by the client, and is dropped and counted. */
    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final IntFunction<SendingSession> sessions;
    private final Orders orders;
    private final Recorder recorder;
    private final Clients.Load load;
    private final Tally tally;
    private final TrafficListener listener;
    private final Errands errands = new Errands();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final List<Outgoing> outbox = new ArrayList<>();
    private int opened;
    private @Nullable SendingSession session;
    private boolean stopping;

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
     * @param resends whether it sends again what the session before had no answer for
     */
    record Orders(
            SendSchedule schedule,
            List<Route> routes,
            SplittableRandom random,
            Duration answersWithin,
            boolean resends) {}

    /**
     * Makes one whose first session is open.
     *
     * @param sessions opens each session, counted from 0
     */
    Sender(String name, IntFunction<SendingSession> sessions, Orders orders, Common common) {
        this.name = name;
        this.sessions = sessions;
        this.orders = orders;
        this.recorder = common.recorder();
        this.load = common.load();
        this.tally = common.tally();
        this.listener = common.listener();
        this.session = sessions.apply(opened++);
    }

    /** Makes it send no more. It ends when everything is answered, or the time for that is over. */
    void stop() {
        errands.ask(() -> stopping = true);
    }

    /** Ends its session as a killed process would end. Returns when it has ended. */
    void kill() {
        errands.await(this::endSession);
    }

    /** Lets it begin anew where it was ended. */
    void revive() {
        errands.await(this::beginSession);
    }

    @Override
    public void run() {
        try {
            follow();
            close(orders.answersWithin());
        } catch (InterruptedException e) {
            // Called off: what is unanswered stays unknown, and closing the driver says so.
            stopping = true;
        } catch (RuntimeException | Error e) {
            listener.broken(name, e);
        } finally {
            errands.over();
            closeRegardless();
        }
    }

    private void close(Duration answersWithin) {
        SendingSession open = session;
        if (open != null) {
            open.close(answersWithin);
        }
    }

    private void closeRegardless() {
        try {
            close(Duration.ZERO);
            forget(takeOutbox());
        } catch (RuntimeException | Error e) {
            listener.broken(name, e);
        }
    }

    private void follow() throws InterruptedException {
        for (long index = 0; ; index++) {
            long dueNanos = orders.schedule().dueNanos(index);
            long waitNanos = dueNanos - recorder.now();
            if (isStoppedBefore(dueNanos, waitNanos)) {
                return;
            }
            // The key is drawn whether or not the message is sent: what the client holds up moves no later draw.
            Route route =
                    orders.routes().get(orders.random().nextInt(orders.routes().size()));
            SendingSession open = session;
            if (open == null) {
                continue; // Whoever is not there has nothing to send.
            }
            if (-waitNanos > LATEST_NANOS || unanswered.get() >= load.backlog()) {
                tally.notInvoked();
            } else {
                send(route, open);
            }
        }
    }

    private boolean isStoppedBefore(long dueNanos, long waitNanos) throws InterruptedException {
        long leftNanos = waitNanos;
        while (errands.doNext(leftNanos) && !stopping) {
            leftNanos = dueNanos - recorder.now();
        }
        return stopping;
    }

    private void send(Route route, SendingSession open) {
        unanswered.incrementAndGet();
        tally.invoked(route.partition());
        long invokedNanos = recorder.now();
        Recorder.PendingSend pending = open.history().sending(route.partitionId(), route.keyId(), Event.NONE, null);
        open.send(new Outgoing(route, pending, load.payloadBytes(), invokedNanos, false), this::answered);
    }

    private void endSession() {
        SendingSession open = session;
        if (open == null) {
            return;
        }
        session = null;
        List<Outgoing> left = open.kill();
        if (orders.resends()) {
            outbox.addAll(left);
            left.forEach(message -> tally.putAside(message.route().partition()));
        } else {
            forget(left);
        }
    }

    /** Returns what is in the outbox, which is empty then. */
    private List<Outgoing> takeOutbox() {
        List<Outgoing> all = List.copyOf(outbox);
        outbox.clear();
        all.forEach(message -> tally.takenUp(message.route().partition()));
        return all;
    }

    private void beginSession() {
        if (session != null) {
            return;
        }
        SendingSession anew = sessions.apply(opened++);
        session = anew;
        takeOutbox().forEach(message -> anew.send(message.onceMore(), this::answered));
    }

    /** Whoever is not there any more never learns of them; they may have happened. */
    private void forget(List<Outgoing> messages) {
        messages.forEach(message -> answered(message, SendOutcome.clientEnded()));
    }

    private void answered(Outgoing message, SendOutcome answer) {
        try {
            SendOutcome told = message.again() ? answer.afterAnother() : answer;
            Outcome outcome = told.toOutcome();
            message.pending().answer(outcome, told.offset());
            long nowNanos = recorder.now();
            unanswered.decrementAndGet();
            Partition partition = message.route().partition();
            tally.answered(partition, outcome, told.offset(), nowNanos - message.invokedNanos());
            if (outcome.isOk()) {
                listener.acknowledged(partition, message.invokedNanos(), nowNanos);
            }
        } catch (RuntimeException | Error e) {
            // On the driver's thread, which would swallow it.
            listener.broken(name, e);
        }
    }
}
