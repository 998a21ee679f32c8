package io.waybill.cli;

import io.waybill.system.Places;
import io.waybill.system.reference.node.NodeJvm;
import io.waybill.system.reference.node.SharedClasses;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code waybill broker prepare}: what the first start of a build's nodes would do before it starts any. The launcher
 * calls it while it builds, so that nobody's first cluster waits for it.
 */
@Command(name = "prepare", hidden = true, description = "Makes the archive of classes that nodes start from.")
final class BrokerPrepareCommand implements Callable<Integer> {

    private final Output output;

    BrokerPrepareCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws InterruptedException {
        SharedClasses.prepare(
                new NodeJvm(output.terminal().environment()),
                Places.ofThisUser().scratch());
        return ExitCode.OK;
    }
}
