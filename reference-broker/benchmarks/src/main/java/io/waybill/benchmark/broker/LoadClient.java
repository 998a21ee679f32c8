package io.waybill.benchmark.broker;

import io.waybill.benchmark.broker.Load.Acks;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Carries loads out with the official client, which has its defaults for all that a load does not say. Connections are
 * made before anything is measured. Used by one thread.
 */
final class LoadClient {

    static final ByteArraySerializer BYTES = new ByteArraySerializer();

    private static final ByteArrayDeserializer BYTES_BACK = new ByteArrayDeserializer();
    /** What follows an acknowledgement of the leader alone is work too. */
    private static final Duration SETTLING = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final double NANOS_A_SECOND = 1e9;
    private static final int MOST_WARM_UP = 2 * Load.RATE;

    private final String bootstrap;
    private final List<Long> brokers;

    LoadClient(String bootstrap, List<Long> brokers) {
        this.bootstrap = bootstrap;
        this.brokers = List.copyOf(brokers);
    }

    static Map<String, Object> producerSettings(String bootstrap, Acks acks) {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "acks",
                acks.value(),
                "enable.idempotence",
                acks == Acks.ALL,
                "enable.metrics.push",
                false);
    }

    /** Sends what the load says to a topic. */
    Measurement produce(Load load, String topic) throws InterruptedException {
        var payloads = new Payloads(load.sizeBytes());
        Map<String, Object> settings = new HashMap<>(producerSettings(bootstrap, load.acks()));
        settings.put("compression.type", load.compression().value());
        try (var sender = new Sender(load, settings)) {
            for (int partition = 0; partition < load.partitions(); partition++) {
                sender.send(new ProducerRecord<>(topic, partition, null, payloads.get(partition)));
            }
            sender.finish();
            Meter meter = Meter.start(brokers);
            long beganNanos = System.nanoTime();
            for (int record = 0; record < load.count(); record++) {
                sender.send(new ProducerRecord<>(topic, payloads.get(record)));
            }
            sender.finish();
            double seconds = (System.nanoTime() - beganNanos) / NANOS_A_SECOND;
            pause(SETTLING);
            return Measurement.ofSpeed(load.count() / seconds, meter.stop());
        }
    }

    /** Reads a topic from its start to its end. */
    Measurement consume(Load load, String topic) throws InterruptedException {
        List<TopicPartition> partitions = IntStream.range(0, load.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        try (var consumer = consumer()) {
            consumer.assign(partitions);
            long there = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            Meter meter = Meter.start(brokers);
            long beganNanos = System.nanoTime();
            consumer.seekToBeginning(partitions);
            read(load, consumer, there);
            double seconds = (System.nanoTime() - beganNanos) / NANOS_A_SECOND;
            return Measurement.ofSpeed(there / seconds, meter.stop());
        }
    }

    private static void read(Load load, KafkaConsumer<byte[], byte[]> consumer, long count)
            throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        long got = 0;
        while (got < count) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            got += records.count();
            if (System.nanoTime() - deadlineNanos >= 0) {
                throw new IllegalStateException(load.name() + ": of " + count + " records " + got + " were read in "
                        + PATIENCE.toSeconds() + " s");
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("called off while reading");
            }
        }
    }

    /** Sends at a fixed rate and awaits each record at a consumer, in this process: one clock for both. */
    Measurement latency(Load load, String topic) throws InterruptedException {
        int first = Math.min(MOST_WARM_UP, load.count());
        int all = first + load.count();
        var partition = new TopicPartition(topic, 0);
        Map<String, Object> settings = new HashMap<>(producerSettings(bootstrap, load.acks()));
        settings.put("linger.ms", 0);
        try (var sender = new Sender(load, settings);
                var consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            consumer.position(partition);
            var awaiting = new Awaiting(consumer, all);
            var thread = new Thread(awaiting, "waybill-awaiting");
            thread.start();
            try {
                long firstNanos = System.nanoTime();
                sendAtRate(sender, load, topic, firstNanos, 0, first);
                Meter meter = Meter.start(brokers);
                sendAtRate(sender, load, topic, firstNanos, first, all);
                sender.finish();
                thread.join(PATIENCE.toMillis());
                return Measurement.ofLatency(Latency.of(awaiting.from(first, load)), meter.stop());
            } finally {
                awaiting.callOff();
                thread.join();
            }
        }
    }

    private static void sendAtRate(Sender sender, Load load, String topic, long firstNanos, int from, int to)
            throws InterruptedException {
        long gapNanos = (long) NANOS_A_SECOND / Load.RATE;
        for (int record = from; record < to; record++) {
            long dueNanos = firstNanos + record * gapNanos;
            for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
                LockSupport.parkNanos(left);
                if (Thread.interrupted()) {
                    throw new InterruptedException("called off while sending");
                }
            }
            byte[] value = new byte[load.sizeBytes()];
            ByteBuffer.wrap(value).putLong(dueNanos);
            sender.send(new ProducerRecord<>(topic, 0, null, value));
        }
    }

    /** A producer all of whose records must be acknowledged. */
    private static final class Sender implements AutoCloseable, Callback {

        private final Load load;
        private final KafkaProducer<byte[], byte[]> producer;
        private volatile @Nullable Exception failure;

        Sender(Load load, Map<String, Object> settings) {
            this.load = load;
            this.producer = new KafkaProducer<>(settings, BYTES, BYTES);
        }

        void send(ProducerRecord<byte[], byte[]> record) {
            Future<RecordMetadata> sent = producer.send(record, this);
            assert !sent.isCancelled();
        }

        /** Waits until all are acknowledged. */
        void finish() {
            producer.flush();
            Exception cause = failure;
            if (cause != null) {
                throw new IllegalStateException(load.name() + ": a record was not acknowledged: " + cause, cause);
            }
        }

        @Override
        public void onCompletion(RecordMetadata sent, @Nullable Exception cause) {
            if (cause != null) {
                failure = cause;
            }
        }

        @Override
        public void close() {
            producer.close(Duration.ZERO);
        }
    }

    /** Takes records as they come and notes how long each took. */
    private static final class Awaiting implements Runnable {

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final long[] latencies;
        private volatile int got;
        private volatile boolean isOff;

        Awaiting(KafkaConsumer<byte[], byte[]> consumer, int count) {
            this.consumer = consumer;
            this.latencies = new long[count];
        }

        @Override
        public void run() {
            int next = 0;
            while (next < latencies.length && !isOff) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    latencies[next++] =
                            System.nanoTime() - ByteBuffer.wrap(record.value()).getLong();
                }
                got = next;
            }
        }

        void callOff() {
            isOff = true;
        }

        /** Returns the latencies of all records but the first ones. */
        long[] from(int first, Load load) {
            int count = got;
            if (count < latencies.length) {
                throw new IllegalStateException(
                        load.name() + ": of " + latencies.length + " records " + count + " came to the consumer");
            }
            return Arrays.copyOfRange(latencies, first, count);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrap,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "none",
                "enable.metrics.push",
                false);
        return new KafkaConsumer<>(settings, BYTES_BACK, BYTES_BACK);
    }

    private static void pause(Duration time) throws InterruptedException {
        long untilNanos = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = untilNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("called off while measuring");
            }
        }
    }
}
