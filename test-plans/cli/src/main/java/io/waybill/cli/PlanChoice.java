package io.waybill.cli;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.plan.Profile;
import io.waybill.planfile.tree.Similar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the plan that somebody named, in a size that it has. */
final class PlanChoice {

    private PlanChoice() {}

    /**
     * Returns the plan of that name in its full size.
     *
     * @throws UsageException where there is none, or where it has no such profile
     */
    static Plan named(String name, Optional<String> profile) {
        List<String> names = PlanCatalogue.plans().stream().map(Plan::name).toList();
        Plan plan = PlanCatalogue.named(name)
                .orElseThrow(() -> new UsageException("unknown plan \"" + name + "\"" + Similar.hint(name, names)
                        + " (waybill list shows the plans)"));
        if (profile.isPresent() && plan.profile(profile.get()).isEmpty()) {
            List<String> profiles = plan.profiles().stream().map(Profile::name).toList();
            throw new UsageException("unknown profile \"" + profile.get() + "\" of plan " + name + ", expected one of "
                    + String.join(", ", profiles));
        }
        return plan;
    }

    /** Returns what is wrong with a plan as what its user did wrong. */
    static UsageException refusal(String name, InvalidPlanException e) {
        String problems = e.problems().stream()
                .map(problem -> "plan " + name + ": " + problem)
                .collect(Collectors.joining("\n"));
        return new UsageException(problems + "\nnothing was started");
    }
}
