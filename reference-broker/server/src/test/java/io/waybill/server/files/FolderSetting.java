package io.waybill.server.files;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.conformance.Setting;
import io.waybill.server.loop.LifeSettings;
import io.waybill.server.loop.NodeLife;
import io.waybill.server.net.NetSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Nodes on loops and folders of this machine, all in this process. */
final class FolderSetting implements Setting {

    private final Path place;
    private final Map<Integer, RealNode> nodes = new TreeMap<>();

    FolderSetting(Path place) {
        this.place = place;
    }

    @Override
    public void add(int node, int shards, Consumer<Environment> program) {
        nodes.put(node, new RealNode(place.resolve("n" + node), node, shards, program));
    }

    @Override
    public Endpoint endpoint(int node, int number) {
        throw new UnsupportedOperationException("disks need no network");
    }

    @Override
    public void start(int node) {
        nodes.get(node).start();
    }

    @Override
    public void kill(int node) {
        nodes.get(node).kill();
    }

    @Override
    public boolean cutPower(int node) {
        return false;
    }

    @Override
    public void run(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(RealNode::kill);
    }

    /** One node, running or not. */
    private static final class RealNode {

        private final Path place;
        private final int id;
        private final int shards;
        private final Consumer<Environment> program;
        private @Nullable NodeFolder folder;
        private @Nullable FileDisks disks;
        private @Nullable NodeLife life;

        RealNode(Path place, int id, int shards, Consumer<Environment> program) {
            this.place = place;
            this.id = id;
            this.shards = shards;
            this.program = program;
        }

        void start() {
            folder = NodeFolder.open(place, "cluster", id);
            disks = FileDisks.open(folder.files(), new FilesSettings(2, 3), DiskWatch.NONE);
            life = NodeLife.begin(
                    new LifeSettings(id, folder.incarnation(), shards, id, NetSettings.STANDARD), disks::of, program);
        }

        void kill() {
            if (life != null) {
                life.end();
                life.ended().join();
                disks.close();
                folder.close();
                life = null;
            }
        }
    }
}
