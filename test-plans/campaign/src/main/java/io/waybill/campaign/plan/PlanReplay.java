package io.waybill.campaign.plan;

import io.waybill.plan.Control;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.runner.Runner;
import java.util.ArrayList;
import java.util.List;

/**
 * A seed of a plan once more: all its configurations and controls, of which nothing is kept.
 *
 * @param plan in the size in which it runs
 * @param flaws what is planted in the brokers
 */
public record PlanReplay(Plan plan, long seed, PlantedFlaws flaws) {

    /**
     * Runs it.
     *
     * @throws InvalidPlanException when the plan cannot be run as it is, or not in the simulated world
     */
    public List<SimulatedConfiguration> run(String version) {
        Runner.require(plan.checked(), new SimulatedVenue(version, flaws));
        List<SimulatedConfiguration> results = new ArrayList<>();
        plan.configurations().forEach(each -> results.add(SimulatedConfiguration.run(each, false, seed, flaws)));
        for (Control control : plan.controls()) {
            results.add(SimulatedConfiguration.run(control.configuration(), true, seed, flaws));
        }
        return results;
    }
}
