package io.waybill.system.reference;

import io.waybill.environment.disk.NodeDisk;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.image.ImageRecipe;
import io.waybill.system.Stage;
import io.waybill.system.reference.node.LocalLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Disks of this machine that nodes in containers store on. They go with {@link #close}. */
final class HostDisks implements AutoCloseable {

    /** A workspace without processes: what is in it is swept as that of local clusters is. */
    private final LocalProcesses home;

    private final SortedMap<Integer, NodeDisk> byNode = new TreeMap<>();

    private HostDisks(LocalProcesses home) {
        this.home = home;
    }

    static HostDisks make(int nodes, Stage stage) {
        HostDisks disks = new HostDisks(LocalProcesses.open(stage.scratch(), false));
        try {
            for (int node = 1; node <= nodes; node++) {
                NodeDisk disk = disks.home.disk(LocalLayout.nameOf(node));
                disks.byNode.put(node, disk);
                giveToTheImagesUser(disk.folder());
                disk.sync();
            }
            return disks;
        } catch (IOException e) {
            disks.close();
            throw new UncheckedIOException("cannot give a disk to the user of the image: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            disks.close();
            throw e;
        }
    }

    private static void giveToTheImagesUser(Path folder) throws IOException {
        Files.setAttribute(folder, "unix:uid", ImageRecipe.USER_ID);
        Files.setAttribute(folder, "unix:gid", ImageRecipe.USER_ID);
    }

    SortedMap<Integer, NodeDisk> byNode() {
        return byNode;
    }

    /** Returns what a node finds where it stores. */
    Path folder(int node) {
        NodeDisk disk = byNode.get(node);
        if (disk == null) {
            throw new IllegalArgumentException("node must be one of " + byNode.keySet() + ", was " + node);
        }
        return disk.folder();
    }

    /** Takes away all that a node that is down has stored. */
    void wipe(int node) {
        home.remove(folder(node).resolve(ContainerHome.DATA));
    }

    @Override
    public void close() {
        home.close();
    }
}
