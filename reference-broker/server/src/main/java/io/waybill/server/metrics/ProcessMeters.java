package io.waybill.server.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the JVM and the system know of this process. Asked only when somebody reads the page: the beans cost memory. */
final class ProcessMeters {

    private static final double NANOS_A_SECOND = 1e9;
    private static final double MILLIS_A_SECOND = 1e3;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String OPEN_FILES = "Max open files";
    private static final String RESIDENT = "VmRSS:";
    private static final int KIBIBYTE = 1024;

    private ProcessMeters() {}

    static void write(Page page) {
        String version = Metric.class.getPackage().getImplementationVersion();
        page.info(
                Metric.BUILD,
                version == null ? "development" : version,
                Runtime.version().toString());
        var memory = ManagementFactory.getMemoryMXBean();
        area(page, memory.getHeapMemoryUsage(), "heap");
        area(page, memory.getNonHeapMemoryUsage(), "nonheap");
        for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            page.add(Metric.BUFFERS_USED, pool.getMemoryUsed(), pool.getName());
        }
        for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
            page.add(
                    Metric.COLLECTIONS,
                    Math.max(0, each.getCollectionCount()),
                    Math.max(0, each.getCollectionTime()) / MILLIS_A_SECOND,
                    each.getName());
        }
        page.add(Metric.THREADS, ManagementFactory.getThreadMXBean().getThreadCount());
        page.add(Metric.CLASSES, ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        page.add(Metric.STARTED, ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS_A_SECOND);
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .ifPresent(cpu -> page.add(Metric.CPU, cpu.toNanos() / NANOS_A_SECOND));
        number(STATUS, RESIDENT).ifPresent(kibibytes -> page.add(Metric.RESIDENT, kibibytes * KIBIBYTE));
        number(LIMITS, OPEN_FILES).ifPresent(most -> page.add(Metric.MOST_OPEN_FILES, most));
        openFiles().ifPresent(open -> page.add(Metric.OPEN_FILES, open));
    }

    private static void area(Page page, MemoryUsage usage, String name) {
        page.add(Metric.MEMORY_USED, usage.getUsed(), name);
        page.add(Metric.MEMORY_COMMITTED, usage.getCommitted(), name);
        if (usage.getMax() >= 0) {
            page.add(Metric.MEMORY_MAX, usage.getMax(), name);
        }
    }

    /** Returns the first number of a line of a file that Linux alone has; empty where there is none. */
    private static Optional<Long> number(Path file, String line) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(it -> it.startsWith(line))
                    .map(it -> it.substring(line.length()).strip().split("[^0-9]", 2)[0])
                    .filter(it -> !it.isEmpty())
                    .map(Long::parseLong)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> openFiles() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return Optional.empty();
        }
        try (var open = Files.list(DESCRIPTORS)) {
            return Optional.of(open.count());
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
