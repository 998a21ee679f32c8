package io.waybill.server.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A small disk of its own: an ext4 file system in a file, which only the processes that are started with {@link #shell}
 * see, in a mount namespace of their own. It goes when they do; what is on it stays in the file.
 */
final class LoopDisk {

    private final Path image;
    private final Path mountPoint;

    private LoopDisk(Path image, Path mountPoint) {
        this.image = image;
        this.mountPoint = mountPoint;
    }

    static LoopDisk of(Path place, int megabytes) throws IOException, InterruptedException {
        Path mountPoint = Files.createDirectories(place.resolve("disk"));
        var disk = new LoopDisk(place.resolve("disk.img"), mountPoint);
        run("truncate -s " + megabytes + "M " + disk.image + " && mkfs.ext4 -q " + disk.image);
        return disk;
    }

    /** Returns why such disks cannot be had here; empty where they can. */
    static Optional<String> problem(Path place) {
        try {
            var disk = of(place, 4);
            String said = run("unshare -m sh -c 'mount -o loop,errors=remount-ro " + disk.image + " " + disk.mountPoint
                    + " && ls /sys/fs/ext4/*/trigger_fs_error'");
            Files.delete(disk.image);
            return said.contains("trigger_fs_error")
                    ? Optional.empty()
                    : Optional.of("the kernel cannot be asked to turn an ext4 file system read-only");
        } catch (IOException | InterruptedException e) {
            return Optional.of("no file system can be mounted in a namespace of its own: " + e.getMessage());
        }
    }

    Path mountPoint() {
        return mountPoint;
    }

    /**
     * Returns what the shell does before it becomes a process that has this disk.
     *
     * @param options of mount, with a comma before them
     * @param then what it does on the disk first
     */
    String shell(String options, String then) {
        return "exec unshare -m /bin/sh -c 'mount -o loop,errors=remount-ro" + options + " " + image + " " + mountPoint
                + " || exit 99; " + then + "; exec \"$@\"' sh \"$@\"";
    }

    /** The kernel finds an error in the file system, and turns it read-only, as it does where a real one is broken. */
    void turnReadOnly() throws IOException {
        Files.writeString(Path.of("/sys/fs/ext4", device(), "trigger_fs_error"), "broken by a test");
    }

    private String device() throws IOException {
        try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
            for (Path device : devices.toList()) {
                Path backing = device.resolve("loop/backing_file");
                if (Files.exists(backing) && Files.readString(backing).strip().equals(image.toString())) {
                    return device.getFileName().toString();
                }
            }
        }
        throw new IOException("no loop device has " + image);
    }

    private static String run(String command) throws IOException, InterruptedException {
        var process = new ProcessBuilder("/bin/sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return said;
    }
}
