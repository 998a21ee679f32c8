package io.waybill.cli;

import io.waybill.cli.node.LocalCluster;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill broker}: clusters of our own broker on this machine, for any Kafka client. */
@Command(
        name = "broker",
        synopsisSubcommandLabel = "start | status | stop",
        description = "Starts, shows and stops a cluster of our own broker on this machine; any Kafka client can use"
                + " it.",
        commandListHeading = "%nCommands:%n")
final class BrokerCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "start, status or stop is missing");
        }
    }

    /** Which cluster is meant. */
    static final class Place {

        @Option(
                names = "--dir",
                defaultValue = ".waybill/broker",
                paramLabel = "DIR",
                description = "Where the cluster has its data and its logs. Default: ${DEFAULT-VALUE}.")
        private Path directory = Path.of("");

        Path in(Output output) {
            return output.terminal().directory().resolve(directory);
        }

        LocalCluster cluster(Output output) {
            return LocalCluster.in(in(output), output.terminal().environment());
        }

        /**
         * Returns the node that is asked for, alone; empty where none is.
         *
         * @param node its number, 0 for none
         * @throws UsageException where the cluster has no such node
         */
        List<Integer> only(int node, Output output) {
            if (node == 0) {
                return List.of();
            }
            int nodes = cluster(output).status().nodes();
            if (nodes == 0) {
                throw new UsageException(
                        "--node names a node of a cluster, and none was ever started in " + in(output));
            }
            if (node < 1 || node > nodes) {
                throw new UsageException("--node must be from 1 to " + nodes + ", was " + node);
            }
            return List.of(node);
        }

        /** Returns how a command that is proposed names this place. */
        String option() {
            return directory.equals(Path.of(".waybill/broker")) ? "" : " --dir " + directory;
        }
    }
}
