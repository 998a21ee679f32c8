package io.waybill.client.producer;

import io.waybill.client.cluster.ClusterMetadata;
import io.waybill.client.cluster.MetadataSettings;
import io.waybill.client.config.ProducerSettings;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Timers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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
    private final List<Runnable> flushing = new ArrayList<>();
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
        this.sender = new Sender(environment, settings, metadata, accumulator, listener, this::moved);
    }

    /**
     * Sends a record.
     *
     * @param done is told once how it ended
     */
    public void send(ProducerRecord<K, V> record, Consumer<SendResult> done) {
        var sending = new Sending<>(++lastSend, intercepted(record), done);
        listener.intercepted(sending.number(), sending.record().topic());
        if (closed) {
            later(sending, new SendResult.Failed("ProducerClosed", "the producer was closed before"));
            return;
        }
        try {
            sending.serialize(pipeline.keys(), pipeline.values());
        } catch (RuntimeException e) {
            later(sending, new SendResult.Failed("SerializationException", String.valueOf(e.getMessage())));
            return;
        }
        listener.serialized(sending.number(), sending.keyBytes(), sending.valueBytes());
        if (sending.sizeBytes() > Math.min(settings.maxRequestSize(), settings.bufferMemory())) {
            later(
                    sending,
                    new SendResult.Failed(
                            "RecordTooLargeException",
                            sending.sizeBytes() + " bytes are more than max.request.size or buffer.memory allow"));
            return;
        }
        metadata.want(sending.record().topic());
        if (!held.isEmpty() || !take(sending)) {
            hold(sending);
        }
    }

    /** Has everything that was sent before go out without lingering, and calls back when all of it has ended. */
    public void flush(Runnable done) {
        flushing.add(done);
        sender.hurry(true);
        environment.timers().post(this::flushed);
    }

    /** Ends it at once: what was under way is unknown. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        sender.close();
        while (!held.isEmpty()) {
            ended(held.remove().sending(), new SendResult.Failed("ProducerClosed", "it was never sent"));
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
                ended(
                        first.sending(),
                        new SendResult.Failed("TimeoutException", "no metadata or no room within max.block.ms"));
            }
        }
        awaitFirst();
        flushed();
        sender.wake();
    }

    private void flushed() {
        if (!flushing.isEmpty() && held.isEmpty() && accumulator.isEmpty()) {
            sender.hurry(false);
            var done = List.copyOf(flushing);
            flushing.clear();
            done.forEach(Runnable::run);
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
            return false;
        }
        int partitions = known.get().leaders().size();
        int partition = sending.partition(pipeline.partitioner(), partitions);
        if (partition >= partitions) {
            metadata.refresh();
            return false;
        }
        var lane = accumulator.lane(topic, partition);
        if (accumulator.beginsBatch(lane, sending.sizeBytes()) && !lane.queue.isEmpty()) {
            pipeline.partitioner().onBatchComplete(topic, partition);
        }
        listener.partitioned(sending.number(), partition);
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
        return true;
    }
}
