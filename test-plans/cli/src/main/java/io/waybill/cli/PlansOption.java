package io.waybill.cli;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.Plan;
import io.waybill.plan.Profile;
import io.waybill.planfile.tree.Similar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which plan is meant, or which plans, and what is to be otherwise than they say. */
final class PlansOption {

    @Parameters(
            arity = "0..*",
            paramLabel = "PLAN",
            description = "A plan " + PlanOption.NAMES + " Several are run one after the other. Default: the first of"
                    + " the list.")
    private List<String> names = List.of();

    @Option(
            names = "--catalogue",
            description = "All plans of the list, one after the other. What cannot be run there is named with the"
                    + " reason, and does not count.")
    private boolean catalogue;

    @Mixin
    private ChangesOption otherwise = new ChangesOption();

    /**
     * One of several plans.
     *
     * @param name as it was named
     * @param profile the size in which it is run, where it is not its usual one
     * @param plan with all its sizes, and with what is to be otherwise
     */
    record Chosen(String name, Optional<String> profile, Plan plan) {

        /** Returns the plan in that size. */
        Plan sized() {
            return profile.map(plan::scaledTo).orElse(plan);
        }
    }

    /** Returns what is to be otherwise than they say. */
    ChangesOption otherwise() {
        return otherwise;
    }

    /** Returns whether somebody named one. */
    boolean isNamed() {
        return catalogue || !names.isEmpty();
    }

    /** Returns whether it is more than one plan, or might be. */
    boolean isSeveral() {
        return catalogue || names.size() > 1;
    }

    /** Returns whether all that ship are meant, rather than those that somebody named. */
    boolean isCatalogue() {
        return catalogue;
    }

    /** Returns the one plan as it was named. */
    String name() {
        return names.isEmpty() ? PlanCatalogue.usual() : names.get(0);
    }

    /** Returns the one plan; see {@link PlanOption#plan}. */
    Plan plan(Output output, OptionalLong seed) {
        return PlanChoice.of(name(), output.terminal().directory(), otherwise.changes(seed));
    }

    /**
     * Returns the plans, in the order in which they were named. Where a size was asked for, each is in it that has it,
     * and the others are in their usual one.
     *
     * @throws UsageException with all that is wrong: names of no plan, names beside {@code --catalogue}, a size that
     *     none of them has
     * @throws io.waybill.planfile.InvalidPlanFileException where a file cannot be run as it is
     */
    List<Chosen> plans(Output output) {
        var complaints = new Complaints();
        complaints.when(
                catalogue && !names.isEmpty(), "--catalogue is all plans that ship: give it or the names of plans");
        Path directory = output.terminal().directory();
        List<Chosen> chosen = new ArrayList<>();
        for (String name : catalogue ? PlanCatalogue.names() : names) {
            complaints.unless(() -> chosen(name, directory)).ifPresent(chosen::add);
        }
        List<String> sizes = chosen.stream()
                .flatMap(each -> each.plan().profiles().stream())
                .map(Profile::name)
                .distinct()
                .sorted()
                .toList();
        otherwise
                .profile()
                .ifPresent(size -> complaints.when(
                        !chosen.isEmpty()
                                && chosen.stream()
                                        .noneMatch(each -> each.profile().isPresent()),
                        "no plan of these has a profile \"" + size + "\": "
                                + (sizes.isEmpty() ? "they have none" : Similar.among(size, sizes))));
        complaints.raise();
        return chosen;
    }

    private Chosen chosen(String name, Path directory) {
        Plan usual = PlanChoice.of(name, directory, otherwise.changes(Optional.empty(), OptionalLong.empty()));
        Optional<String> size =
                otherwise.profile().filter(wanted -> usual.profile(wanted).isPresent());
        return new Chosen(
                name,
                size,
                size.isEmpty() ? usual : PlanChoice.of(name, directory, otherwise.changes(size, OptionalLong.empty())));
    }
}
