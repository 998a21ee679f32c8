package io.waybill.campaign.benchmark;

import io.waybill.campaign.benchmark.MeasuredSimulation.Round;
import io.waybill.campaign.benchmark.MeasuredSimulation.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures how much virtual life a second of one core carries. Each figure is the median of several rounds of the same
 * work, in a process of its own that has the options of the launcher, after two rounds that warm it up.
 */
public final class SimulationBenchmark {

    private static final int MOST_MINUTES = 20;
    private static final double NANOS_A_SECOND = 1e9;

    private SimulationBenchmark() {}

    /**
     * Runs the benchmark.
     *
     * @param rounds how often each is done, 1 or more
     * @param out is given the lines of the result, one after the other
     */
    public static void run(int rounds, Consumer<String> out) throws IOException, InterruptedException {
        out.accept("medians of " + rounds + " rounds, on one thread");
        out.accept(String.format(
                Locale.ROOT,
                "%-34s %16s %18s %10s %12s",
                "world",
                "M events/CPU s",
                "virtual s/CPU s",
                "runs/CPU s",
                "spread"));
        out.accept(row("3 nodes that do next to nothing", measured(What.WORLD, rounds)));
        out.accept(row("3 controllers, 3 clients, faults", measured(What.QUORUM, rounds)));
    }

    private static String row(String name, List<Round> rounds) {
        List<Round> sorted = rounds.stream()
                .sorted(Comparator.comparingLong(Round::cpuNanos))
                .toList();
        Round median = sorted.get(sorted.size() / 2);
        double seconds = median.cpuNanos() / NANOS_A_SECOND;
        return String.format(
                Locale.ROOT,
                "%-34s %16.2f %,18.0f %10.1f %11.0f%%",
                name,
                median.events() / 1e6 / seconds,
                median.virtualNanos() / NANOS_A_SECOND / seconds,
                median.runs() / seconds,
                100.0
                        * (sorted.get(sorted.size() - 1).cpuNanos()
                                - sorted.get(0).cpuNanos())
                        / median.cpuNanos());
    }

    private static List<Round> measured(What what, int rounds) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("waybill-bench");
        Path result = folder.resolve("result");
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xms32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MeasuredSimulation.class.getName(),
                        what.name(),
                        String.valueOf(rounds),
                        result.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("measuring the "
                        + what.name().toLowerCase(Locale.ROOT) + " failed: "
                        + Files.readString(log).strip());
            }
            return Files.readAllLines(result).stream().map(Round::of).toList();
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(result);
            Files.deleteIfExists(log);
            Files.deleteIfExists(folder);
        }
    }
}
