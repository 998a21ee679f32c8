package io.waybill.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** The Java that runs this, processors and memory. */
final class MachineChecks {

    private static final int LEAST_JAVA = 17;

    /** A node of our own takes about 200 MB under the default plan's load, of Kafka's up to 1.3 GB. */
    private static final long OUR_NODE_BYTES = 200L << 20;

    private static final long KAFKA_NODE_BYTES = 1_300L << 20;
    private static final int NODES = 3;

    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path CGROUP = Path.of("/sys/fs/cgroup");

    List<Finding> java() {
        String seen = Runtime.version() + " in " + System.getProperty("java.home");
        return List.of(
                Runtime.version().feature() >= LEAST_JAVA
                        ? Finding.fine("Java", seen)
                        : Finding.missing("Java", seen, "install a JDK " + LEAST_JAVA + " or newer"));
    }

    List<Finding> processors() {
        int count = Runtime.getRuntime().availableProcessors();
        return List.of(
                count > 1
                        ? Finding.fine("processors", String.valueOf(count))
                        : Finding.warning(
                                "processors",
                                "1, and a cluster of processes wants 2: real time stretches, and moments may not come"
                                        + " about",
                                "waybill run --env simulated needs no real time"));
    }

    List<Finding> memory() {
        OptionalLong available = available();
        if (available.isEmpty()) {
            return List.of(Finding.fine("memory", "this system does not tell what is left"));
        }
        long bytes = available.getAsLong();
        String seen = Sizes.text(bytes) + " left";
        if (bytes < NODES * OUR_NODE_BYTES) {
            return List.of(Finding.missing(
                    "memory",
                    seen + ", and three nodes of our own take " + Sizes.text(NODES * OUR_NODE_BYTES),
                    "end something, or run --env simulated"));
        }
        return List.of(
                bytes < NODES * KAFKA_NODE_BYTES
                        ? Finding.warning(
                                "memory",
                                seen + ": enough for nodes of our own; three of Kafka's may take "
                                        + Sizes.text(NODES * KAFKA_NODE_BYTES),
                                "end something before --system kafka")
                        : Finding.fine("memory", seen));
    }

    /** What the machine has left, or what the group that this process is in may still take where that is less. */
    private static OptionalLong available() {
        OptionalLong machine = meminfo();
        OptionalLong limit = number(CGROUP.resolve("memory.max"));
        OptionalLong used = number(CGROUP.resolve("memory.current"));
        if (limit.isPresent() && used.isPresent()) {
            long left = limit.getAsLong() - used.getAsLong();
            return OptionalLong.of(machine.isPresent() ? Math.min(left, machine.getAsLong()) : left);
        }
        return machine;
    }

    private static OptionalLong meminfo() {
        try {
            return Files.readAllLines(MEMORY).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException | NumberFormatException notLinux) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong number(Path file) {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException noLimit) {
            return OptionalLong.empty();
        }
    }
}
