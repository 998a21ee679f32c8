package io.waybill.plan;

import java.util.Optional;

/**
 * Something that is wrong with a plan.
 *
 * @param configuration the name of the configuration that it is in; empty where it is in the plan itself
 * @param path the place in a plan file: {@code phases.storm}, {@code faults[2]}; relative to the configuration
 * @param text what is wrong there, as a sentence without its place
 */
public record PlanProblem(Optional<String> configuration, String path, String text) {

    /** Returns it as a sentence of its own. */
    public String sentence() {
        return configuration.map(name -> "configuration " + name + ": ").orElse("") + text;
    }

    @Override
    public String toString() {
        return sentence();
    }
}
