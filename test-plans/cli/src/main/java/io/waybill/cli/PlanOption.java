package io.waybill.cli;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.Plan;
import io.waybill.planfile.Changes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which plan is meant, and what is to be otherwise than it says. */
final class PlanOption {

    @Parameters(
            arity = "0..1",
            paramLabel = "PLAN",
            description =
                    "A plan by its name (waybill list shows them), or a file (docs/plans.md). Default: the first of"
                            + " the list.")
    private @Nullable String name;

    @Option(names = "--profile", paramLabel = "NAME", description = "Another size of the plan, for example short.")
    private @Nullable String profile;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description =
                    "Something that is to be otherwise, such as phases.storm=20s; several are set in their order.")
    private List<String> sets = List.of();

    /** Returns the plan as it was named. */
    String name() {
        return name == null ? PlanCatalogue.usual() : name;
    }

    /** Returns whether somebody named one. */
    boolean isNamed() {
        return name != null;
    }

    /** Returns what is to be otherwise than the plan says. */
    Changes changes(OptionalLong seed) {
        return new Changes(profile(), sets, seed);
    }

    /** Returns the name of the size that was asked for. */
    Optional<String> profile() {
        return Optional.ofNullable(profile);
    }

    /**
     * Returns the plan, in the size that was asked for where one was.
     *
     * @throws UsageException where there is none, or where it has no such profile
     * @throws io.waybill.planfile.InvalidPlanFileException where its file cannot be run as it is
     */
    Plan plan(Output output, OptionalLong seed) {
        return PlanChoice.of(name(), output.terminal().directory(), changes(seed));
    }
}
