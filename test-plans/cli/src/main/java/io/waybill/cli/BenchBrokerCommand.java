package io.waybill.cli;

import io.waybill.benchmark.broker.BrokerBenchmark;
import io.waybill.benchmark.broker.Contender;
import io.waybill.benchmark.broker.Page;
import io.waybill.benchmark.broker.Report;
import io.waybill.benchmark.broker.SessionPlan;
import io.waybill.benchmark.broker.SessionPlan.Extent;
import io.waybill.cli.node.ComparedNodes;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.report.text.Line;
import io.waybill.system.Places;
import io.waybill.system.kafka.PlainKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill bench broker}: our broker and Apache Kafka under the same loads. */
@Command(
        name = "broker",
        description = "Measures our broker and Apache Kafka under the same loads, in turn, with the same client:"
                + " throughput, latency, CPU seconds, memory, start. docs/performance.md says more.")
final class BenchBrokerCommand implements Callable<Integer> {

    private static final int MOST_NODES = 9;
    private static final int TIMES = 3;
    private static final int QUICK_TIMES = 2;

    private final Output output;

    @Option(names = "--quick", description = "A third of the records, and two repetitions.")
    private boolean quick;

    @Option(names = "--full", description = "Every combination of sizes, acks, partitions and compression.")
    private boolean full;

    @Option(
            names = "--nodes",
            split = ",",
            defaultValue = "1,3",
            paramLabel = "N",
            description = "Sizes of the clusters. Default: ${DEFAULT-VALUE}.")
    private List<Integer> nodes = List.of();

    @Option(names = "--reps", paramLabel = "N", description = "How often everything is done. Default: 3, quick 2.")
    private @Nullable Integer repetitions;

    @Option(
            names = "--only",
            paramLabel = "WORDS",
            description = "Loads whose names contain this, such as \"100 partitions\" or latency; may be given again.")
    private List<String> only = List.of();

    @Option(names = "--alone", description = "Our broker alone.")
    private boolean alone;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Also writes the figures into this page, between its marks, or as a new one.")
    private @Nullable Path markdown;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes every run as JSON.")
    private @Nullable Path json;

    BenchBrokerCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        SessionPlan plan = plan();
        Interruption interruption = Interruption.ofThisThread();
        try {
            var benchmark = new BrokerBenchmark(contenders(), plan, this::progress);
            boolean isWhole = run(benchmark, interruption);
            Report report = benchmark.report();
            if (!report.isEmpty()) {
                report.text().forEach(output::raw);
                output.flush();
            }
            if (!isWhole) {
                return ExitCode.INTERRUPTED;
            }
            write(report);
            return ExitCode.OK;
        } finally {
            interruption.close();
        }
    }

    /** Returns whether it came to its end; else it was interrupted. */
    private static boolean run(BrokerBenchmark benchmark, Interruption interruption) throws InterruptedException {
        try {
            benchmark.run();
            return true;
        } catch (InterruptedException e) {
            return false;
        } catch (RuntimeException e) {
            // The client that sends has an exception of its own for an interrupt.
            if (interruption.wasCalled()) {
                return false;
            }
            throw e;
        }
    }

    private SessionPlan plan() {
        List<String> problems = new ArrayList<>();
        int times = repetitions != null ? repetitions : quick ? QUICK_TIMES : TIMES;
        nodes.stream()
                .filter(size -> size < 1 || size > MOST_NODES)
                .forEach(size -> problems.add("--nodes must be from 1 to " + MOST_NODES + ", was " + size));
        if (times < 1) {
            problems.add("--reps must be >= 1, was " + times);
        }
        if (quick && full) {
            problems.add("--quick and --full exclude each other: leave one out");
        }
        Extent extent = quick ? Extent.QUICK : full ? Extent.FULL : Extent.STANDARD;
        if (problems.isEmpty()) {
            try {
                return SessionPlan.of(extent, nodes, times, only);
            } catch (IllegalArgumentException e) {
                problems.add("--only: " + e.getMessage());
            }
        }
        throw new UsageException(String.join("; ", problems));
    }

    private List<Contender> contenders() throws InterruptedException {
        Places places = Places.ofThisUser();
        List<Contender> contenders = new ArrayList<>();
        var ours = new ComparedNodes(places.scratch(), output.terminal().environment());
        ours.prepare();
        contenders.add(ours);
        if (!alone) {
            PlainKafka kafka = PlainKafka.ensure(places.cache(), this::progress);
            try (LocalProcesses processes = LocalProcesses.open(places.scratch(), false)) {
                kafka.prepare(processes, this::progress);
            }
            contenders.add(new ComparedKafka(kafka, places.scratch()));
        }
        return contenders;
    }

    private void write(Report report) throws IOException {
        Path directory = output.terminal().directory();
        if (markdown != null) {
            Page.write(directory.resolve(markdown), "Performance", report.markdown());
        }
        if (json != null) {
            try (var writer = Files.newBufferedWriter(directory.resolve(json))) {
                report.json(writer);
            }
        }
    }

    private void progress(String line) {
        output.progress(Line.EMPTY.plus(line));
        output.flush();
    }
}
