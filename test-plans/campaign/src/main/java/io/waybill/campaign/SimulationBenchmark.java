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
 * kind in a process of its own that has the options of the launcher; the first runs, in which the compiler has most to
 * do, are left out. Told is what a CPU second of simulating yields, the collector's work included, and what one of all
 * threads yields while the compiler is still at work, which gets less with each run.
 */
public final class SimulationBenchmark {

    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xms160m", "-Xmn128m");
    private static final int MOST_MINUTES = 20;
    private static final int WARM_UP = 4;
    /** A cluster does more in a seed than a quorum in several. */
    private static final long SEEDS_A_CLUSTER = 20;
    /** A cluster that is slower than this is too slow to search with. */
    private static final long FLOOR = 300;

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
            out.accept(String.format(
                    Locale.ROOT, "medians of %d runs after %d to warm up, per CPU second", runs, WARM_UP));
            out.accept(String.format(
                    Locale.ROOT, "%-34s %14s %18s %18s", "", "M events", "virtual seconds", "with compiler"));
            tell("world, 3 nodes that chat", measure(MeasuredSimulation.Way.WORLD, runs, 1, result), out);
            tell("quorum, " + seeds + " seeds", measure(MeasuredSimulation.Way.QUORUM, runs, seeds, result), out);
            long clusters = Math.max(1, seeds / SEEDS_A_CLUSTER);
            Speed broker = measure(MeasuredSimulation.Way.BROKER, runs, clusters, result);
            tell("broker, " + clusters + " seeds", broker, out);
            out.accept("");
            out.accept(
                    "with compiler: what it still does in these runs is counted too; in longer campaigns it is less");
            out.accept(verdict(broker.virtual));
        } finally {
            Files.deleteIfExists(result);
        }
    }

    /** What a CPU second of simulating yields, and what one of all threads. */
    private record Speed(double millionEvents, double virtual, double virtualOfAll) {}

    private static String verdict(double virtual) {
        return String.format(
                Locale.ROOT,
                "floor: %d virtual seconds of 3 brokers, 3 producers, 2 consumers in a CPU second: %s, %.2f times",
                FLOOR,
                virtual >= FLOOR ? "met" : "NOT met",
                virtual / FLOOR);
    }

    private static void tell(String name, Speed speed, Consumer<String> out) {
        out.accept(String.format(
                Locale.ROOT,
                "%-34s %14.2f %18.0f %18.0f",
                name,
                speed.millionEvents,
                speed.virtual,
                speed.virtualOfAll));
    }

    private static Speed measure(MeasuredSimulation.Way way, int runs, long seeds, Path result)
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

    private static Speed medians(List<String> lines, int runs) {
        double[] events = new double[runs];
        double[] virtual = new double[runs];
        double[] virtualOfAll = new double[runs];
        for (int run = 0; run < runs; run++) {
            String[] numbers = lines.get(run + WARM_UP).split(" ", -1);
            double seconds = Long.parseLong(numbers[1]) / NANOS_A_SECOND;
            double cpuSeconds = Long.parseLong(numbers[2]) / NANOS_A_SECOND;
            events[run] = Long.parseLong(numbers[0]) / MILLION / cpuSeconds;
            virtual[run] = seconds / cpuSeconds;
            virtualOfAll[run] = seconds / (Long.parseLong(numbers[3]) / NANOS_A_SECOND);
        }
        return new Speed(median(events), median(virtual), median(virtualOfAll));
    }

    private static double median(double[] figures) {
        Arrays.sort(figures);
        return figures[figures.length / 2];
    }
}
