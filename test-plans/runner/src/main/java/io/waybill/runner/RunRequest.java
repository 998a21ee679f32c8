package io.waybill.runner;

import io.waybill.plan.Plan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be run.
 *
 * @param plan the plan in its full size
 * @param seed decides faults, keys and whatever else is drawn
 * @param profile another size of the plan, by the name of its profile; empty: the full size
 * @param places where everything goes
 * @param only the configurations and controls that are run, by name; empty: all of the plan
 */
public record RunRequest(Plan plan, long seed, Optional<String> profile, Places places, Set<String> only) {

    /** The name of the size that a plan itself has. */
    public static final String FULL = "full";

    public RunRequest {
        only = Set.copyOf(only);
    }

    /** Asks for all of a plan. */
    public RunRequest(Plan plan, long seed, Optional<String> profile, Places places) {
        this(plan, seed, profile, places, Set.of());
    }

    /**
     * Directories; each is made where it is missing.
     *
     * @param store where runs are kept, for example {@code .waybill}
     * @param scratch for data that goes with its cluster; the same for every run of this user, because what a killed
     *     run left there is swept by the next
     * @param cache for what is fetched once and kept
     */
    public record Places(Path store, Path scratch, Path cache) {}

    /** Returns the plan in the size that is asked for. */
    public Plan scaledPlan() {
        return profile.map(plan::scaledTo).orElse(plan);
    }

    /** Returns of that plan what is to be run. */
    Plan part(Plan scaled) {
        return only.isEmpty() ? scaled : scaled.only(only);
    }
}
