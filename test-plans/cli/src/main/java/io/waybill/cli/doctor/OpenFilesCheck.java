package io.waybill.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many files and sockets a process may have open. The JVM takes as many as it may get. */
final class OpenFilesCheck implements Check {

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String LINE = "Max open files";

    /** Enough for brokers with some hundred partitions and their clients. */
    private static final long ENOUGH = 4_096;

    @Override
    public List<Finding> look() {
        try {
            return Files.readAllLines(LIMITS).stream()
                    .filter(line -> line.startsWith(LINE))
                    .map(line -> finding(line.substring(LINE.length()).strip().split("\\s+", 2)[0]))
                    .toList();
        } catch (IOException notLinux) {
            return List.of(Finding.fine("open files", "this system does not tell its limit"));
        }
    }

    static Finding finding(String limit) {
        boolean isEnough = limit.equals("unlimited") || Long.parseLong(limit) >= ENOUGH;
        return isEnough
                ? Finding.fine("open files", limit.equals("unlimited") ? limit : limit + " allowed")
                : Finding.warning("open files", limit + " allowed", "ulimit -n 65536, before the run");
    }
}
