package io.waybill.cli;

import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.campaign.plan.SimulatedVenue;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.planfile.tree.Similar;
import io.waybill.runner.RunRequest;
import io.waybill.runner.Runner;
import io.waybill.runner.Venue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where a plan is run, and with which flaws. */
final class EnvironmentOption {

    private static final String AUTO = "auto";
    private static final String LOCAL = "local";
    private static final List<String> ALL = List.of(AUTO, LOCAL, SimulatedVenue.ENVIRONMENT);

    @Option(
            names = "--env",
            defaultValue = AUTO,
            paramLabel = "WHERE",
            description =
                    "local: processes on this machine. simulated: our own brokers, in a world that a seed decides."
                            + " Default: local where the plan can be carried out whole there, else simulated.")
    private String environment = AUTO;

    @Option(
            names = "--system",
            paramLabel = "NAME",
            description = "Which of the plan's systems is tried. Default: the plan's first.")
    private @Nullable String system;

    @Option(
            names = "--mutant",
            split = ",",
            paramLabel = "ID",
            description = "Plants these flaws in our own brokers or producers, such as I2 or R1: the run ought to fail."
                    + " docs/mutants.md lists them.")
    private @Nullable List<String> mutants;

    /**
     * Returns where a plan is to be run; where the plan is not known, the simulated world or this machine with nothing
     * on it.
     *
     * @throws UsageException where it cannot be run where it is to be
     */
    Optional<Where> where(Optional<Plan> known, RunRequest.Places places) {
        if (!ALL.contains(environment)) {
            throw new UsageException("unknown environment \"" + environment + "\", expected auto, local or simulated"
                    + Similar.hint(environment, ALL));
        }
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Plan plan = known.get();
        requireSystem(plan);
        return Optional.of(
                switch (environment) {
                    case LOCAL -> new Where(local(plan, places), false);
                    case SimulatedVenue.ENVIRONMENT -> new Where(simulated(plan), true);
                    default -> wherePossible(plan, places);
                });
    }

    /**
     * Where a plan is run.
     *
     * @param simulated whether it is a world in which a run takes no time
     */
    record Where(Venue venue, boolean simulated) {}

    private void requireSystem(Plan plan) {
        if (system != null && !plan.runsOn(system)) {
            throw new UsageException("plan " + plan.name() + " is for " + String.join(" and ", plan.systems())
                    + ", not for \"" + system + "\"" + Similar.hint(system, plan.systems()));
        }
    }

    private Where wherePossible(Plan plan, RunRequest.Places places) {
        boolean canBeSimulated =
                plan.runsOn(SimulatedVenue.SYSTEM) && (system == null || system.equals(SimulatedVenue.SYSTEM));
        if (!canBeSimulated) {
            return new Where(local(plan, places), false);
        }
        Venue here = local(plan, places);
        return Runner.problems(plan, here).isEmpty() ? new Where(here, false) : new Where(simulated(plan), true);
    }

    private Venue local(Plan plan, RunRequest.Places places) {
        try {
            return Runner.local(plan, Optional.ofNullable(system), places, flaws().ids());
        } catch (InvalidPlanException e) {
            throw PlanChoice.refusal(plan.name(), e);
        }
    }

    private Venue simulated(Plan plan) {
        if (!plan.runsOn(SimulatedVenue.SYSTEM) || (system != null && !system.equals(SimulatedVenue.SYSTEM))) {
            throw new UsageException("plan " + plan.name() + " is for " + String.join(", ", plan.systems())
                    + ", and in the simulated world there is only the reference broker: run it with --env local");
        }
        return new SimulatedVenue(Version.text(), flaws());
    }

    /**
     * Returns the flaws that are to be planted.
     *
     * @throws UsageException where one is not known
     */
    PlantedFlaws flaws() {
        return flaws(mutants == null ? List.of() : mutants);
    }

    /** Returns the sentence that refuses a flaw that there is not. */
    static String unknown(String id) {
        String upper = id.toUpperCase(Locale.ROOT);
        return "unknown mutant \"" + id + "\"" + Similar.hint(upper, PlantedFlaws.known())
                + " (docs/mutants.md lists them)";
    }

    /** Returns the flaws of these ids. */
    static PlantedFlaws flaws(List<String> ids) {
        List<String> stripped = ids.stream().map(String::strip).toList();
        String unknown = stripped.stream()
                .filter(id -> PlantedFlaws.of(List.of(id)).isEmpty())
                .map(EnvironmentOption::unknown)
                .collect(Collectors.joining("\n"));
        return PlantedFlaws.of(stripped).orElseThrow(() -> new UsageException(unknown));
    }
}
