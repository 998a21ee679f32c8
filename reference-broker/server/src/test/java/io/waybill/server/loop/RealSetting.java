package io.waybill.server.loop;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.conformance.Setting;
import io.waybill.server.files.DiskWatch;
import io.waybill.server.files.FileDisks;
import io.waybill.server.files.FilesSettings;
import io.waybill.server.net.NetSettings;
import io.waybill.server.net.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Nodes on this machine, as the suite's setting: real threads, sockets and files. */
final class RealSetting implements Setting {

    /** More than it takes from the wish to listen until the system has been told. */
    private static final int TURNS = 8;

    private final Path folder;
    private final Transport transport;
    private final FilesSettings filesSettings;
    private final Map<Integer, Node> nodes = new TreeMap<>();
    /** Asked for by all loops of a node at once: they must be told the same. */
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

    RealSetting(Path folder, Transport transport, FilesSettings filesSettings) {
        this.folder = folder;
        this.transport = transport;
        this.filesSettings = filesSettings;
    }

    @Override
    public void add(int node, int shards, Consumer<Environment> program) {
        nodes.put(node, new Node(node, shards, program));
    }

    @Override
    public Endpoint endpoint(int node, int number) {
        return endpoints.computeIfAbsent(node + "." + number, key -> FreePorts.endpoint());
    }

    @Override
    public void start(int node) {
        nodes.get(node).start();
    }

    @Override
    public void kill(int node) {
        nodes.get(node).kill();
    }

    /** A process cannot take from the system what it was given to write. */
    @Override
    public boolean cutPower(int node) {
        return false;
    }

    @Override
    public void run(long nanos) {
        LockSupport.parkNanos(nanos);
    }

    @Override
    public void close() {
        nodes.values().forEach(Node::kill);
    }

    private final class Node {
        private final int id;
        private final int shards;
        private final Consumer<Environment> program;
        private final Path files;
        private int lives;
        private NodeLife life;
        private FileDisks disks;

        Node(int id, int shards, Consumer<Environment> program) {
            this.id = id;
            this.shards = shards;
            this.program = program;
            this.files = folder.resolve("node-" + id);
            try {
                Files.createDirectories(files);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void start() {
            disks = FileDisks.open(files, filesSettings, DiskWatch.NONE);
            var settings = new LifeSettings(id, lives++, shards, id, NetSettings.STANDARD);
            life = NodeLife.begin(settings, transport, disks::of, program);
            for (int shard = 0; shard < shards; shard++) {
                awaitBeginning(shard);
            }
        }

        /** Waits until the program has begun, and listens where it wants to, however busy the machine is. */
        private void awaitBeginning(int shard) {
            for (int turn = 0; turn < TURNS; turn++) {
                var done = new CompletableFuture<Void>();
                life.post(shard, () -> done.complete(null));
                // A life that has crashed meanwhile does nothing more.
                CompletableFuture.anyOf(done, life.ended()).join();
            }
        }

        void kill() {
            if (life != null) {
                life.end();
                disks.close();
                life.ended().join();
                life = null;
            }
        }
    }
}
