package io.waybill.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.client.config.ConsumerSettings;
import io.waybill.client.config.ProducerSettings;
import io.waybill.client.consumer.Consumer;
import io.waybill.client.consumer.ConsumerRecord;
import io.waybill.client.consumer.PollResult;
import io.waybill.client.consumer.TopicPart;
import io.waybill.client.producer.Producer;
import io.waybill.client.producer.ProducerListener;
import io.waybill.client.producer.ProducerRecord;
import io.waybill.client.producer.SendResult;
import io.waybill.client.producer.Serializer;
import io.waybill.environment.Environment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes of this process, on real sockets and files, with the same broker and client as in simulation. */
final class RealClusterIT {

    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = 200_000_000L;
    private static final Map<String, String> CONFIG = Map.of(
            "default.replication.factor", "3",
            "min.insync.replicas", "2",
            "broker.session.timeout.ms", "3000",
            "broker.heartbeat.interval.ms", "500",
            "replica.lag.time.max.ms", "5000");

    @TempDir
    private Path folder;

    private RealCluster cluster;
    private final List<SendResult> results = Collections.synchronizedList(new ArrayList<>());
    /** What was read, the partition before each value. */
    private final List<String> read = Collections.synchronizedList(new ArrayList<>());

    private Producer<String, String> producer;

    @AfterEach
    void end() {
        cluster.close();
    }

    /** Each comes back with another number of loops, and finds what it had. */
    @Test
    void what_was_acknowledged_is_read_also_after_any_node_was_killed_and_while_it_is_away() {
        cluster = RealCluster.start(folder, 3, 2, CONFIG);
        cluster.create(TOPIC, PARTITIONS);
        cluster.onClient(environment -> {
            produceWith(environment);
            consumeWith(environment);
        });

        send(0, 50);
        awaitAcknowledged(50);
        for (int node = 1; node <= 3; node++) {
            cluster.kill(node);
            send(50 * node, 50 * (node + 1));
            awaitAcknowledged(50 * (node + 1));
            cluster.start(node, node);
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(read).hasSize(200));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String prefix = partition + ":";
            assertThat(read.stream().filter(it -> it.startsWith(prefix)))
                    .containsExactlyElementsOf(IntStream.range(0, 200)
                            .filter(i -> prefix.equals(i % PARTITIONS + ":"))
                            .mapToObj(i -> prefix + i)
                            .toList());
        }
        assertThat(results).allMatch(SendResult.Acknowledged.class::isInstance);
        for (int node = 1; node <= 3; node++) {
            assertThat(cluster.crash(node)).isEmpty();
        }
    }

    private void awaitAcknowledged(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(results).hasSize(count));
    }

    private void send(int from, int to) {
        cluster.client().post(0, () -> {
            for (int i = from; i < to; i++) {
                producer.send(
                        ProducerRecord.<String, String>of(TOPIC, null, String.valueOf(i))
                                .to(i % PARTITIONS),
                        results::add);
            }
        });
    }

    private void produceWith(Environment environment) {
        producer = new Producer<>(
                environment,
                cluster.bootstrap(),
                ProducerSettings.of(Map.of("acks", "all")),
                Producer.Pipeline.of(environment, Serializer.TEXT, Serializer.TEXT),
                ProducerListener.NONE);
    }

    private void consumeWith(Environment environment) {
        var consumer = new Consumer(environment, cluster.bootstrap(), ConsumerSettings.of(Map.of()));
        var from = new TreeMap<TopicPart, Long>();
        IntStream.range(0, PARTITIONS).forEach(partition -> from.put(new TopicPart(TOPIC, partition), 0L));
        consumer.assign(from);
        poll(consumer);
    }

    private void poll(Consumer consumer) {
        consumer.poll(POLL_NANOS, result -> {
            if (result instanceof PollResult.Records records) {
                for (ConsumerRecord record : records.records()) {
                    read.add(record.part().partition() + ":" + new String(record.value(), StandardCharsets.UTF_8));
                }
            }
            poll(consumer);
        });
    }
}
