package io.waybill.environment.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The disks of nodes' own on this machine: whether there can be any, and how they go. */
public final class Disks {

    private static final Path LOOP_CONTROL = Path.of("/dev/loop-control");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path BLOCK_DEVICES = Path.of("/sys/block");
    private static final String CAPABILITIES = "CapEff:";
    /** CAP_SYS_ADMIN in capabilities(7). */
    private static final int MAY_MOUNT = 21;

    private Disks() {}

    /** Returns what this machine lacks for disks of nodes' own, one sentence each; touches nothing. */
    public static List<String> missing() {
        if (!Files.exists(STATUS)) {
            return List.of("power cuts and full disks need a Linux system: use --env simulated");
        }
        List<String> missing = new ArrayList<>();
        if (!mayMount()) {
            missing.add(
                    "power cuts and full disks need disks of the nodes' own, and this user must not mount any: run as"
                            + " root (in a container: with --privileged), or use --env simulated");
        }
        if (!Files.exists(LOOP_CONTROL)) {
            missing.add("power cuts and full disks need disks of the nodes' own, and this system has no loop devices ("
                    + LOOP_CONTROL + "): modprobe loop, or use --env simulated");
        }
        for (Tool tool : Tool.values()) {
            if (!tool.isHere()) {
                missing.add("power cuts and full disks need " + tool.command() + ": install " + tool.origin());
            }
        }
        if (PowerSwitch.here().isEmpty()) {
            missing.add("power cuts need one of " + PowerSwitch.words() + ": install perl-base");
        }
        return missing;
    }

    private static boolean mayMount() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(CAPABILITIES))
                    .map(line -> line.substring(CAPABILITIES.length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) >> MAY_MOUNT & 1) == 1);
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    /**
     * Lets go of every disk that is mounted in a directory, or whose file is in it, so that the directory can be
     * removed. Whoever still uses one keeps it until he ends, without a name.
     *
     * @throws IOException where something stays mounted there, also what is none of ours
     */
    public static void release(Path directory) throws IOException {
        for (Mount mount : Mount.in(directory)) {
            if (mount.isLoop()) {
                unmount(mount.target());
            }
        }
        detach(directory);
        List<Mount> left = Mount.in(directory);
        if (!left.isEmpty()) {
            throw new IOException(left.get(0).target() + " is mounted from "
                    + left.get(0).source() + ", so that nothing is removed there: umount it");
        }
    }

    static void unmount(Path target) throws IOException {
        try {
            Command.run("umount", target.toString());
        } catch (IOException inUse) {
            // The name goes, the rest with its last user. Two harnesses may sweep the same remains.
            if (!Mount.in(target).isEmpty()) {
                Command.run("umount", "--lazy", target.toString());
            }
        }
    }

    /** A loop device without a mount: its mount was called off in the middle. Others end with their mounts. */
    private static void detach(Path directory) throws IOException {
        Path home = Files.exists(directory) ? directory.toRealPath() : directory.toAbsolutePath();
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(BLOCK_DEVICES, "loop*")) {
            for (Path device : devices) {
                Path attached = device.resolve("loop").resolve("backing_file");
                if (Files.exists(attached) && Path.of(text(attached)).startsWith(home)) {
                    Command.run("losetup", "--detach", "/dev/" + device.getFileName());
                }
            }
        } catch (NoSuchFileException | NotDirectoryException notLinux) {
            // There are none.
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException detachedMeanwhile) {
            return "";
        }
    }
}
