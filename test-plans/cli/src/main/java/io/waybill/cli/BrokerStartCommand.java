package io.waybill.cli;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.cli.node.ClusterPlan;
import io.waybill.cli.node.LocalCluster;
import io.waybill.environment.node.NodeFailedException;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import io.waybill.server.process.InvalidConfigException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code waybill broker start}: a cluster that goes on when this command has ended, or ends with it. */
@Command(
        name = "start",
        description = "Starts a cluster, on the data that it left, and waits until it is ready. Where some of its nodes"
                + " run, starts the others as they were.")
final class BrokerStartCommand implements Callable<Integer> {

    private static final double NANOS_A_SECOND = 1e9;
    private static final int INDENT = 2;
    private static final int LAST_PORT = 65_535;
    private static final int MOST_NODES = 99;

    private final Output output;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private BrokerCommand.Place place = new BrokerCommand.Place();

    @Option(
            names = "--nodes",
            defaultValue = "1",
            paramLabel = "N",
            description = "How many nodes, each a process. Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--port",
            defaultValue = "9092",
            paramLabel = "P",
            description = "The first node's port for clients; the others have those after it. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--metrics-port",
            defaultValue = "0",
            paramLabel = "P",
            description =
                    "The first node's port for Prometheus; the others have those after it. Default: ports that are"
                            + " free.")
    private int metricsPort;

    @Option(
            names = "--config",
            paramLabel = "NAME=VALUE",
            description = "A configuration for all nodes, by Kafka's name. May be given more than once.")
    private Map<String, String> config = Map.of();

    @Option(
            names = "--mutant",
            split = ",",
            paramLabel = "ID",
            description = "Plants these flaws, such as R1: the cluster breaks promises. docs/mutants.md lists them.")
    private List<String> mutants = List.of();

    @Option(
            names = "--node",
            defaultValue = "0",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "N",
            description = "Only this node of a cluster that was started before, as it was: 2 for n2.")
    private int node;

    @Option(names = "--foreground", description = "Stays until Ctrl-C, and stops the cluster then.")
    private boolean foreground;

    BrokerStartCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws InterruptedException {
        LocalCluster cluster = place.cluster(output);
        List<Integer> missing = missing(cluster.status());
        @Nullable ClusterPlan plan = missing.isEmpty() ? plan() : null;
        long beganNanos = System.nanoTime();
        Interruption interruption = Interruption.ofThisThread();
        try {
            if (plan == null) {
                cluster.start(missing);
            } else {
                cluster.start(plan);
            }
            show(cluster.status(), missing, (System.nanoTime() - beganNanos) / NANOS_A_SECOND);
            return foreground ? stay(cluster) : ExitCode.OK;
        } catch (InterruptedException e) {
            // Whoever was interrupted has left nothing running.
            return ExitCode.INTERRUPTED;
        } catch (InvalidConfigException | IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (NodeFailedException e) {
            output.complain(String.valueOf(e.getMessage()));
            return ExitCode.FAILED;
        } finally {
            interruption.close();
        }
    }

    /** Waits for Ctrl-C, or for the end of a node, and then stops them all. */
    private int stay(LocalCluster cluster) throws InterruptedException {
        boolean isEnded = false;
        try {
            String name = cluster.awaitAnyEnd();
            output.complain(name + " has ended by itself; its log says why");
            isEnded = true;
        } catch (InterruptedException e) {
            output.progress(Line.indented(INDENT).plus("stopping", Tone.FAINT));
        } finally {
            cluster.stop();
        }
        return isEnded ? ExitCode.FAILED : ExitCode.INTERRUPTED;
    }

    private void show(LocalCluster.Status status, List<Integer> missing, double seconds) {
        int count = missing.isEmpty() ? status.nodes() : missing.size();
        String only = missing.isEmpty() ? "" : " of " + status.nodes();
        output.result(List.of(
                Line.EMPTY,
                Line.indented(INDENT)
                        .plus("✓ READY", Tone.HOLDS)
                        .plus("  " + count + only + (count == 1 && missing.isEmpty() ? " node" : " nodes"))
                        .plus(String.format(Locale.ROOT, "   %.1f s", seconds), Tone.FAINT),
                Line.EMPTY,
                Line.indented(INDENT).plus("bootstrap  ", Tone.FAINT).plus(status.bootstrap()),
                Line.indented(INDENT).plus("metrics    ", Tone.FAINT).plus(status.metrics()),
                Line.indented(INDENT).plus("logs       ", Tone.FAINT).plus(place.in(output) + "/n*/log.jsonl"),
                Line.indented(INDENT)
                        .plus("stop       ", Tone.FAINT)
                        .plus(foreground ? "Ctrl-C" : "waybill broker stop" + place.option())));
        if (!status.mutants().isEmpty()) {
            output.result(List.of(Line.indented(INDENT)
                    .plus("FLAWED     ", Tone.VIOLATED)
                    .plus(status.mutants() + ": this cluster breaks promises on purpose")));
        }
        output.flush();
    }

    /** Returns which nodes of a cluster that was started before are to be started as they were; else none. */
    private List<Integer> missing(LocalCluster.Status status) {
        List<Integer> only = place.only(node, output);
        if (!only.isEmpty()) {
            if (foreground || givesPlan()) {
                throw new UsageException("--node starts a node as it was: leave out "
                        + (foreground ? "--foreground" : "--nodes, --port, --config and --mutant"));
            }
            if (!status.down().contains(node)) {
                throw new UsageException("n" + node + " is running");
            }
            return only;
        }
        boolean isPartlyUp = !status.running().isEmpty() && !status.down().isEmpty();
        return isPartlyUp && !givesPlan() ? status.down() : List.of();
    }

    private boolean givesPlan() {
        var given = spec == null ? null : spec.commandLine().getParseResult();
        return given != null
                && Stream.of("--nodes", "--port", "--config", "--mutant").anyMatch(given::hasMatchedOption);
    }

    private ClusterPlan plan() {
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new UsageException("--nodes must be from 1 to " + MOST_NODES + ", was " + nodes);
        }
        if (port < 1 || port + nodes - 1 > LAST_PORT) {
            throw new UsageException("--port must leave " + nodes + " ports from 1 to " + LAST_PORT + ", was " + port);
        }
        if (metricsPort < 0 || metricsPort + nodes - 1 > LAST_PORT) {
            throw new UsageException(
                    "--metrics-port must leave " + nodes + " ports up to " + LAST_PORT + ", was " + metricsPort);
        }
        List<String> ids =
                mutants.stream().map(id -> id.strip().toUpperCase(Locale.ROOT)).toList();
        for (String id : ids) {
            if (BrokerMutants.ofIds(List.of(id)).isEmpty()) {
                throw new UsageException("unknown mutant \"" + id + "\" (docs/mutants.md lists them)");
            }
        }
        SortedMap<String, String> given = new TreeMap<>(config);
        try {
            return new ClusterPlan(place.in(output), nodes, port, metricsPort, given, ids);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--config: " + e.getMessage());
        }
    }
}
