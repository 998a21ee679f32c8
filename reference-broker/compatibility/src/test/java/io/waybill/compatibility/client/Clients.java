package io.waybill.compatibility.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients of one cluster, and what all checks do with them. */
final class Clients {

    /** What is not there after that will not come. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String bootstrap;
    private final AtomicInteger topics = new AtomicInteger();

    Clients(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Returns the version of the library that was loaded. */
    static String version() {
        try (var stream = KafkaProducer.class.getResourceAsStream("/kafka/kafka-version.properties")) {
            var properties = new Properties();
            properties.load(Objects.requireNonNull(stream));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Admin admin() {
        return Admin.create(config("request.timeout.ms", "10000", "default.api.timeout.ms", "15000"));
    }

    /** Returns a producer; settings are names, each followed by its value. */
    Producer<byte[], byte[]> producer(String... settings) {
        Map<String, Object> config = config("delivery.timeout.ms", "20000", "request.timeout.ms", "10000");
        config.put("linger.ms", "0");
        put(config, settings);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Consumer<byte[], byte[]> consumer(String... settings) {
        Map<String, Object> config = config("auto.offset.reset", "earliest", "default.api.timeout.ms", "15000");
        put(config, settings);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Returns a consumer that has partition 0 of a topic. */
    Consumer<byte[], byte[]> consumerOf(String topic, String... settings) {
        var consumer = consumer(settings);
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        return consumer;
    }

    private Map<String, Object> config(String... settings) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrap);
        put(config, settings);
        return config;
    }

    private static void put(Map<String, Object> config, String... settings) {
        for (int i = 0; i < settings.length; i += 2) {
            config.put(settings[i], settings[i + 1]);
        }
    }

    /** Returns the name of a topic that there is not. */
    String freshName() {
        return "java-" + version() + "-" + topics.incrementAndGet();
    }

    /** Returns a new topic, with as many replicas as the cluster gives it. */
    String topic(int partitions) {
        String name = freshName();
        try (var admin = admin()) {
            get(admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                    .all());
        }
        return name;
    }

    /** Sends "0", "1" and so on to partition 0, one after the other acknowledged. */
    void send(String topic, int count, String... settings) {
        try (var producer = producer(settings)) {
            sendAll(producer, topic, 0, count);
        }
    }

    /** Sends the numbers from one to another, as many at once as the producer likes. */
    static List<RecordMetadata> sendAll(Producer<byte[], byte[]> producer, String topic, int from, int to) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = from; i < to; i++) {
            sent.add(producer.send(new ProducerRecord<>(topic, 0, null, bytes(Integer.toString(i)))));
        }
        producer.flush();
        return sent.stream().map(Clients::get).toList();
    }

    /** Polls until there are as many records as wanted, or it takes too long. */
    static List<ConsumerRecord<byte[], byte[]>> read(Consumer<byte[], byte[]> consumer, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (records.size() < count && System.nanoTime() < endNanos) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }

    /** Reads partition 0 of a topic from its beginning. */
    List<ConsumerRecord<byte[], byte[]>> readAll(String topic, int count) {
        try (var consumer = consumerOf(topic)) {
            return read(consumer, count);
        }
    }

    static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(record -> new String(record.value(), UTF_8)).toList();
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Returns what a future has in time; what it throws is thrown as it was given. */
    static <T> T get(Future<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("there was no answer for " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
