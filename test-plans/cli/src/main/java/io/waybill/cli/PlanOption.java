package io.waybill.cli;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.Plan;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which plan is meant, and what is to be otherwise than it says. */
final class PlanOption {

    /** What a plan is called by. */
    static final String NAMES = "by its name (waybill list shows them), or a file (docs/plans.md).";

    @Parameters(
            arity = "0..1",
            paramLabel = "PLAN",
            description = "A plan " + NAMES + " Default: the first of the list.")
    private @Nullable String name;

    @Mixin
    private ChangesOption otherwise = new ChangesOption();

    /**
     * Returns the plan, in the size that was asked for where one was.
     *
     * @throws UsageException where there is none, or where it has no such profile
     * @throws io.waybill.planfile.InvalidPlanFileException where its file cannot be run as it is
     */
    Plan plan(Output output, OptionalLong seed) {
        return PlanChoice.of(
                name == null ? PlanCatalogue.usual() : name, output.terminal().directory(), otherwise.changes(seed));
    }
}
