package io.waybill.cli;

import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.campaign.plan.SimulatedVenue;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.planfile.tree.Similar;
import io.waybill.runner.RunRequest;
import io.waybill.runner.Runner;
import io.waybill.runner.Venue;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** Returns what is left of a plan where it is to be run. */
    Plan taken(Plan plan) {
        return cluster.taken(plan);
    }

    /**
     * Returns the word for where a plan is to be run.
     *
     * @throws UsageException where there is no such world
     */
    String name() {
        if (!ALL.contains(environment)) {
            throw new UsageException("unknown environment \"" + environment + "\", expected auto, local or simulated"
                    + Similar.hint(environment, ALL));
        }
        return environment;
    }

    /**
     * Returns where a plan is to be run.
     *
     * @param directory from where relative paths lead
     * @param many whether it is to be run with many seeds, for which only the simulated world has the time
     * @throws UsageException where it cannot be run where it is to be
     */
    Where where(Plan plan, RunRequest.Places places, Path directory, boolean many) {
        if (cluster.isGiven()) {
            requireNothingElse();
            return new Where(cluster.venue(plan, places, directory), false, ", which someone else runs");
        }
        requireSystem(plan);
        return switch (name()) {
            case LOCAL -> Where.here(local(plan, places));
            case SimulatedVenue.ENVIRONMENT -> Where.simulated(simulated(plan));
            default -> wherePossible(plan, places, many);
        };
    }

    /**
     * Where a plan is run.
     *
     * @param simulated whether it is a world in which a run takes no time
     * @param aside what is said of it behind the name of the system
     */
    record Where(Venue venue, boolean simulated, String aside) {

        static Where here(Venue venue) {
            return new Where(venue, false, ", on this machine");
        }

        static Where simulated(Venue venue) {
            return new Where(venue, true, ", simulated");
        }
    }

    /** Returns what the run could not remove from a cluster of others, one message each. */
    List<String> leftovers() {
        return cluster.leftovers();
    }

    private void requireNothingElse() {
        var complaints = new Complaints();
        complaints.when(
                !environment.equals(AUTO),
                "--env says where a cluster is started, and --bootstrap names one that is there: give one of them");
        complaints.when(
                system != null,
                "--system says what is started, and --bootstrap names a cluster that is there: give one of them");
        complaints.when(
                mutants != null,
                "--mutant plants flaws in brokers that are started here, and --bootstrap names a cluster that is there:"
                        + " give one of them");
        complaints.raise();
    }

    private void requireSystem(Plan plan) {
        if (system != null && !plan.runsOn(system)) {
            throw new UsageException("plan " + plan.name() + " is for " + String.join(" and ", plan.systems())
                    + ", not for \"" + system + "\"" + Similar.hint(system, plan.systems()));
        }
    }

    private Where wherePossible(Plan plan, RunRequest.Places places, boolean many) {
        boolean canBeSimulated =
                plan.runsOn(SimulatedVenue.SYSTEM) && (system == null || system.equals(SimulatedVenue.SYSTEM));
        if (!canBeSimulated) {
            return Where.here(local(plan, places));
        }
        return here(plan, places)
                .filter(here -> !many && Runner.problems(plan, here).isEmpty())
                .map(Where::here)
                .orElseGet(() -> Where.simulated(simulated(plan)));
    }

    /** Returns this machine, or empty where a flaw is to be planted that lives in the simulated world alone. */
    private Optional<Venue> here(Plan plan, RunRequest.Places places) {
        try {
            return Optional.of(Runner.local(plan, Optional.ofNullable(system), places, flaws().ids()));
        } catch (InvalidPlanException notHere) {
            return Optional.empty();
        }
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
