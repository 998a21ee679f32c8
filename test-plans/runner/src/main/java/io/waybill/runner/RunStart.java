package io.waybill.runner;

import io.waybill.plan.Plan;

/**
 * A run that begins.
 *
 * @param whole the plan in the size in which it runs, with all that it has
 * @param plan what of it is run
 * @param profile the name of that size; {@link RunRequest#FULL} where it is the plan's own
 * @param seed what decides all that is drawn
 * @param site where it takes place
 */
public record RunStart(RunId id, Plan whole, Plan plan, String profile, long seed, Site site, RunDirectory directory) {

    /** Returns the system under test with its version: {@code kafka 4.4.0}. */
    public String system() {
        return site.system();
    }

    /** Returns the seed as people write it: {@code 0x5eed2f9c}. */
    public String seedText() {
        return "0x" + Long.toHexString(seed);
    }
}
