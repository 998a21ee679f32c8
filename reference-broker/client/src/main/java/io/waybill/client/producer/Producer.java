package io.waybill.client.producer;

import io.waybill.client.cluster.ClusterMetadata;
import io.waybill.client.cluster.MetadataSettings;
import io.waybill.client.config.ProducerSettings;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Timers;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A producer: interceptors, serializers, partitioner, accumulator, sender. Records of one partition are appended in the
 * order in which they were sent, as far as the settings promise it.
 *
 * <p>There is no thread that could wait: where Kafka's {@code send} blocks, for metadata or for room in the buffer, a
 * record waits in a queue for {@code max.block.ms} at most, and all that are sent after it behind it.
 *
 * <p>Used on the environment's loop only, where it also calls back; never before {@link #send} has returned.
 *
 * @param <K> of keys
 * @param <V> of values
 */
public final class Producer<K, V> {

    private static final long MILLI = 1_000_000;

    private final Environment environment;
    private final ProducerSettings settings;
    private final Pipeline<K, V> pipeline;
    private final ProducerListener listener;
    private final ClusterMetadata metadata;
    private final Accumulator accumulator;
    private final Sender sender;
    private final ArrayDeque<Held<K, V>> held = new ArrayDeque<>();
    private final ArrayDeque<Flush> flushing = new ArrayDeque<>();
    private final TreeSet<Long> unfinished = new TreeSet<>();
    private Timers.@Nullable Timer heldTimer;
    private long lastSend;
    private boolean closed;

    /**
     * What a record goes through before it is gathered.
     *
     * @param keys turns keys into bytes
     * @param values turns values into bytes
     * @param interceptors in the order in which they see a record
     * @param partitioner for records that name no partition
     */
    public record Pipeline<K, V>(
            Serializer<K> keys, Serializer<V> values, List<Interceptor<K, V>> interceptors, Partitioner partitioner) {
        /** Copies its list. */
        public Pipeline {
            interceptors = List.copyOf(interceptors);
        }

        /** Returns one without interceptors and with Kafka's partitioner. */
        public static <K, V> Pipeline<K, V> of(Environment environment, Serializer<K> keys, Serializer<V> values) {
            return new Pipeline<>(
                    keys, values, List.of(), new KeyPartitioner(environment.randomness("sticky partition")));
        }
    }

    /** Somebody who waits for the end of all sends up to one. */
    private record Flush(long lastSend, Runnable done) {}

    /** A record that waits for metadata or room. */
    private record Held<K, V>(Sending<K, V> sending, long untilNanos) {}

    /** Makes a producer; it connects when there is something to send. */
    public Producer(
            Environment environment,
            List<Endpoint> bootstrap,
            ProducerSettings settings,
            Pipeline<K, V> pipeline,
            ProducerListener listener) {
        this.environment = environment;
        this.settings = settings;
        this.pipeline = pipeline;
        this.listener = listener;
        this.metadata = new ClusterMetadata(
                environment,
                new MetadataSettings(
                        bootstrap,
                        settings.clientId(),
                        settings.retryBackoffMillis(),
                        settings.requestTimeoutMillis(),
                        settings.metadataMaxAgeMillis()),
                this::moved);
        this.accumulator = new Accumulator(settings);
        this.sender = new Sender(environment, settings, metadata, accumulator, listener, new Sender.Owner() {
            @Override
            public void roomMade() {
                moved();
            }

            @Override
            public void taken(Lane lane) {
                pipeline.partitioner().onBatchComplete(lane.topic, lane.partition);
            }
        });
    }

    /**
     * Sends a record.
     *
     * @param done is told once how it ended
     */
    public void send(ProducerRecord<K, V> record, Consumer<SendResult> done) {
        var sending = new Sending<>(++lastSend, intercepted(record), done);
        unfinished.add(sending.number());
        listener.intercepted(sending.number(), sending.record().topic());
        if (closed) {
            later(sending, Ending.CLOSED_BEFORE.failed(""));
            return;
        }
        try {
            sending.serialize(pipeline.keys(), pipeline.values());
        } catch (RuntimeException e) {
            later(sending, Ending.NOT_SERIALIZED.failed(String.valueOf(e.getMessage())));
            return;
        }
        listener.serialized(sending.number(), sending.keyBytes(), sending.valueBytes());
        if (sending.sizeBytes() > Math.min(settings.maxRequestSize(), settings.bufferMemory())) {
            later(sending, Ending.TOO_LARGE.failed(sending.sizeBytes() + " bytes"));
            return;
        }
        metadata.want(sending.record().topic());
        if (!held.isEmpty() || !take(sending)) {
            hold(sending);
        }
    }

    /** Has everything that was sent before go out without lingering, and calls back when all of it has ended. */
    public void flush(Runnable done) {
        flushing.add(new Flush(lastSend, done));
        sender.hurry(true);
        environment.timers().post(this::flushed);
    }

    /**
     * Ends it at once: what was under way is unknown, what was never sent has failed. All who wait are told: sends
     * within this call, flushes after it.
     */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        sender.close();
        while (!held.isEmpty()) {
            ended(held.remove().sending(), Ending.CLOSED_UNSENT.failed(""));
        }
        if (heldTimer != null) {
            heldTimer.cancel();
        }
        metadata.close();
    }

    private ProducerRecord<K, V> intercepted(ProducerRecord<K, V> record) {
        var changed = record;
        for (Interceptor<K, V> interceptor : pipeline.interceptors()) {
            try {
                changed = interceptor.onSend(changed);
            } catch (RuntimeException e) {
                listener.held(lastSend, "an interceptor failed: " + e.getMessage());
            }
        }
        return changed;
    }

    private void later(Sending<K, V> sending, SendResult result) {
        environment.timers().post(() -> ended(sending, result));
    }

    private void ended(Sending<K, V> sending, SendResult result) {
        listener.ended(sending.number(), result);
        for (Interceptor<K, V> interceptor : pipeline.interceptors()) {
            try {
                interceptor.onEnd(sending.record(), result);
            } catch (RuntimeException e) {
                listener.held(sending.number(), "an interceptor failed: " + e.getMessage());
            }
        }
        unfinished.remove(sending.number());
        if (!flushing.isEmpty()) {
            environment.timers().post(this::flushed);
        }
        sending.done().accept(result);
    }

    // ---- waiting for metadata and room -------------------------------------------------------------------------

    private void hold(Sending<K, V> sending) {
        listener.held(sending.number(), "metadata or room are missing");
        held.add(new Held<>(sending, environment.clock().nanos() + settings.maxBlockMillis() * MILLI));
        awaitFirst();
    }

    private void awaitFirst() {
        var first = held.peek();
        if (first != null && heldTimer == null) {
            long left = Math.max(0, first.untilNanos() - environment.clock().nanos());
            heldTimer = environment.timers().after(left, () -> {
                heldTimer = null;
                moved();
            });
        }
    }

    /** Something has changed that those who wait may wait for. */
    private void moved() {
        if (closed) {
            return;
        }
        while (!held.isEmpty()) {
            var first = held.element();
            boolean late = environment.clock().nanos() >= first.untilNanos();
            if (!late && !take(first.sending())) {
                break;
            }
            held.remove();
            if (late) {
                ended(first.sending(), Ending.BLOCKED.failed(""));
            }
        }
        if (held.isEmpty()) {
            accumulator.crowded(false);
        }
        awaitFirst();
        sender.wake();
    }

    private void flushed() {
        while (!flushing.isEmpty()
                && (unfinished.isEmpty()
                        || unfinished.first() > flushing.element().lastSend())) {
            var done = flushing.remove().done();
            if (flushing.isEmpty()) {
                sender.hurry(false);
            }
            done.run();
        }
    }

    /** Puts a record into a batch; false where it has to wait. */
    private boolean take(Sending<K, V> sending) {
        var topic = sending.record().topic();
        var known = metadata.topic(topic);
        if (known.isEmpty()) {
            metadata.refresh();
            return false;
        }
        if (!accumulator.hasRoom(sending.sizeBytes())) {
            accumulator.crowded(true);
            sender.wake();
            return false;
        }
        int partitions = known.get().leaders().size();
        if (sending.record().partition() >= partitions || partitions == 0) {
            metadata.refresh();
            return false;
        }
        var chosen = partition(sending, partitions);
        if (chosen.isEmpty()) {
            return true;
        }
        append(sending, accumulator.lane(topic, chosen.getAsInt()));
        return true;
    }

    /** Returns the partition; empty where there is none, and then the send has failed. */
    private OptionalInt partition(Sending<K, V> sending, int partitions) {
        try {
            int partition = sending.partition(pipeline.partitioner(), partitions);
            if (partition >= 0 && partition < partitions) {
                return OptionalInt.of(partition);
            }
            later(sending, Ending.NOT_PARTITIONED.failed(partition + " of " + partitions));
        } catch (RuntimeException e) {
            later(sending, Ending.NOT_PARTITIONED.failed(String.valueOf(e.getMessage())));
        }
        return OptionalInt.empty();
    }

    private void append(Sending<K, V> sending, Lane lane) {
        var last = lane.queue.peekLast();
        if (last != null && last.isOpen() && accumulator.beginsBatch(lane, sending.sizeBytes())) {
            pipeline.partitioner().onBatchComplete(lane.topic, lane.partition);
        }
        listener.partitioned(sending.number(), lane.partition);
        long timestamp = sending.record().timestampMillis() == ProducerRecord.NOW
                ? Math.max(0, environment.clock().wallMillis())
                : sending.record().timestampMillis();
        var batch = accumulator.append(
                lane,
                timestamp,
                sending.key(),
                sending.value(),
                sending.record().headers(),
                environment.clock().nanos(),
                fate -> ended(sending, fate.result()));
        listener.accumulated(sending.number(), batch.number);
        sender.wake();
    }
}
