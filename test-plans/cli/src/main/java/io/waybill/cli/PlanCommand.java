package io.waybill.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill plan}: what a plan file says, without running it. */
@Command(
        name = "plan",
        synopsisSubcommandLabel = "validate | expand | schema | moments",
        description =
                "Checks plan files, shows what they say in full, and prints what may stand in them. Starts nothing.",
        commandListHeading = "%nCommands:%n")
final class PlanCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "validate, expand, schema or moments is missing");
        }
    }
}
