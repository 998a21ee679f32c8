package io.waybill.runner;

import io.waybill.plan.Plan;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to be run.
 *
 * @param plan the plan in its full size
 * @param seed decides faults, keys and whatever else is drawn
 * @param profile another size of the plan, by the name of its profile; empty: the full size
 * @param store the directory in which runs are kept, for example {@code .waybill}; made when it is not there
 */
public record RunRequest(Plan plan, long seed, Optional<String> profile, Path store) {

    /** Returns the plan in the size that is asked for. */
    public Plan scaledPlan() {
        return profile.map(plan::scaledTo).orElse(plan);
    }
}
