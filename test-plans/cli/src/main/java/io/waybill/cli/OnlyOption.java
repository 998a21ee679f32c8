package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.planfile.tree.Similar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option that says which part of a plan is run. */
final class OnlyOption {

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "CFG",
            description =
                    "Only these configurations and controls. A claim whose controls are all left out is shown, and"
                            + " the run as a whole is unknown.")
    private List<String> names = List.of();

    /** Returns whether all of the plan is run. */
    boolean isAll() {
        return names.isEmpty();
    }

    /**
     * Returns the names that were given; none: all of the plan.
     *
     * @throws UsageException where the plan has no configuration of such a name
     */
    Set<String> of(Plan plan) {
        List<String> known = plan.configurationNames();
        Set<String> chosen = names.stream().map(String::strip).collect(Collectors.toCollection(LinkedHashSet::new));
        String unknown = chosen.stream()
                .filter(name -> !known.contains(name))
                .map(name ->
                        "plan " + plan.name() + " has no configuration \"" + name + "\": " + Similar.among(name, known))
                .collect(Collectors.joining("\n"));
        if (!unknown.isEmpty()) {
            throw new UsageException(unknown);
        }
        return chosen;
    }
}
