package io.waybill.cli;

import io.waybill.planfile.PlanSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code waybill plan schema}: the JSON Schema of plan files. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema of plan files, for editors that complete and check YAML.")
final class PlanSchemaCommand implements Callable<Integer> {

    private final Output output;

    PlanSchemaCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        output.raw(PlanSchema.json().stripTrailing());
        return ExitCode.OK;
    }
}
