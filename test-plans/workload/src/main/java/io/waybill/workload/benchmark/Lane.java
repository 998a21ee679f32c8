package io.waybill.workload.benchmark;

import io.waybill.fault.Partition;
import io.waybill.history.Event;
import io.waybill.system.ClientLibrary;
import io.waybill.system.ClientSource;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import io.waybill.system.Received;
import io.waybill.system.SendOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A partition with a producer that sends as fast as it is answered, and a consumer that reads what it sends. Both stay
 * from one measurement to the next, so that no connection is made in one. Each is used by one thread.
 */
final class Lane implements AutoCloseable {

    /** How many messages may be unanswered: enough that batches fill. */
    private static final int BACKLOG = 4_096;

    private static final int IN_FLIGHT = 5;
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PATIENCE_SECONDS = 60;

    private final Partition partition;
    private final byte[] key;
    private final ProducerDriver producer;
    private final ConsumerDriver consumer;

    Lane(ClientSource clients, Partition partition, String key, ClientLibrary library) {
        this.partition = partition;
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.producer = clients.producer(new ProducerSpec(
                "p" + partition.number(), Event.Acks.ALL, true, IN_FLIGHT, DELIVERY, Map.of(), library));
        try {
            this.consumer = clients.consumer(
                    new ConsumerSpec("c" + partition.number(), Event.Isolation.READ_UNCOMMITTED, Map.of(), library));
            consumer.assign(Map.of(partition, 0L));
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    /**
     * Sends some messages and waits until all are acknowledged.
     *
     * @throws IllegalStateException when one is not: then the cluster is not what is to be measured
     */
    void send(Witness witness, int messages) throws InterruptedException {
        Semaphore free = new Semaphore(BACKLOG);
        Failed failed = new Failed();
        for (int i = 0; i < messages; i++) {
            acquire(free, 1);
            Witness.Outgoing message = witness.sending();
            producer.send(partition, key, message.payload(), outcome -> {
                message.answered(outcome);
                if (!(outcome instanceof SendOutcome.Ok)) {
                    failed.outcome = outcome;
                }
                free.release();
            });
        }
        acquire(free, BACKLOG);
        if (failed.outcome != null) {
            throw new IllegalStateException("a message to " + partition.name() + " was not acknowledged, but "
                    + failed.outcome + ": nothing can be measured so");
        }
    }

    private void acquire(Semaphore free, int permits) throws InterruptedException {
        if (!free.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    partition.name() + " was not answered for " + PATIENCE_SECONDS + " s: is the machine overloaded?");
        }
    }

    /** Reads until some messages have come. */
    void receive(Witness witness, int messages) throws InterruptedException {
        long lastNanos = System.nanoTime();
        for (int left = messages; left > 0; ) {
            if (Thread.interrupted()) {
                throw new InterruptedException(
                        "called off with " + left + " messages of " + partition.name() + " to come");
            }
            Witness.Poll poll = witness.polling();
            List<Received> records = consumer.poll(POLL);
            poll.returned(records);
            left -= records.size();
            if (!records.isEmpty()) {
                lastNanos = System.nanoTime();
            } else if (System.nanoTime() - lastNanos > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new IllegalStateException(left + " messages of " + partition.name() + " did not come for "
                        + PATIENCE_SECONDS + " s: is the machine overloaded?");
            }
        }
    }

    /** One of the answers that should not be; seen by the sender when it has all permits back. */
    private static final class Failed {
        private volatile @Nullable SendOutcome outcome;
    }

    @Override
    public void close() {
        try {
            producer.close();
        } finally {
            consumer.close();
        }
    }
}
