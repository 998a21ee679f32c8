package io.waybill.server.cluster;

import io.waybill.broker.node.BrokerNode;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.settings.ClusterLayout;
import io.waybill.broker.settings.NodeLayout;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.rpc.ChannelSettings;
import io.waybill.rpc.RpcChannel;
import io.waybill.rpc.RpcOutcome;
import io.waybill.server.files.DiskWatch;
import io.waybill.server.files.FileDisks;
import io.waybill.server.files.FilesSettings;
import io.waybill.server.loop.Disks;
import io.waybill.server.loop.FreePorts;
import io.waybill.server.loop.LifeSettings;
import io.waybill.server.loop.NodeLife;
import io.waybill.server.net.NetSettings;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Nodes that are brokers and controllers, in this process, on loopback and on real files. */
final class RealCluster implements AutoCloseable {

    private static final int CLIENT = 99;

    private final Path folder;
    private final BrokerSettings settings;
    private final SortedMap<Integer, Running> running = new TreeMap<>();
    private final SortedMap<Integer, Integer> lives = new TreeMap<>();
    private NodeLife client;

    private record Running(NodeLife life, FileDisks disks, CompletableFuture<BrokerNode> node) {}

    private RealCluster(Path folder, BrokerSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** Starts so many nodes with so many loops each. */
    static RealCluster start(Path folder, int nodes, int loops, Map<String, String> config) {
        SortedMap<Integer, NodeLayout> layouts = new TreeMap<>();
        for (int id = 1; id <= nodes; id++) {
            layouts.put(id, new NodeLayout(id, FreePorts.endpoint(), FreePorts.endpoint(), FreePorts.endpoint(), null));
        }
        var layout = new ClusterLayout("a-real-cluster", layouts);
        var cluster = new RealCluster(folder, BrokerSettings.of(layout, new TreeMap<>(config)));
        layouts.keySet().forEach(id -> cluster.start(id, loops));
        return cluster;
    }

    void start(int id, int loops) {
        var files = folder.resolve("node-" + id);
        try {
            Files.createDirectories(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var disks = FileDisks.open(files, FilesSettings.DEFAULT, DiskWatch.NONE);
        var node = new CompletableFuture<BrokerNode>();
        int incarnation = lives.merge(id, 1, Integer::sum) - 1;
        var life = NodeLife.begin(
                LifeSettings.of(id, incarnation, NetSettings.STANDARD).withShards(loops), disks::of, environment -> {
                    if (environment.shards().self() == 0) {
                        node.complete(BrokerNode.start(environment, settings, BrokerListener.NONE));
                    }
                });
        running.put(id, new Running(life, disks, node));
    }

    void kill(int id) {
        var gone = running.remove(id);
        gone.life().end();
        gone.life().ended().join();
        gone.disks().close();
    }

    /** Stops a node in order; returns once it has ended. */
    void stop(int id) {
        var going = running.get(id);
        var stopped = new CompletableFuture<Void>();
        going.life().post(0, () -> going.node().join().stop(() -> stopped.complete(null)));
        stopped.orTimeout(60, TimeUnit.SECONDS).join();
        kill(id);
    }

    List<Endpoint> bootstrap() {
        return settings.layout().nodes().values().stream()
                .map(NodeLayout::client)
                .toList();
    }

    /** Returns what crashed a node; empty where it runs or was ended. */
    Optional<Throwable> crash(int id) {
        var life = running.get(id);
        return life == null ? Optional.empty() : life.life().ended().getNow(Optional.empty());
    }

    /** Runs something on a loop that only clients use, and waits until it has begun. */
    void onClient(Consumer<Environment> program) {
        if (client != null) {
            client.end();
        }
        client = NodeLife.begin(LifeSettings.of(CLIENT, 0, NetSettings.STANDARD), Disks.NONE, program);
    }

    /** Creates a topic with three replicas of each partition; asks again until it is there. */
    void create(String topic, int partitions) {
        var created = new CompletableFuture<Void>();
        onClient(environment -> create(environment, topic, partitions, created));
        created.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private void create(Environment environment, String topic, int partitions, CompletableFuture<Void> created) {
        var channel = RpcChannel.to(environment, bootstrap().get(0), ChannelSettings.ofClient("test"));
        var request = new CreateTopicsRequest(
                List.of(new CreateTopicsRequest.Topic(topic, partitions, (short) 3, List.of(), List.of())),
                5_000,
                false);
        channel.send(request, 5_000_000_000L, outcome -> {
            channel.close();
            if (outcome instanceof RpcOutcome.Answered answered
                    && answered.response() instanceof CreateTopicsResponse response
                    && isThere(response.topics().get(0).error())) {
                created.complete(null);
            } else {
                environment.timers().after(100_000_000, () -> create(environment, topic, partitions, created));
            }
        });
    }

    private static boolean isThere(ErrorCode error) {
        return error == ErrorCode.NONE || error == ErrorCode.TOPIC_ALREADY_EXISTS;
    }

    NodeLife client() {
        return client;
    }

    @Override
    public void close() {
        if (client != null) {
            client.end();
        }
        List.copyOf(running.keySet()).forEach(this::kill);
    }
}
