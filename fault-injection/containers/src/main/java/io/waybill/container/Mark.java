package io.waybill.container;

import io.waybill.environment.local.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whose a container, a network or a volume is, as its labels tell.
 *
 * @param owner the harness
 * @param world where the owner's process id means something: the boot of the machine and the space of its processes.
 *     Harnesses in two containers, or on two machines, may share an engine and not see each other's processes
 * @param cluster which of the owner's clusters
 */
record Mark(Owner owner, String world, String cluster) {

    static final String OWNER = "io.waybill.owner";
    static final String CLUSTER = "io.waybill.cluster";
    private static final String WORLD = "io.waybill.world";

    private static final AtomicInteger LAST = new AtomicInteger();

    /** Returns the mark of the next cluster of this process. */
    static Mark next() {
        Owner owner = Owner.current();
        return new Mark(owner, here(), owner.text() + "-" + LAST.incrementAndGet());
    }

    /** Reads labels; empty where they are not of a harness. */
    static Optional<Mark> of(@Nullable Map<String, String> labels) {
        if (labels == null || !labels.containsKey(WORLD) || !labels.containsKey(CLUSTER)) {
            return Optional.empty();
        }
        return Owner.parse(labels.getOrDefault(OWNER, ""))
                .map(owner -> new Mark(owner, labels.getOrDefault(WORLD, ""), labels.getOrDefault(CLUSTER, "")));
    }

    Map<String, String> labels() {
        return Map.of(OWNER, owner.text(), WORLD, world, CLUSTER, cluster);
    }

    /** Returns the name of something of this cluster: {@code waybill-1234-1795471234567-1-n1}. */
    String nameOf(String what) {
        return "waybill-" + cluster + "-" + what;
    }

    /** Returns whether the owner is certainly gone. Of what another world's processes own, nobody here can know. */
    boolean isAbandoned() {
        return world.equals(here()) && !owner.isAlive();
    }

    private static String here() {
        return read(Path.of("/proc/sys/kernel/random/boot_id")) + "/" + link(Path.of("/proc/self/ns/pid"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException notLinux) {
            return "";
        }
    }

    private static String link(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException notLinux) {
            return "";
        }
    }
}
