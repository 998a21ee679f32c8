package io.waybill.cli;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.Plan;
import io.waybill.planfile.Changes;
import io.waybill.planfile.InvalidPlanFileException;
import io.waybill.planfile.PlanFile;
import io.waybill.planfile.tree.Problem;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code waybill plan validate}: says everything that is wrong with plan files. */
@Command(
        name = "validate",
        description = "Says everything that is wrong with plan files, each with its place: exit code 2 where something"
                + " is, else 0.")
final class PlanValidateCommand implements Callable<Integer> {

    private final Output output;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Plan files, or names of plans.")
    private List<String> names = List.of();

    PlanValidateCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        List<Problem> problems = new ArrayList<>();
        var complaints = new Complaints();
        Path directory = output.terminal().directory();
        for (String name : names) {
            complaints.unless(() -> PlanChoice.source(name, directory)).ifPresent(source -> {
                try {
                    show(
                            name,
                            PlanFile.read(source, PlanCatalogue.sources(directory), Changes.NONE)
                                    .plan());
                } catch (InvalidPlanFileException e) {
                    problems.addAll(e.problems());
                }
            });
        }
        output.flush();
        if (!problems.isEmpty()) {
            output.problems(problems);
        }
        complaints.raise();
        return problems.isEmpty() ? ExitCode.OK : ExitCode.USAGE;
    }

    private void show(String name, Plan plan) {
        List<String> parts = new ArrayList<>();
        parts.add(Wording.count(plan.configurations().size(), "configuration"));
        if (!plan.controls().isEmpty()) {
            parts.add(Wording.count(plan.controls().size(), "control"));
        }
        if (!plan.profiles().isEmpty()) {
            parts.add(Wording.count(plan.profiles().size(), "profile"));
        }
        output.result(List.of(Line.EMPTY
                .plus("✓ ", Tone.HOLDS)
                .plus(name, Tone.STRONG)
                .plus("  " + Wording.list(parts), Tone.FAINT)));
    }
}
