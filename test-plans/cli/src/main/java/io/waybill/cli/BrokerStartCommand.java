package io.waybill.cli;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.cli.node.ClusterPlan;
import io.waybill.cli.node.LocalCluster;
import io.waybill.environment.local.ProcessFailedException;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import io.waybill.server.process.InvalidConfigException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill broker start}: a cluster that goes on when this command has ended, or ends with it. */
@Command(name = "start", description = "Starts a cluster, on the data that it left, and waits until it is ready.")
final class BrokerStartCommand implements Callable<Integer> {

    private static final double NANOS_A_SECOND = 1e9;
    private static final int INDENT = 2;
    private static final int LAST_PORT = 65_535;
    private static final int MOST_NODES = 99;

    private final Output output;

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

    @Option(names = "--foreground", description = "Stays until Ctrl-C, and stops the cluster then.")
    private boolean foreground;

    BrokerStartCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws InterruptedException {
        ClusterPlan plan = plan();
        LocalCluster cluster = place.cluster(output);
        long beganNanos = System.nanoTime();
        Interruption interruption = Interruption.ofThisThread();
        try {
            cluster.start(plan);
            show(plan, cluster.status().metrics(), (System.nanoTime() - beganNanos) / NANOS_A_SECOND);
            return foreground ? stay(cluster) : ExitCode.OK;
        } catch (InterruptedException e) {
            // Whoever was interrupted has left nothing running.
            return ExitCode.INTERRUPTED;
        } catch (InvalidConfigException | IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (ProcessFailedException e) {
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

    private void show(ClusterPlan plan, String metrics, double seconds) {
        output.result(List.of(
                Line.EMPTY,
                Line.indented(INDENT)
                        .plus("✓ READY", Tone.HOLDS)
                        .plus("  " + nodes + (nodes == 1 ? " node" : " nodes"))
                        .plus(String.format(Locale.ROOT, "   %.1f s", seconds), Tone.FAINT),
                Line.EMPTY,
                Line.indented(INDENT).plus("bootstrap  ", Tone.FAINT).plus(plan.bootstrap()),
                Line.indented(INDENT).plus("metrics    ", Tone.FAINT).plus(metrics),
                Line.indented(INDENT).plus("logs       ", Tone.FAINT).plus(plan.directory() + "/n*/log.jsonl"),
                Line.indented(INDENT)
                        .plus("stop       ", Tone.FAINT)
                        .plus(foreground ? "Ctrl-C" : "waybill broker stop" + place.option())));
        if (!plan.mutants().isEmpty()) {
            output.result(List.of(Line.indented(INDENT)
                    .plus("FLAWED     ", Tone.VIOLATED)
                    .plus(String.join(", ", plan.mutants()) + ": this cluster breaks promises on purpose")));
        }
        output.flush();
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
