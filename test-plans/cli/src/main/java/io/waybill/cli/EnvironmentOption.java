package io.waybill.cli;

import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.campaign.plan.SimulatedVenue;
import io.waybill.plan.Plan;
import io.waybill.planfile.tree.Similar;
import io.waybill.system.SystemUnderTest;
import io.waybill.system.Systems;
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
                            + " Default: where the plan's first system lives.")
    private String environment = AUTO;

    @Option(
            names = "--mutant",
            split = ",",
            paramLabel = "ID",
            description =
                    "Simulated: plants these flaws in brokers or producers, such as I2 or K2: the run ought to fail."
                            + " docs/mutants.md lists them.")
    private @Nullable List<String> mutants;

    /**
     * Returns whether a plan is to be run in the simulated world; where the plan is not known, whether it may be.
     *
     * @throws UsageException where it cannot be run where it is to be
     */
    boolean isSimulated(Optional<Plan> known) {
        if (!ALL.contains(environment)) {
            throw new UsageException("unknown environment \"" + environment + "\", expected auto, local or simulated"
                    + Similar.hint(environment, ALL));
        }
        if (known.isEmpty()) {
            return !environment.equals(LOCAL);
        }
        Plan plan = known.get();
        boolean hasLocal = Systems.all().stream().map(SystemUnderTest::name).anyMatch(plan::runsOn);
        boolean hasSimulated = plan.runsOn(SimulatedVenue.SYSTEM);
        if (environment.equals(LOCAL) && !hasLocal) {
            throw new UsageException("plan " + plan.name() + " is for the reference broker, which has no server yet and"
                    + " lives in the simulated world alone: run it with --env simulated");
        }
        if (environment.equals(SimulatedVenue.ENVIRONMENT) && !hasSimulated) {
            throw new UsageException("plan " + plan.name() + " is for " + String.join(", ", plan.systems())
                    + ", and in the simulated world there is only the reference broker: run it with --env local");
        }
        return environment.equals(SimulatedVenue.ENVIRONMENT)
                || (environment.equals(AUTO) && plan.systems().get(0).equals(SimulatedVenue.SYSTEM));
    }

    /** Returns whether flaws are to be planted. */
    boolean plants() {
        return mutants != null;
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
