package io.waybill.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures how fast histories of our own format are judged, beside how fast the same file can merely be read.
 *
 * <p>Each history is made by the seeded generator, clean and with planted anomalies; a checker that does not find
 * exactly what was planted ends the benchmark. Each figure is the median of several runs in a process of its own that
 * has the options of the launcher.
 */
public final class CheckBenchmark {

    private static final long SEED = 0x5EED;
    private static final int MOST_MINUTES = 20;
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xms32m");

    private final Path folder;
    private final int threads;
    private final int runs;
    private final Consumer<String> out;

    private CheckBenchmark(Path folder, int threads, int runs, Consumer<String> out) {
        this.folder = folder;
        this.threads = threads;
        this.runs = runs;
        this.out = out;
    }

    /**
     * Runs the benchmark.
     *
     * @param sizes how many messages the histories have, about
     * @param threads with how many threads they are judged, beside one
     * @param runs how often each is gone through, 1 or more
     * @param out is given the lines of the result, one after the other
     * @throws IllegalStateException where the checker does not find what was planted
     */
    public static void run(List<Long> sizes, int threads, int runs, Consumer<String> out)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("waybill-bench");
        try {
            CheckBenchmark benchmark = new CheckBenchmark(folder, threads, runs, out);
            benchmark.title();
            for (long size : sizes) {
                benchmark.measure(size, false);
                benchmark.measure(size, true);
            }
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
    }

    private void title() {
        out.accept(String.format(
                Locale.ROOT,
                "medians of %d runs; M messages/s (a message is a send and its delivery), in brackets per CPU second",
                runs));
        out.accept(String.format(
                Locale.ROOT,
                "%-18s %6s %10s %10s %17s %17s %6s %9s",
                "history",
                "B/msg",
                "read",
                "verify",
                "check, 1 thread",
                "check, " + threads + " threads",
                "/read",
                "resident"));
    }

    private void measure(long size, boolean plant) throws IOException, InterruptedException {
        Path file = folder.resolve(size + (plant ? "-planted" : "-clean") + ".waybill");
        Planted planted = HistoryGenerator.write(file, size, SEED, plant);
        Measurement read = process(MeasuredProcess.Way.READ, file, 1, "");
        Measurement verify = process(MeasuredProcess.Way.VERIFY, file, 1, "");
        Measurement one = process(MeasuredProcess.Way.CHECK, file, 1, expected(planted));
        Measurement several = process(MeasuredProcess.Way.CHECK, file, threads, expected(planted));
        out.accept(String.format(
                Locale.ROOT,
                "%-18s %6.2f %10.0f %10.0f %17s %17s %5.0f%% %6d MB",
                size / 1_000_000 + " M, " + (plant ? "planted" : "clean"),
                Files.size(file) / (double) size,
                read.millionsPerSecond(size),
                verify.millionsPerSecond(size),
                figure(one, size),
                figure(several, size),
                100 * several.millionsPerSecond(size) / read.millionsPerSecond(size),
                several.peakResidentKib() / 1024));
        Files.delete(file);
    }

    private static String figure(Measurement measured, long size) {
        return String.format(
                Locale.ROOT, "%.1f (%.1f)", measured.millionsPerSecond(size), measured.millionsPerCpuSecond(size));
    }

    private static String expected(Planted planted) {
        if (planted.total() == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "aborted-read=%d duplicate-append=%d inconsistent-offset=%d lost-write=%d phantom-read=%d reordered=%d",
                planted.aborted(),
                planted.duplicates(),
                planted.misplaced(),
                planted.lost(),
                planted.phantoms(),
                planted.reordered());
    }

    private Measurement process(MeasuredProcess.Way way, Path file, int ofThreads, String expected)
            throws IOException, InterruptedException {
        Path result = folder.resolve("result");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MeasuredProcess.class.getName());
        command.addAll(List.of(
                way.name(), file.toString(), String.valueOf(ofThreads), String.valueOf(runs), result.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("measuring " + file.getFileName() + " failed: "
                        + Files.readString(folder.resolve("log")).strip());
            }
        } finally {
            process.destroyForcibly();
        }
        return read(Files.readAllLines(result), way, file, expected);
    }

    private Measurement read(List<String> lines, MeasuredProcess.Way way, Path file, String expected) {
        long[] wall = new long[runs];
        long[] cpu = new long[runs];
        for (int run = 0; run < runs; run++) {
            String[] numbers = lines.get(run).split(" ", 2);
            wall[run] = Long.parseLong(numbers[0]);
            cpu[run] = Long.parseLong(numbers[1]);
        }
        String found = lines.get(runs + 1).substring("found".length()).strip();
        if (way == MeasuredProcess.Way.CHECK && !found.equals(expected)) {
            throw new IllegalStateException(
                    file.getFileName() + " was judged wrongly: planted \"" + expected + "\", found \"" + found + "\"");
        }
        return Measurement.ofRuns(wall, cpu, Long.parseLong(lines.get(runs).substring("resident ".length())));
    }
}
