package io.waybill.cli;

import io.waybill.benchmark.CheckBenchmark;
import io.waybill.campaign.SimulationBenchmark;
import io.waybill.toxiproxy.benchmark.ProxyBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill bench}: how fast this machine does what the product promises to do fast. */
@Command(
        name = "bench",
        description = "Measures on this machine: \"bench check\" judges histories, \"bench simulate\" runs simulated"
                + " worlds, \"bench mutants\" searches for planted flaws, \"bench proxy\" lets much pass through one,"
                + " \"bench broker\" compares our broker with Apache Kafka, \"bench recording\" those who are recorded"
                + " with those who are not.",
        synopsisSubcommandLabel = "[broker|mutants|recording]",
        commandListHeading = "%nWith options of its own:%n")
final class BenchCommand implements Callable<Integer> {

    private static final long MOST_MILLIONS = 10_000;
    private static final long SEEDS = 500;

    private final Output output;

    // Not required: the command that is below this one takes its place.
    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            defaultValue = "",
            description = "What is measured: check, simulate or proxy.")
    private String what = "";

    @Option(
            names = "--sizes",
            split = ",",
            defaultValue = "1,10,100",
            paramLabel = "M",
            description = "Millions of messages of each history. Default: ${DEFAULT-VALUE}.")
    private List<Long> millions = List.of();

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "N",
            description = "Threads beside the run with one. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--runs",
            defaultValue = "5",
            paramLabel = "N",
            description = "Runs of each, of which the median is told. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--toxiproxy",
            paramLabel = "FILE",
            description = "With proxy: the executable of Toxiproxy's own server, to be measured too.")
    private Optional<Path> toxiproxy = Optional.empty();

    BenchCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        if (!List.of("check", "simulate", "proxy").contains(what)) {
            problems.add("there is no benchmark \"" + what
                    + "\": expected check, simulate, mutants, proxy, broker or recording");
        }
        toxiproxy
                .filter(file -> !Files.isExecutable(file))
                .ifPresent(file -> problems.add("--toxiproxy must be an executable file, was " + file));
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
        if (what.equals("simulate")) {
            SimulationBenchmark.run(runs, SEEDS, this::say);
        } else if (what.equals("proxy")) {
            ProxyBenchmark.run(runs, toxiproxy, this::say);
        } else {
            List<Long> sizes = millions.stream().map(size -> size * 1_000_000).toList();
            CheckBenchmark.run(sizes, threads, runs, this::say);
        }
        return ExitCode.OK;
    }

    private void say(String line) {
        output.raw(line);
        output.flush();
    }
}
