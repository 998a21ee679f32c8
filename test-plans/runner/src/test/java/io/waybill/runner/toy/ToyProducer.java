package io.waybill.runner.toy;

import io.waybill.fault.Partition;
import io.waybill.history.Event.Acks;
import io.waybill.history.MessageId;
import io.waybill.history.record.MessagePayload;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import io.waybill.system.SendOutcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A producer that tries its messages in their order, some milliseconds after they were sent, until they are in. */
final class ToyProducer implements ProducerDriver {

    private static final long LATENCY_NANOS = TimeUnit.MILLISECONDS.toNanos(15);
    private static final int NOW_AND_THEN = 40;

    private static final class Pending {
        private final Partition partition;
        private final ToyLog.Entry entry;
        private final Consumer<SendOutcome> done;
        private final long sentNanos;
        private boolean appended;

        Pending(Partition partition, ToyLog.Entry entry, Consumer<SendOutcome> done) {
            this.partition = partition;
            this.entry = entry;
            this.done = done;
            this.sentNanos = System.nanoTime();
        }
    }

    private final ToyCluster cluster;
    private final ProducerSpec spec;
    private final Deque<Pending> queue = new ArrayDeque<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private int count;

    ToyProducer(ToyCluster cluster, ProducerSpec spec) {
        this.cluster = cluster;
        this.spec = spec;
        thread = new Thread(this::run, "toy-" + spec.name());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void send(Partition partition, byte @Nullable [] key, byte[] value, Consumer<SendOutcome> done) {
        if (cluster.flaw() == Flaw.PRODUCER_THROWS) {
            throw new IllegalStateException("the toy's producer was told to throw");
        }
        synchronized (queue) {
            queue.add(new Pending(partition, new ToyLog.Entry(key, value), done));
        }
    }

    private void run() {
        try {
            while (!end.await(1, TimeUnit.MILLISECONDS)) {
                attempt(due());
            }
        } catch (InterruptedException e) {
            return;
        }
    }

    private List<Pending> due() {
        List<Pending> due = new ArrayList<>();
        synchronized (queue) {
            while (!queue.isEmpty() && System.nanoTime() - queue.element().sentNanos >= LATENCY_NANOS) {
                Pending first = queue.remove();
                Pending second = queue.peek();
                boolean sameLog = second != null && second.partition.equals(first.partition);
                if (sameLog && cluster.flaw() == Flaw.REORDERS && ++count % NOW_AND_THEN == 0) {
                    due.add(queue.remove());
                }
                due.add(first);
            }
        }
        return due;
    }

    /** Tries each once. What did not work is tried again later, and nothing of its partition overtakes it. */
    private void attempt(List<Pending> due) {
        List<Pending> again = new ArrayList<>();
        Set<Partition> blocked = new HashSet<>();
        for (Pending pending : due) {
            SendOutcome outcome = blocked.contains(pending.partition) ? null : guarded(pending);
            if (outcome == null) {
                blocked.add(pending.partition);
                again.add(0, pending);
            } else {
                pending.done.accept(outcome);
            }
        }
        synchronized (queue) {
            again.forEach(queue::addFirst);
        }
    }

    private @Nullable SendOutcome guarded(Pending pending) {
        synchronized (cluster) {
            return tryOnce(pending);
        }
    }

    private @Nullable SendOutcome tryOnce(Pending pending) {
        ToyLog log = cluster.log(pending.partition);
        if (!log.isServing() || cluster.flaw() == Flaw.ACKNOWLEDGES_NOTHING) {
            return null;
        }
        if (!pending.appended) {
            flawedAppend(log, pending);
        }
        long offset = log.append(pending.entry);
        pending.appended = true;
        if (spec.acks() != Acks.ALL) {
            return new SendOutcome.Ok(offset);
        }
        OptionalLong replicated = log.replicated(pending.entry.value());
        return replicated.isPresent() ? answer(replicated.getAsLong()) : null;
    }

    private SendOutcome answer(long offset) {
        return cluster.flaw() == Flaw.DENIES && count % NOW_AND_THEN == 0
                ? new SendOutcome.Fail("Denied", "the toy lies")
                : new SendOutcome.Ok(offset);
    }

    private void flawedAppend(ToyLog log, Pending pending) {
        if (++count % NOW_AND_THEN != 0) {
            return;
        }
        if (cluster.flaw() == Flaw.APPENDS_TWICE) {
            log.append(pending.entry);
            log.appendAgain(pending.entry);
        } else if (cluster.flaw() == Flaw.INVENTS) {
            log.append(new ToyLog.Entry(pending.entry.key(), invented(pending.entry.value())));
        } else if (cluster.flaw() == Flaw.CORRUPTS) {
            byte[] value = pending.entry.value().clone();
            value[value.length - 1]++;
            log.appendAgain(new ToyLog.Entry(pending.entry.key(), value));
        }
    }

    /** Returns the payload of a message that the same producer may send in an hour, but has not sent. */
    private static byte[] invented(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        MessageId id = new MessageId(in.getInt(10), in.getInt(14), in.getLong(18) + 10_000_000);
        return MessagePayload.encode(in.getLong(2), id, value.length);
    }

    @Override
    public void close(Duration deadline) {
        long untilNanos = System.nanoTime() + deadline.toNanos();
        boolean interrupted = Thread.interrupted();
        while (!interrupted && !isIdle() && System.nanoTime() < untilNanos) {
            interrupted = joinFor(2);
        }
        end.countDown();
        interrupted |= joinFor(TimeUnit.SECONDS.toMillis(5));
        List<Pending> left;
        synchronized (queue) {
            left = List.copyOf(queue);
            queue.clear();
        }
        left.forEach(pending -> pending.done.accept(new SendOutcome.Info("Closed", "no answer until the end")));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether it was interrupted. */
    private boolean joinFor(long millis) {
        try {
            thread.join(millis);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private boolean isIdle() {
        synchronized (queue) {
            return queue.isEmpty();
        }
    }
}
