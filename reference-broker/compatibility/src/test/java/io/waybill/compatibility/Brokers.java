package io.waybill.compatibility;

import io.waybill.broker.node.BrokerNode;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.settings.ClusterLayout;
import io.waybill.broker.settings.NodeLayout;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.environment.Endpoint;
import io.waybill.server.files.DiskWatch;
import io.waybill.server.files.FileDisks;
import io.waybill.server.files.FilesSettings;
import io.waybill.server.loop.LifeSettings;
import io.waybill.server.loop.NodeLife;
import io.waybill.server.net.NetSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Three brokers, which are controllers too, in this process: on loopback and on files. */
final class Brokers implements AutoCloseable {

    private static final int COUNT = 3;

    private final ClusterLayout layout;
    private final List<NodeLife> lives = new ArrayList<>();
    private final List<FileDisks> disks = new ArrayList<>();

    private Brokers(ClusterLayout layout) {
        this.layout = layout;
    }

    /** Starts them; a client that comes too early tries again by itself. */
    static Brokers start(Path folder) throws IOException {
        SortedMap<Integer, NodeLayout> nodes = new TreeMap<>();
        for (int id = 1; id <= COUNT; id++) {
            nodes.put(id, new NodeLayout(id, freeEndpoint(), freeEndpoint(), freeEndpoint(), null));
        }
        var brokers = new Brokers(new ClusterLayout("compatibility", nodes));
        for (int id = 1; id <= COUNT; id++) {
            brokers.start(id, Files.createDirectories(folder.resolve("node-" + id)));
        }
        return brokers;
    }

    private static Endpoint freeEndpoint() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Endpoint("127.0.0.1", socket.getLocalPort());
        }
    }

    private void start(int id, Path folder) {
        var config = new TreeMap<>(Map.of("default.replication.factor", "3", "min.insync.replicas", "2"));
        var settings = BrokerSettings.of(layout, config);
        var disk = FileDisks.open(folder, FilesSettings.DEFAULT, DiskWatch.NONE);
        disks.add(disk);
        lives.add(NodeLife.begin(
                LifeSettings.of(id, 0, NetSettings.STANDARD),
                disk::of,
                environment -> BrokerNode.start(environment, settings, BrokerListener.NONE)));
    }

    /** Returns where clients find them. */
    String bootstrap() {
        return layout.nodes().values().stream()
                .map(NodeLayout::client)
                .map(endpoint -> endpoint.host() + ":" + endpoint.port())
                .collect(Collectors.joining(","));
    }

    /** Returns what has crashed any of them. */
    List<Throwable> crashes() {
        return lives.stream()
                .map(life -> life.ended().getNow(Optional.empty()))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void close() {
        for (NodeLife life : lives) {
            life.end();
            life.ended().join();
        }
        disks.forEach(FileDisks::close);
    }
}
