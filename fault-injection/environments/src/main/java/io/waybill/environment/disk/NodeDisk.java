package io.waybill.environment.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A node's own disk: an ext4 file system in a file, mounted for as long as its directory is there.
 *
 * <pre>
 * DIRECTORY/n1-1.img     the file; after each loss of power another one, n1-2.img
 * DIRECTORY/n1           where it is mounted
 * DIRECTORY/n1/n1        the node's folder
 * DIRECTORY/n1/filler    takes all the room while the disk is full
 * </pre>
 *
 * <p>A loss of power has two halves, because it is to hit several nodes at one moment: {@link #cutPower} stops the file
 * system where it is, and {@link #powerUp}, which has time, mounts what is in the file. That is a copy of the file,
 * made when nothing writes to it any more: the system keeps a stopped file system as long as anybody anywhere still has
 * it mounted, a container that is just being made for instance, and would hand it out again.
 *
 * <p>Used by one thread at a time. Errors are {@link UncheckedIOException}: the harness has lost its grip.
 */
public final class NodeDisk {

    /** Without holes it would be as large; there is as much of it as the node has written. */
    private static final long SIZE_BYTES = 4L << 30;

    private static final int BLOCK_BYTES = 4096;
    private static final long LAST_BYTES = 1L << 20;
    /**
     * What is not synced is to be lost, also where ext4 would save those who rename what they have not synced; and
     * metadata are not committed by themselves every five seconds.
     */
    private static final String OPTIONS = "loop,noauto_da_alloc,noinit_itable,commit=300";

    private final String name;
    private final Path mountPoint;
    private int file = 1;
    private boolean powered = true;
    private boolean full;

    private NodeDisk(Path directory, String name) {
        this.name = name;
        this.mountPoint = directory.resolve(name);
    }

    /**
     * Makes an empty one and mounts it.
     *
     * @param directory is there; whoever removes it calls {@link Disks#release} first
     * @param name the node's
     */
    public static NodeDisk make(Path directory, String name) {
        NodeDisk disk = new NodeDisk(directory.toAbsolutePath(), name);
        disk.act("make", () -> {
            Path image = disk.image();
            try (RandomAccessFile holes = new RandomAccessFile(image.toFile(), "rw")) {
                holes.setLength(SIZE_BYTES);
            }
            // The journal and the tables are small and not written to before they are used: it is made in no time.
            Command.run(
                    "mkfs.ext4",
                    "-q",
                    "-F",
                    "-m",
                    "0",
                    "-b",
                    String.valueOf(BLOCK_BYTES),
                    "-N",
                    "16384",
                    "-J",
                    "size=16",
                    "-E",
                    "nodiscard,lazy_itable_init=1,lazy_journal_init=1",
                    image.toString());
            Files.createDirectories(disk.mountPoint);
            disk.mount();
            Files.createDirectory(disk.folder());
            disk.syncAll();
        });
        return disk;
    }

    /** Returns the node's folder, which is empty at first. */
    public Path folder() {
        return mountPoint.resolve(name);
    }

    /** Writes all that was not synced: what a later loss of power must not take. Does nothing without power. */
    public void sync() {
        if (powered) {
            act("sync", this::syncAll);
        }
    }

    private void syncAll() throws IOException {
        Command.run("sync", "--file-system", mountPoint.toString());
    }

    /** Stops it, so that what was not synced is lost. The node is down. Does nothing without power. */
    public void cutPower() {
        if (powered) {
            act("cut the power of", () -> {
                PowerSwitch.here()
                        .orElseThrow(() -> new IOException("there is none of " + PowerSwitch.words()))
                        .cut(mountPoint);
                powered = false;
            });
        }
    }

    /** Makes what it had synced accessible again. Does nothing where it has power. */
    public void powerUp() {
        if (!powered) {
            act("mount", () -> {
                Path before = image();
                file++;
                Command.run("cp", "--sparse=always", before.toString(), image().toString());
                Disks.unmount(mountPoint);
                mount();
                powered = true;
                Files.delete(before);
                // Of what fills it nobody knows whether it was lost.
                makeRoom();
                if (full) {
                    takeRoom();
                }
            });
        }
    }

    /** Takes all the room that is left; without power, as soon as it has some again. */
    public void fill() {
        full = true;
        if (powered) {
            act("fill", this::takeRoom);
        }
    }

    /** Gives the room back that {@link #fill} took; without power, as soon as it has some again. */
    public void drain() {
        full = false;
        if (powered) {
            act("make room on", this::makeRoom);
        }
    }

    private void takeRoom() throws IOException {
        long room = Files.getFileStore(mountPoint).getUsableSpace();
        if (room > LAST_BYTES) {
            Command.run(
                    "fallocate",
                    "--length",
                    String.valueOf(room - LAST_BYTES),
                    inRoot("filler").toString());
        }
        // What is reserved has tables of its own, so that nobody knows beforehand how much there is room for.
        byte[] block = new byte[BLOCK_BYTES];
        try (OutputStream out = Files.newOutputStream(inRoot("filler-rest"))) {
            for (long written = 0; written < 4 * LAST_BYTES; written += block.length) {
                out.write(block);
            }
        } catch (IOException full) {
            return;
        }
        throw new IOException("it has room however much is written");
    }

    private void makeRoom() throws IOException {
        Files.deleteIfExists(inRoot("filler"));
        Files.deleteIfExists(inRoot("filler-rest"));
    }

    private void mount() throws IOException {
        Command.run("mount", "-t", "ext4", "-o", OPTIONS, image().toString(), mountPoint.toString());
    }

    private Path image() {
        return mountPoint.resolveSibling(name + "-" + file + ".img");
    }

    private Path inRoot(String file) {
        return mountPoint.resolve(file);
    }

    /** What acts on files. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void act(String what, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot " + what + " the disk of " + name + ": " + e.getMessage(), e);
        }
    }
}
