package io.waybill.system.kafka.client;

import io.waybill.fault.Partition;
import io.waybill.history.Event.Acks;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import io.waybill.system.SendOutcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The official producer. Used by one thread; answers come on the client's own thread,
 * {@code kafka-producer-network-thread}, and the set of pending sends is what both touch.
 */
public final class KafkaProducerDriver implements ProducerDriver {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MAX_BLOCK = Duration.ofSeconds(10);

    private final Acks acks;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();

    /**
     * Makes one; it connects when there is something to send.
     *
     * @param bootstrap where it begins, {@code host:port} with commas between them
     */
    public KafkaProducerDriver(String bootstrap, ProducerSpec spec) {
        this.acks = spec.acks();
        this.producer =
                new KafkaProducer<>(settings(bootstrap, spec), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** One send that is not answered yet. */
    private final class Pending {
        private final Thread caller = Thread.currentThread();
        private final Consumer<SendOutcome> done;
        private volatile boolean returned;

        Pending(Consumer<SendOutcome> done) {
            this.done = done;
        }

        /** The client may answer, and then throw as well: only what takes the send out of the set counts. */
        void answer(SendOutcome outcome) {
            if (pending.remove(this)) {
                done.accept(outcome);
            }
        }

        void fail(Exception error) {
            boolean onCaller = !returned && Thread.currentThread().equals(caller);
            answer(KafkaOutcomes.of(onCaller ? KafkaOutcomes.Where.CALLER : KafkaOutcomes.Where.SENDER, error));
        }
    }

    static Map<String, Object> settings(String bootstrap, ProducerSpec spec) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, spec.name());
        settings.put(ProducerConfig.ACKS_CONFIG, acksText(spec));
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, spec.idempotent());
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, spec.maxInFlight());
        long deliveryMillis = spec.deliveryTimeout().toMillis();
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryMillis);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // The default, 30 s, would wait out every fault; a run lives from attempts that nobody answered.
        settings.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(deliveryMillis, REQUEST_TIMEOUT.toMillis()));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        settings.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200);
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.putAll(spec.config());
        return settings;
    }

    @Override
    public void send(Partition partition, byte @Nullable [] key, byte[] value, Consumer<SendOutcome> done) {
        Pending send = new Pending(done);
        pending.add(send);
        try {
            hand(new ProducerRecord<>(partition.topic(), partition.number(), key, value), send);
        } catch (RuntimeException e) {
            send.fail(e);
        } finally {
            send.returned = true;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears everything that the future would tell
    private void hand(ProducerRecord<byte[], byte[]> record, Pending send) {
        producer.send(record, (metadata, error) -> {
            if (error == null) {
                send.answer(KafkaOutcomes.acknowledged(acks, metadata.offset()));
            } else {
                send.fail(error);
            }
        });
    }

    @Override
    public void close(Duration deadline) {
        try {
            producer.close(deadline);
        } catch (InterruptException e) {
            // The client keeps the interrupt flag set; what it had in hand is answered below.
            Thread.currentThread().interrupt();
        } finally {
            pending.forEach(send -> send.answer(KafkaOutcomes.unanswered()));
        }
    }

    private static String acksText(ProducerSpec spec) {
        return switch (spec.acks()) {
            case NONE -> "0";
            case LEADER -> "1";
            case ALL -> "all";
            case UNSPECIFIED ->
                throw new IllegalArgumentException(
                        "acks of producer " + spec.name() + " must be NONE, LEADER or ALL for kafka, was UNSPECIFIED");
        };
    }
}
