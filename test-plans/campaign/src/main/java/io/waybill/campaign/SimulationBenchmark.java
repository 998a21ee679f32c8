package io.waybill.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures how fast simulated time goes by on one core: the world alone, the quorum and a broker cluster with
 * everything that a campaign has, codecs, checksums, invariants and the judged history. Medians of several runs, each
 * kind in a process of its own that has the options of the launcher; the first run, in which the compiler still works,
 * is left out.
 */
public final class SimulationBenchmark {

    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xms32m");
    private static final int MOST_MINUTES = 20;
    private static final int WARM_UP = 1;
    /** A cluster does more in a seed than a quorum in several. */
    private static final long SEEDS_A_CLUSTER = 20;

    private static final double NANOS_A_SECOND = 1e9;
    private static final double MILLION = 1e6;

    private SimulationBenchmark() {}

    /**
     * Runs the benchmark.
     *
     * @param runs of how many runs the median is told, 1 or more
     * @param seeds how many seeds of the quorum are one run, 1 or more
     * @param out is given the lines of the result, one after the other
     */
    public static void run(int runs, long seeds, Consumer<String> out) throws IOException, InterruptedException {
        Path result = Files.createTempFile("waybill-bench", ".txt");
        try {
            out.accept(String.format(Locale.ROOT, "medians of %d runs, per second of one core", runs));
            out.accept(String.format(Locale.ROOT, "%-34s %14s %18s", "", "M events/s", "virtual s/s"));
            tell("world, 3 nodes that chat", measure(MeasuredSimulation.Way.WORLD, runs, 1, result), out);
            tell("quorum, " + seeds + " seeds", measure(MeasuredSimulation.Way.QUORUM, runs, seeds, result), out);
            long clusters = Math.max(1, seeds / SEEDS_A_CLUSTER);
            tell("broker, " + clusters + " seeds", measure(MeasuredSimulation.Way.BROKER, runs, clusters, result), out);
        } finally {
            Files.deleteIfExists(result);
        }
    }

    private static void tell(String name, double[] figures, Consumer<String> out) {
        out.accept(String.format(Locale.ROOT, "%-34s %14.2f %18.0f", name, figures[0], figures[1]));
    }

    private static double[] measure(MeasuredSimulation.Way way, int runs, long seeds, Path result)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MeasuredSimulation.class.getName());
        command.addAll(
                List.of(way.name(), String.valueOf(runs + WARM_UP), "1", String.valueOf(seeds), result.toString()));
        Path log = Files.createTempFile("waybill-bench", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "measuring " + way + " failed: " + Files.readString(log).strip());
            }
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(log);
        }
        return medians(Files.readAllLines(result), runs);
    }

    private static double[] medians(List<String> lines, int runs) {
        double[] events = new double[runs];
        double[] virtual = new double[runs];
        for (int run = 0; run < runs; run++) {
            String[] numbers = lines.get(run + WARM_UP).split(" ", -1);
            double cpuSeconds = Long.parseLong(numbers[2]) / NANOS_A_SECOND;
            events[run] = Long.parseLong(numbers[0]) / MILLION / cpuSeconds;
            virtual[run] = Long.parseLong(numbers[1]) / NANOS_A_SECOND / cpuSeconds;
        }
        Arrays.sort(events);
        Arrays.sort(virtual);
        return new double[] {events[runs / 2], virtual[runs / 2]};
    }
}
