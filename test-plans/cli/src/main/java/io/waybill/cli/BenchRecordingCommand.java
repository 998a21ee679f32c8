package io.waybill.cli;

import io.waybill.environment.local.LocalProcesses;
import io.waybill.report.text.Line;
import io.waybill.system.ClientLibrary;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterSpec;
import io.waybill.system.Places;
import io.waybill.system.Stage;
import io.waybill.system.Systems;
import io.waybill.workload.benchmark.RecordingBenchmark;
import io.waybill.workload.benchmark.RecordingFigures;
import io.waybill.workload.benchmark.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill bench recording}: what a recorder costs those whom it records. */
@Command(
        name = "recording",
        description = "Measures what recording costs: producers and consumers at full speed on a cluster of our own,"
                + " once with a recorder and once with nothing in its place, in turn. docs/performance.md says more.")
final class BenchRecordingCommand implements Callable<Integer> {

    private static final int MOST_NODES = 9;
    private static final int MOST_REPLICAS = 3;
    private static final int LEAST_MESSAGES = 1_000;
    private static final int LEAST_BYTES = 34;
    private static final int MOST_BYTES = 100_000;
    private static final int LANES = 2;
    private static final Duration START = Duration.ofSeconds(60);

    private final Output output;

    @Option(
            names = "--nodes",
            defaultValue = "3",
            paramLabel = "N",
            description = "How many nodes the cluster has. Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--pairs",
            defaultValue = "10",
            paramLabel = "N",
            description =
                    "How often each is measured; six or more for an interval of 95 %%. Default: ${DEFAULT-VALUE}.")
    private int pairs;

    @Option(
            names = "--messages",
            defaultValue = "400000",
            paramLabel = "N",
            description = "How many messages are sent and received each time. Default: ${DEFAULT-VALUE}.")
    private int messages;

    @Option(
            names = "--bytes",
            defaultValue = "100",
            paramLabel = "N",
            description = "The size of a message. Default: ${DEFAULT-VALUE}, as in plans.")
    private int bytes;

    @Option(
            names = "--client",
            defaultValue = "official",
            paramLabel = "WHICH",
            description = "What the clients are made of: official or reference. Default: ${DEFAULT-VALUE}.")
    private String client = "";

    BenchRecordingCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = settings();
        Interruption interruption = Interruption.ofThisThread();
        try {
            RecordingFigures figures = measure(settings);
            figures.text().forEach(output::raw);
            output.flush();
            return ExitCode.OK;
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        } catch (RuntimeException e) {
            // Clients have exceptions of their own for an interrupt.
            if (interruption.wasCalled()) {
                return ExitCode.INTERRUPTED;
            }
            throw e;
        } finally {
            interruption.close();
        }
    }

    private Settings settings() {
        List<String> problems = new ArrayList<>();
        if (nodes < 1 || nodes > MOST_NODES) {
            problems.add("--nodes must be from 1 to " + MOST_NODES + ", was " + nodes);
        }
        if (pairs < 1) {
            problems.add("--pairs must be >= 1, was " + pairs);
        }
        if (messages < LEAST_MESSAGES) {
            problems.add("--messages must be >= " + LEAST_MESSAGES + ", was " + messages);
        }
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            problems.add("--bytes must be from " + LEAST_BYTES + " to " + MOST_BYTES + ", was " + bytes);
        }
        Optional<ClientLibrary> library = List.of(ClientLibrary.OFFICIAL, ClientLibrary.REFERENCE).stream()
                .filter(each -> each.word().equals(client))
                .findFirst();
        if (library.isEmpty()) {
            problems.add("--client must be official or reference, was \"" + client + "\"");
        }
        if (!problems.isEmpty()) {
            throw new UsageException(String.join("; ", problems));
        }
        return new Settings(pairs, messages, bytes, LANES, library.orElseThrow());
    }

    private RecordingFigures measure(Settings settings) throws IOException, InterruptedException {
        Places places = Places.ofThisUser();
        var spec = new ClusterSpec(nodes, Map.of(), List.of(settings.topic(Math.min(nodes, MOST_REPLICAS))));
        // What is recorded, and what the nodes log, goes with whoever measures, however that ends.
        try (LocalProcesses home = LocalProcesses.open(places.scratch(), false)) {
            Path folder = home.directory();
            Stage stage = new Stage(
                    "bench",
                    folder,
                    places.scratch(),
                    places.cache(),
                    START,
                    new Stage.Wishes(List.of(), false, false, false, settings.library()),
                    this::progress);
            try (Cluster cluster = Systems.named("reference").start(spec, stage);
                    var benchmark = new RecordingBenchmark(cluster, processes(cluster), settings, folder)) {
                return benchmark.run(this::progress);
            }
        }
    }

    private List<Long> processes(Cluster cluster) {
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(cluster::pid)
                .flatMapToLong(OptionalLong::stream)
                .boxed()
                .toList();
    }

    private void progress(String line) {
        output.progress(Line.EMPTY.plus(line));
        output.flush();
    }
}
