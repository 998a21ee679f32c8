package io.waybill.plan;

import java.time.Duration;
import java.util.List;

/**
 * A plan in another size: what it consists of then.
 *
 * @param name for example {@code short}
 * @param configurations those that are judged
 * @param controls those that must be seen to break
 * @param conduct how it is run
 */
public record Profile(String name, List<Configuration> configurations, List<Control> controls, Conduct conduct) {

    public Profile {
        configurations = List.copyOf(configurations);
        controls = List.copyOf(controls);
    }

    /**
     * Returns a plan with other storms. It never asks for more pressure than the plan itself.
     *
     * @param storm how long the storm of a judged configuration lasts
     * @param controlStorm how long the storm of a control lasts
     * @param required how often a moment must come about at most
     * @param wanted how often a moment is wanted at most
     */
    public static Profile sized(
            String name, Plan plan, Duration storm, Duration controlStorm, int required, int wanted) {
        return new Profile(
                name,
                plan.configurations().stream()
                        .map(each -> each.withStorm(storm).withPressureOfAtMost(required, wanted))
                        .toList(),
                plan.controls().stream()
                        .map(each -> each.withConfiguration(
                                each.configuration().withStorm(controlStorm).withPressureOfAtMost(required, wanted)))
                        .toList(),
                plan.conduct());
    }
}
