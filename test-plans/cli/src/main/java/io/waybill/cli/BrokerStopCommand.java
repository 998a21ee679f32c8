package io.waybill.cli;

import io.waybill.report.text.Line;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code waybill broker stop}: ends a cluster in order, and keeps what it has. */
@Command(name = "stop", description = "Stops a cluster; its data stay, and start takes them up again.")
final class BrokerStopCommand implements Callable<Integer> {

    private static final int INDENT = 2;

    private final Output output;

    @Mixin
    private BrokerCommand.Place place = new BrokerCommand.Place();

    BrokerStopCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws InterruptedException {
        int stopped = place.cluster(output).stop();
        String what = stopped == 0 ? "nothing was running" : "stopped " + stopped + (stopped == 1 ? " node" : " nodes");
        output.result(List.of(Line.indented(INDENT).plus(what)));
        return ExitCode.OK;
    }
}
