package io.waybill.campaign.plan;

import io.waybill.campaign.SeedPool;
import io.waybill.campaign.SeedRange;
import io.waybill.plan.Control;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.runner.Runner;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan under many seeds.
 *
 * @param plan in the size in which it runs
 * @param seeds which seeds
 * @param flaws what is planted in the brokers
 * @param controlEvery of so many seeds one also runs the controls, the first one included: they only have to show that
 *     a break would be seen
 * @param threads how many seeds run at once
 */
public record PlanCampaign(Plan plan, SeedRange seeds, PlantedFlaws flaws, int controlEvery, int threads) {

    /** How many seeds share a run of the controls, usually. */
    public static final int CONTROL_EVERY = 10;

    public PlanCampaign {
        if (controlEvery < 1 || threads < 1) {
            throw new IllegalArgumentException("controls must run every 1st seed or so, and on >= 1 threads, were "
                    + controlEvery + " and " + threads);
        }
    }

    /** Is told how it goes, by one thread at a time. */
    public interface Listener {

        /** A seed was run: its configurations, then its controls if it has them. Seeds come in their order. */
        default void ran(long seed, List<SimulatedConfiguration> results) {}

        /** A seed could not be run to its end: the harness failed, and there is no verdict. */
        default void broke(long seed, Throwable cause) {}

        /** Some times a second. */
        default void pulse(PlanSummary soFar) {}
    }

    /**
     * Runs all seeds, or as many as it gets to before the calling thread is interrupted; each that was begun is ended.
     *
     * @throws InvalidPlanException when the plan cannot be run as it is, or not in the simulated world
     */
    public PlanSummary run(String version, Listener listener) {
        Runner.require(plan.checked(), new SimulatedVenue(version, flaws));
        PlanTally tally = new PlanTally(plan, listener);
        SeedPool.Effort effort = SeedPool.<List<SimulatedConfiguration>>run(seeds, threads, this::one, tally);
        return tally.summary(effort);
    }

    private List<SimulatedConfiguration> one(long seed) {
        List<SimulatedConfiguration> results = new ArrayList<>();
        plan.configurations().forEach(each -> results.add(SimulatedConfiguration.run(each, false, seed, flaws)));
        if ((seed - seeds.first()) % controlEvery == 0) {
            for (Control control : plan.controls()) {
                results.add(SimulatedConfiguration.run(control.configuration(), true, seed, flaws));
            }
        }
        return results;
    }
}
