package io.waybill.benchmark.broker;

import io.waybill.benchmark.broker.Load.Acks;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Topics of a cluster, through the official admin client. Used by one thread. */
final class Topics implements AutoCloseable {

    private static final int MOST_REPLICAS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration ATTEMPT = Duration.ofSeconds(5);
    private static final String NEVER = Long.toString(Long.MAX_VALUE);

    private final String bootstrap;
    private final int replicas;
    private final Admin admin;
    private int made;

    Topics(String bootstrap, int nodes) {
        this.bootstrap = bootstrap;
        this.replicas = Math.min(MOST_REPLICAS, nodes);
        this.admin = Admin.create(Map.<String, Object>of(
                "bootstrap.servers",
                bootstrap,
                "reconnect.backoff.ms",
                10,
                "reconnect.backoff.max.ms",
                20,
                "retry.backoff.ms",
                10,
                "retry.backoff.max.ms",
                20,
                "enable.metrics.push",
                false));
    }

    /** Waits until a record that is sent with {@code acks=all} to a topic that was just made is acknowledged. */
    void awaitReady() throws InterruptedException {
        String topic = create(Load.produce(1, 1, Acks.ALL, Load.Compression.NONE, 1));
        Map<String, Object> settings = new HashMap<>(LoadClient.producerSettings(bootstrap, Acks.ALL));
        settings.put("retry.backoff.ms", 10);
        settings.put("retry.backoff.max.ms", 20);
        settings.put("linger.ms", 0);
        try (var producer = new KafkaProducer<byte[], byte[]>(settings, LoadClient.BYTES, LoadClient.BYTES)) {
            producer.send(new ProducerRecord<>(topic, new byte[1])).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the cluster at " + bootstrap + " acknowledges nothing: " + e, e);
        }
        delete(topic);
    }

    /** Makes a topic for a load and returns its name. Its partitions may not have leaders yet. */
    String create(Load load) throws InterruptedException {
        String name = "load-" + made++;
        var topic = new NewTopic(name, load.partitions(), (short) replicas)
                .configs(Map.of(
                        "min.insync.replicas",
                        Integer.toString(Math.max(1, replicas - 1)),
                        "flush.messages",
                        load.isFlushed() ? "1" : NEVER,
                        "file.delete.delay.ms",
                        "0"));
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                admin.createTopics(List.of(topic)).all().get(ATTEMPT.toSeconds(), TimeUnit.SECONDS);
                return name;
            } catch (ExecutionException | TimeoutException notYet) {
                if (notYet.getCause() instanceof TopicExistsException) {
                    // An attempt that was given up succeeded all the same.
                    return name;
                }
                // A cluster that has just been started does not have enough brokers yet.
                pauseUntil(deadlineNanos, "topic " + name + " cannot be made at " + bootstrap + ": " + notYet);
            }
        }
    }

    /** Waits until every partition has a leader and all of its replicas are in sync. */
    void awaitWhole(String topic) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!isWhole(topic)) {
            pauseUntil(deadlineNanos, "topic " + topic + " is not whole at " + bootstrap);
        }
    }

    private boolean isWhole(String topic) throws InterruptedException {
        try {
            return get(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                    .map(TopicDescription::partitions)
                    .allMatch(partitions -> partitions.stream()
                            .allMatch(partition -> partition.leader() != null
                                    && !partition.leader().isEmpty()
                                    && partition.isr().size() == replicas));
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        }
    }

    void delete(String topic) throws InterruptedException {
        try {
            get(admin.deleteTopics(List.of(topic)).all());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topic " + topic + " cannot be deleted at " + bootstrap + ": " + e, e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void pauseUntil(long deadlineNanos, String otherwise) throws InterruptedException {
        if (System.nanoTime() - deadlineNanos >= 0) {
            throw new IllegalStateException(otherwise);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("called off while waiting for a cluster");
        }
        LockSupport.parkNanos(LOOK.toNanos());
    }
}
