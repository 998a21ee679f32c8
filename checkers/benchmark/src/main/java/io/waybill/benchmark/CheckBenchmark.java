package io.waybill.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures how fast histories are judged: those of our own format beside how fast the same file can merely be read, in
 * the end and while they are written; those of a queue; and those in the EDN of Jepsen, parsing included.
 *
 * <p>Each history is made by a seeded generator, clean and with planted anomalies; a checker that does not find exactly
 * what was planted ends the benchmark. Each figure is the median of several runs in a process of its own that has the
 * options of the launcher.
 */
public final class CheckBenchmark {

    private static final long SEED = 0x5EED;
    private static final long QUEUE_OPERATIONS = 5_000_000;
    private static final long JEPSEN_OPERATIONS = 1_000_000;

    private final Path folder;
    private final Measuring measuring;
    private final int threads;
    private final int runs;
    private final Consumer<String> out;

    private CheckBenchmark(Path folder, int threads, int runs, Consumer<String> out) {
        this.folder = folder;
        this.measuring = new Measuring(folder, runs);
        this.threads = threads;
        this.runs = runs;
        this.out = out;
    }

    /**
     * Runs the benchmark.
     *
     * @param sizes how many messages the histories of our own format have, about
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
            benchmark.otherTitle();
            for (boolean plant : new boolean[] {false, true}) {
                benchmark.measureQueue(plant);
            }
            for (boolean plant : new boolean[] {false, true}) {
                benchmark.measureJepsen(plant);
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
                "%-16s %6s %6s %6s %15s %15s %6s %9s %15s %9s",
                "own format",
                "B/msg",
                "read",
                "verify",
                "check, 1 thread",
                "check, " + threads + " thr.",
                "/read",
                "resident",
                "online, 1 thr.",
                "resident"));
    }

    private void measure(long size, boolean plant) throws IOException, InterruptedException {
        Path file = folder.resolve(size + (plant ? "-planted" : "-clean") + ".waybill");
        Planted planted = HistoryGenerator.write(file, size, SEED, plant);
        Measurement read = measuring.of(MeasuredProcess.Way.READ, file, 1, "");
        Measurement verify = measuring.of(MeasuredProcess.Way.VERIFY, file, 1, "");
        Measurement one = measuring.of(MeasuredProcess.Way.CHECK, file, 1, planted.text());
        Measurement several = measuring.of(MeasuredProcess.Way.CHECK, file, threads, planted.text());
        Measurement online = measuring.of(MeasuredProcess.Way.ONLINE, file, 1, planted.onlineText());
        out.accept(String.format(
                Locale.ROOT,
                "%-16s %6.2f %6.0f %6.0f %15s %15s %5.0f%% %6d MB %15s %6d MB",
                size / 1_000_000 + " M, " + (plant ? "planted" : "clean"),
                Files.size(file) / (double) size,
                read.millionsPerSecond(size),
                verify.millionsPerSecond(size),
                figure(one, size),
                figure(several, size),
                100 * several.millionsPerSecond(size) / read.millionsPerSecond(size),
                several.peakResidentKib() / 1024,
                figure(online, size),
                online.peakResidentKib() / 1024));
        Files.delete(file);
    }

    private void otherTitle() {
        out.accept("");
        out.accept(String.format(
                Locale.ROOT,
                "M operations/s (in a queue a send or a delivery, with Jepsen an invocation and its completion)"));
        out.accept(String.format(
                Locale.ROOT,
                "%-26s %9s %6s %15s %15s %9s",
                "history",
                "file",
                "read",
                "check, 1 thread",
                "check, " + threads + " thr.",
                "resident"));
    }

    private void measureQueue(boolean plant) throws IOException, InterruptedException {
        Path file = folder.resolve("queue.waybill");
        QueueGenerator.Written written = QueueGenerator.write(file, QUEUE_OPERATIONS, SEED, plant);
        measureOther("queue, in order", file, MeasuredProcess.Way.QUEUE, written.operations(), plant, written.text());
    }

    private void measureJepsen(boolean plant) throws IOException, InterruptedException {
        Path file = folder.resolve("jepsen.edn");
        JepsenGenerator.Written written = JepsenGenerator.write(file, JEPSEN_OPERATIONS, SEED, plant);
        measureOther("Jepsen's EDN", file, MeasuredProcess.Way.IMPORT, written.operations(), plant, written.text());
    }

    private void measureOther(
            String name, Path file, MeasuredProcess.Way way, long operations, boolean plant, String expected)
            throws IOException, InterruptedException {
        Measurement read = measuring.of(MeasuredProcess.Way.READ, file, 1, "");
        Measurement one = measuring.of(way, file, 1, expected);
        Measurement several = measuring.of(way, file, threads, expected);
        out.accept(String.format(
                Locale.ROOT,
                "%-26s %6.0f MB %6.0f %15s %15s %6d MB",
                name + (plant ? ", planted" : ", clean"),
                Files.size(file) / 1e6,
                read.millionsPerSecond(operations),
                figure(one, operations),
                figure(several, operations),
                several.peakResidentKib() / 1024));
        Files.delete(file);
    }

    private static String figure(Measurement measured, long size) {
        return String.format(
                Locale.ROOT, "%.1f (%.1f)", measured.millionsPerSecond(size), measured.millionsPerCpuSecond(size));
    }
}
