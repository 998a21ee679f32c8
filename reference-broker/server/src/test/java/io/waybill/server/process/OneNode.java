package io.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.broker.settings.BrokerMutants;
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
import io.waybill.rpc.ChannelSettings;
import io.waybill.rpc.RpcChannel;
import io.waybill.rpc.RpcOutcome;
import io.waybill.server.loop.Disks;
import io.waybill.server.loop.LifeSettings;
import io.waybill.server.loop.NodeLife;
import io.waybill.server.net.NetSettings;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node on a folder, in this process or in one of its own, and a client that writes to it and reads from it. */
final class OneNode implements AutoCloseable {

    static final String TOPIC = "orders";

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long POLL_NANOS = 100_000_000L;
    private static final int CLIENT = 99;

    final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Path folder;
    private final SortedMap<String, String> given;
    private final NodeConfig config;
    private @Nullable NodeProcess node;
    private @Nullable Process child;
    private @Nullable NodeLife client;

    OneNode(Path folder, Map<String, String> more) {
        given = new TreeMap<>(more);
        given.put("node.id", "1");
        given.put("process.roles", "broker,controller");
        given.put("cluster.id", "one-node");
        given.put("listeners", "PLAINTEXT://" + NodeProcessTest.freeEndpoint());
        given.put("controller.quorum.voters", "1@" + NodeProcessTest.freeEndpoint());
        given.put("quorum.members", "1@" + NodeProcessTest.freeEndpoint());
        given.putIfAbsent("log.dirs", folder.toString());
        this.folder = folder;
        this.config = NodeConfig.of(given);
    }

    /** Starts it and waits until it is ready. */
    NodeProcess start() throws Exception {
        node = NodeProcess.start(config, BrokerMutants.NONE, new NodeLog(1, lines::add));
        assertThat(node.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return node;
    }

    /**
     * Starts it as a process and waits until it is ready.
     *
     * @param shell what the shell does before it becomes the process, for example set a limit
     */
    Process startChild(String shell) throws Exception {
        Process begun = beginChild(shell);
        await().atMost(PATIENCE).until(() -> childLog().contains("\"ready\""));
        return begun;
    }

    /** Starts it as a process and does not wait. */
    Process beginChild(String shell) throws Exception {
        Path file = folder.resolve("node.properties");
        var properties = new Properties();
        given.forEach(properties::setProperty);
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        Path log = folder.resolve("log.jsonl");
        Files.deleteIfExists(log);
        child = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        shell + "; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeChild.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return child;
    }

    /** Returns what the process has said in its last life. */
    String childLog() throws IOException {
        return Files.readString(folder.resolve("log.jsonl"));
    }

    void kill() {
        if (node != null) {
            node.kill();
        }
        if (child != null) {
            child.destroyForcibly().onExit().join();
        }
    }

    /** Creates the topic; asks again until it is there. */
    void createTopic() {
        var created = new CompletableFuture<Void>();
        onClient(environment -> create(environment, created));
        created.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void create(Environment environment, CompletableFuture<Void> created) {
        var channel = RpcChannel.to(environment, endpoint(), ChannelSettings.ofClient("test"));
        var topic = new CreateTopicsRequest.Topic(TOPIC, 1, (short) 1, List.of(), List.of());
        channel.send(new CreateTopicsRequest(List.of(topic), 5_000, false), 5_000_000_000L, outcome -> {
            channel.close();
            if (outcome instanceof RpcOutcome.Answered answered
                    && answered.response() instanceof CreateTopicsResponse response
                    && response.topics().get(0).error() == ErrorCode.NONE) {
                created.complete(null);
            } else {
                environment.timers().after(50_000_000, () -> create(environment, created));
            }
        });
    }

    /** Sends values with acks=all and waits until each has its answer. */
    List<SendResult> send(List<String> values) {
        List<SendResult> results = Collections.synchronizedList(new ArrayList<>());
        onClient(environment -> {
            Producer<String, String> producer = new Producer<>(
                    environment,
                    List.of(endpoint()),
                    ProducerSettings.of(Map.of("acks", "all", "delivery.timeout.ms", "20000", "batch.size", "1")),
                    Producer.Pipeline.of(environment, Serializer.TEXT, Serializer.TEXT),
                    ProducerListener.NONE);
            for (String value : values) {
                producer.send(
                        ProducerRecord.<String, String>of(TOPIC, null, value).to(0), results::add);
            }
        });
        // Or it has crashed: then there is no answer to wait for.
        await().atMost(PATIENCE).until(() -> results.size() == values.size() || (child != null && !child.isAlive()));
        return List.copyOf(results);
    }

    /** Reads from the beginning until so many were read, or a while has passed. */
    List<String> read(int count, Duration patience) {
        List<String> read = Collections.synchronizedList(new ArrayList<>());
        onClient(environment -> {
            var consumer = new Consumer(environment, List.of(endpoint()), ConsumerSettings.of(Map.of()));
            consumer.assign(new TreeMap<>(Map.of(new TopicPart(TOPIC, 0), 0L)));
            poll(consumer, read);
        });
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        await().atMost(PATIENCE).until(() -> read.size() >= count || System.nanoTime() - deadlineNanos >= 0);
        return List.copyOf(read);
    }

    private static void poll(Consumer consumer, List<String> read) {
        consumer.poll(POLL_NANOS, result -> {
            if (result instanceof PollResult.Records records) {
                for (ConsumerRecord record : records.records()) {
                    read.add(new String(record.value(), StandardCharsets.UTF_8));
                }
            }
            poll(consumer, read);
        });
    }

    /** Returns where it answers clients. */
    Endpoint endpoint() {
        return config.client();
    }

    NodeConfig config() {
        return config;
    }

    private void onClient(java.util.function.Consumer<Environment> program) {
        if (client != null) {
            client.end();
        }
        client = NodeLife.begin(LifeSettings.of(CLIENT, 0, NetSettings.STANDARD), Disks.NONE, program);
    }

    /** Returns the segments of the topic's partition, the oldest first. */
    List<Path> segments() {
        try (Stream<Path> files = Files.list(folder.resolve("files"))) {
            return files.filter(file -> file.toString().matches(".*-0\\.[0-9]{20}\\.log"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.end();
        }
        kill();
    }
}
