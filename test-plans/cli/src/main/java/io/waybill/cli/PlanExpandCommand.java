package io.waybill.cli;

import io.waybill.plan.Configuration;
import io.waybill.plan.Plan;
import io.waybill.planfile.PlanText;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill plan expand}: a plan with everything said. */
@Command(
        name = "expand",
        description = "Prints a plan with everything said: what it extends is merged, each configuration of the matrix"
                + " is there whole, every default is written out. It is a plan file again, of the same plan in that"
                + " size. With a seed, comments say when each fault strikes.")
final class PlanExpandCommand implements Callable<Integer> {

    private final Output output;

    @Mixin
    private PlanOption choice = new PlanOption();

    @Option(names = "--seed", paramLabel = "SEED", description = "The seed of the run, such as 0x5eed2f9c.")
    private @Nullable String seed;

    PlanExpandCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        OptionalLong given = seed == null ? OptionalLong.empty() : OptionalLong.of(Seeds.parse(seed));
        Plan plan = choice.plan(output, given);
        output.raw(PlanText.of(plan).stripTrailing());
        plan.conduct().seed().ifPresent(known -> comments(plan, known).forEach(output::raw));
        return ExitCode.OK;
    }

    /** What the seed decides beforehand; whom a fault hits follows from the cluster at that moment. */
    private static List<String> comments(Plan plan, long seed) {
        List<String> comments = new ArrayList<>();
        comments.add("");
        comments.add("# What this seed draws: when each fault strikes, counted from the start of the storm.");
        for (Configuration configuration : plan.allConfigurations()) {
            comments.add("#");
            comments.add("# " + configuration.name() + ", a storm of "
                    + Wording.duration(configuration.phases().storm()));
            FaultTimes.of(configuration, seed).stream().map(Line::text).forEach(line -> comments.add("# " + line));
        }
        return comments;
    }
}
