package io.waybill.cli;

import io.waybill.benchmark.CheckBenchmark;
import io.waybill.campaign.benchmark.SimulationBenchmark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill bench}: how fast this machine does what the product promises to do fast. */
@Command(
        name = "bench",
        description =
                "Measures on this machine: \"bench check\" judges histories of several sizes, \"bench simulate\" runs"
                        + " the simulated world alone and with a quorum in it.")
final class BenchCommand implements Callable<Integer> {

    private static final List<String> BENCHMARKS = List.of("check", "simulate");
    private static final long MOST_MILLIONS = 10_000;

    private final Output output;

    @Parameters(paramLabel = "WHAT", description = "What is measured: check or simulate.")
    private String what = "";

    @Option(
            names = "--sizes",
            split = ",",
            defaultValue = "1,10,100",
            paramLabel = "M",
            description = "With check: millions of messages of each history. Default: ${DEFAULT-VALUE}.")
    private List<Long> millions = List.of();

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "N",
            description = "With check: threads beside the run with one. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--runs",
            defaultValue = "5",
            paramLabel = "N",
            description = "Runs of each, of which the median is told. Default: ${DEFAULT-VALUE}.")
    private int runs;

    BenchCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        if (!BENCHMARKS.contains(what)) {
            problems.add("there is no benchmark \"" + what + "\"" + Similar.hint(what, BENCHMARKS)
                    + ": expected one of " + String.join(", ", BENCHMARKS));
        }
        millions.stream()
                .filter(size -> size < 1 || size > MOST_MILLIONS)
                .forEach(size ->
                        problems.add("--sizes must be from 1 to " + MOST_MILLIONS + " million messages, was " + size));
        if (threads < 1) {
            problems.add("--threads must be >= 1, was " + threads);
        }
        if (runs < 1) {
            problems.add("--runs must be >= 1, was " + runs);
        }
        if (!problems.isEmpty()) {
            throw new UsageException(String.join("; ", problems));
        }
        Consumer<String> out = line -> {
            output.raw(line);
            output.flush();
        };
        if (what.equals("simulate")) {
            SimulationBenchmark.run(runs, out);
        } else {
            CheckBenchmark.run(sizes(), threads, runs, out);
        }
        return ExitCode.OK;
    }

    private List<Long> sizes() {
        return millions.stream().map(size -> size * 1_000_000).toList();
    }
}
