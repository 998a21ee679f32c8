package io.waybill.cli;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.cli.doctor.ExaminationText;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code waybill init}: a plan to begin with. */
@Command(name = "init", description = "Writes a small plan with comments, to begin with. Never over a file.")
final class InitCommand implements Callable<Integer> {

    private final Output output;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "plan.yaml",
            description = "Where to. Default: ${DEFAULT-VALUE}.")
    private String name = "";

    InitCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        Path file = output.terminal().directory().resolve(name);
        try {
            Files.writeString(file, PlanCatalogue.starter(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(name + " is there already, and is left as it is: give another name");
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no directory for " + name + ": make it first");
        }
        output.result(List.of(
                Line.EMPTY.plus("✓ ", Tone.HOLDS).plus(name, Tone.STRONG),
                Line.of("  waybill plan validate " + name),
                Line.of("  waybill run " + name + " --dry-run"),
                Line.of("  waybill run " + name)));
        ExaminationText.problems(DoctorCommand.examine(output, new StoreOption()), output.columns())
                .forEach(output::progress);
        return ExitCode.OK;
    }
}
