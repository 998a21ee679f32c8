package io.waybill.client.producer;

import io.waybill.client.config.ClientMutant;
import io.waybill.client.config.ProducerSettings;
import io.waybill.client.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A producer of text in a world of its own, and what it says. Topic {@code t} has one partition, led by broker 0. */
final class Bench implements ProducerListener {

    final World world = new World(2);
    final SortedMap<String, SendResult> results = new TreeMap<>();
    final List<String> stages = new ArrayList<>();
    final Producer<String, String> producer;

    private Bench(ProducerSettings settings, Serializer<String> values, @Nullable Partitioner partitioner) {
        world.topic("t", 0);
        producer = new Producer<>(
                world,
                world.bootstrap(),
                settings,
                new Producer.Pipeline<>(
                        Serializer.TEXT,
                        values,
                        List.of(),
                        partitioner == null ? new KeyPartitioner(world.randomness("sticky")) : partitioner),
                this);
    }

    /** A batch for each record, at once, unless told otherwise. */
    static Bench of(String... config) {
        return of(List.of(), config);
    }

    static Bench of(List<ClientMutant> mutants, String... config) {
        return new Bench(settings(config).with(mutants), Serializer.TEXT, null);
    }

    static Bench of(Serializer<String> values, Partitioner partitioner, String... config) {
        return new Bench(settings(config), values, partitioner);
    }

    private static ProducerSettings settings(String... config) {
        SortedMap<String, String> all = new TreeMap<>(Map.of(
                "linger.ms", "0", "batch.size", "1", "request.timeout.ms", "1000", "delivery.timeout.ms", "10000"));
        for (String each : config) {
            int at = each.indexOf('=');
            all.put(each.substring(0, at), each.substring(at + 1));
        }
        return ProducerSettings.of(all);
    }

    void send(String... values) {
        for (String value : values) {
            sendTo("t", value);
        }
    }

    void sendTo(String topic, String value) {
        producer.send(ProducerRecord.of(topic, null, value), result -> {
            if (results.put(value, result) != null) {
                throw new AssertionError(value + " ended twice");
            }
        });
    }

    /** Returns how a send ended: {@code ok@3}, {@code failed TimeoutException}, {@code unknown TimeoutException}. */
    String result(String value) {
        var result = results.get(value);
        return result == null
                ? "under way"
                : result.match(
                        ok -> "ok@" + ok.offset(),
                        failed -> "failed " + failed.error(),
                        unknown -> "unknown " + unknown.error());
    }

    @Override
    public void intercepted(long send, String topic) {
        stages.add("intercepted " + send + " " + topic);
    }

    @Override
    public void serialized(long send, int keyBytes, int valueBytes) {
        stages.add("serialized " + send + " " + keyBytes + " " + valueBytes);
    }

    @Override
    public void held(long send, String reason) {
        stages.add("held " + send);
    }

    @Override
    public void partitioned(long send, int partition) {
        stages.add("partitioned " + send + " " + partition);
    }

    @Override
    public void accumulated(long send, long batch) {
        stages.add("accumulated " + send + " " + batch);
    }

    @Override
    public void drained(long batch, long producerId, short producerEpoch, int sequence) {
        stages.add("drained " + batch + " " + producerId + "/" + producerEpoch + " " + sequence);
    }

    @Override
    public void sent(long batch, int broker, int attempt) {
        stages.add("sent " + batch + " to " + broker + " attempt " + attempt);
    }

    @Override
    public void answered(long batch, @Nullable String error, long offset) {
        stages.add("answered " + batch + " " + error + " " + offset);
    }

    @Override
    public void retried(long batch, String why) {
        stages.add("retried " + batch);
    }

    @Override
    public void split(long batch, long second) {
        stages.add("split " + batch + " " + second);
    }

    @Override
    public void identified(long producerId, short producerEpoch) {
        stages.add("identified " + producerId + "/" + producerEpoch);
    }

    @Override
    public void ended(long send, SendResult result) {
        stages.add("ended " + send);
    }
}
