package io.waybill.server.process;

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
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.server.loop.Disks;
import io.waybill.server.loop.LifeSettings;
import io.waybill.server.loop.NodeLife;
import io.waybill.server.net.NetSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who behaves: sends values one after the other and reads them, while others do not behave. */
final class SteadyClient implements AutoCloseable {

    private static final int CLIENT = 98;
    private static final long PAUSE_NANOS = 2_000_000;
    private static final long POLL_NANOS = 100_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String topic;
    private final List<String> read = Collections.synchronizedList(new ArrayList<>());
    private final List<SendResult> results = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final NodeLife life;

    private SteadyClient(Endpoint at, String topic) {
        this.topic = topic;
        this.life = NodeLife.begin(
                LifeSettings.of(CLIENT, 0, NetSettings.STANDARD), Disks.NONE, environment -> program(environment, at));
    }

    /** Begins, and waits for the first acknowledgement. */
    static SteadyClient start(Endpoint at, String topic) {
        var client = new SteadyClient(at, topic);
        await().atMost(PATIENCE).until(() -> !client.results.isEmpty());
        return client;
    }

    private void program(Environment environment, Endpoint at) {
        Producer<String, String> producer = new Producer<>(
                environment,
                List.of(at),
                ProducerSettings.of(Map.of("acks", "all", "delivery.timeout.ms", "60000")),
                Producer.Pipeline.of(environment, Serializer.TEXT, Serializer.TEXT),
                ProducerListener.NONE);
        send(environment, producer);
        var consumer = new Consumer(environment, List.of(at), ConsumerSettings.of(Map.of()));
        consumer.assign(new TreeMap<>(Map.of(new TopicPart(topic, 0), 0L)));
        poll(consumer);
    }

    private void send(Environment environment, Producer<String, String> producer) {
        if (isStopping.get()) {
            return;
        }
        String value = "value " + sent.getAndIncrement();
        producer.send(ProducerRecord.<String, String>of(topic, null, value).to(0), result -> {
            results.add(result);
            environment.timers().after(PAUSE_NANOS, () -> send(environment, producer));
        });
    }

    private void poll(Consumer consumer) {
        consumer.poll(POLL_NANOS, result -> {
            if (result instanceof PollResult.Records records) {
                for (ConsumerRecord record : records.records()) {
                    read.add(new String(record.value(), StandardCharsets.UTF_8));
                }
            }
            poll(consumer);
        });
    }

    /** Stops sending; all that was sent must have been acknowledged and is read once and in order. */
    int finish() {
        isStopping.set(true);
        await().atMost(PATIENCE).until(() -> results.size() == sent.get());
        assertThat(List.copyOf(results)).allMatch(SendResult.Acknowledged.class::isInstance);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < sent.get(); i++) {
            values.add("value " + i);
        }
        await().atMost(PATIENCE).until(() -> read.size() >= values.size());
        assertThat(List.copyOf(read)).isEqualTo(values);
        return values.size();
    }

    @Override
    public void close() {
        life.end();
    }
}
