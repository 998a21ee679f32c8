package io.waybill.runner;

import io.waybill.plan.Plan;

/**
 * A run that begins.
 *
 * @param plan the plan in the size in which it runs
 * @param seed what decides all that is drawn
 * @param system the system under test with its version: {@code kafka 4.4.0}
 */
public record RunStart(RunId id, Plan plan, long seed, String system, RunDirectory directory) {

    /** Returns the seed as people write it: {@code 0x5eed2f9c}. */
    public String seedText() {
        return "0x" + Long.toHexString(seed);
    }
}
