package io.waybill.cli;

import io.waybill.cli.node.LocalCluster;
import io.waybill.report.text.Line;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill broker stop}: ends a cluster or a node of it, and keeps what it has. */
@Command(name = "stop", description = "Stops a cluster, or one node; its data stay, and start takes them up again.")
final class BrokerStopCommand implements Callable<Integer> {

    private static final int INDENT = 2;

    private final Output output;

    @Mixin
    private BrokerCommand.Place place = new BrokerCommand.Place();

    @Option(
            names = "--node",
            defaultValue = "0",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "N",
            description = "Only this node: 2 for n2.")
    private int node;

    @Option(names = "--now", description = "Without warning (SIGKILL), as a crash would.")
    private boolean now;

    BrokerStopCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws InterruptedException {
        LocalCluster cluster = place.cluster(output);
        List<Integer> only = place.only(node, output);
        int stopped = now ? cluster.kill(only) : cluster.stop(only);
        String verb = now ? "killed " : "stopped ";
        String what = stopped == 0 ? "nothing was running" : verb + stopped + (stopped == 1 ? " node" : " nodes");
        output.result(List.of(Line.indented(INDENT).plus(what)));
        return ExitCode.OK;
    }
}
