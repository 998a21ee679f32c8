package io.waybill.benchmark.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux tells of processes and of the whole machine, proc(5). Times are in seconds; the system counts in ticks of
 * 10 ms, on every Linux that Java runs on.
 */
final class Proc {

    private static final double TICKS_A_SECOND = 100;
    /** Of the line {@code cpu}: user, nice, system, irq, softirq, steal; idle and waiting are no work. */
    private static final int[] WORK = {1, 2, 3, 6, 7, 8};
    /** Of a process, counted from what follows its name: the two in user and in kernel mode. */
    private static final int USER = 11;

    private static final int KERNEL = 12;
    private static final int KIB = 1024;

    private Proc() {}

    /** Returns whether this system tells all this. */
    static boolean isThere() {
        return Files.isReadable(Path.of("/proc/self/stat")) && Files.isReadable(Path.of("/proc/stat"));
    }

    /** Returns the CPU seconds of a process so far; 0 where it has ended. */
    static double cpuSeconds(long process) {
        Path file = Path.of("/proc", Long.toString(process), "stat");
        return Files.exists(file) ? cpuSecondsIn(read(file)) : 0;
    }

    /** Returns the CPU seconds that the machine has worked so far, all cores together. */
    static double machineSeconds() {
        return machineSecondsIn(read(Path.of("/proc/stat")));
    }

    /** Returns the resident memory of a process now, in bytes. */
    static long residentBytes(long process) {
        return bytesIn(read(Path.of("/proc", Long.toString(process), "status")), "VmRSS:");
    }

    /** Returns the most resident memory that a process ever had, in bytes. */
    static long peakBytes(long process) {
        return bytesIn(read(Path.of("/proc", Long.toString(process), "status")), "VmHWM:");
    }

    static double cpuSecondsIn(String stat) {
        // The name may contain blanks and brackets; after the last bracket come numbers.
        String[] numbers = stat.substring(stat.lastIndexOf(')') + 1).strip().split("\\s+", -1);
        return (Long.parseLong(numbers[USER]) + Long.parseLong(numbers[KERNEL])) / TICKS_A_SECOND;
    }

    static double machineSecondsIn(String stat) {
        String[] numbers = stat.lines().findFirst().orElse("").split("\\s+", -1);
        long ticks = 0;
        for (int field : WORK) {
            ticks += Long.parseLong(numbers[field]);
        }
        return ticks / TICKS_A_SECOND;
    }

    static long bytesIn(String status, String name) {
        List<String> lines =
                status.lines().filter(line -> line.startsWith(name)).toList();
        return lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).replaceAll("[^0-9]", "")) * KIB;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
