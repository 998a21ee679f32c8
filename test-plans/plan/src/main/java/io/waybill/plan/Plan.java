package io.waybill.plan;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A test plan.
 *
 * @param name what it shows, as a sentence of lower-case words joined by hyphens
 * @param description what it does and why, for people
 * @param systems the names of the systems that it can be run on, the usual one first: {@code kafka}; at least one
 * @param configurations those that are judged, in the order in which they run; at least one
 * @param controls those that must be seen to break, in the order in which they run, after the others; may be empty
 * @param profiles other sizes of the same plan
 * @param conduct how it is run
 */
public record Plan(
        String name,
        String description,
        List<String> systems,
        List<Configuration> configurations,
        List<Control> controls,
        List<Profile> profiles,
        Conduct conduct) {

    public Plan {
        systems = List.copyOf(systems);
        configurations = List.copyOf(configurations);
        controls = List.copyOf(controls);
        profiles = List.copyOf(profiles);
    }

    /** Makes a plan that is run as usual. */
    public Plan(
            String name,
            String description,
            List<String> systems,
            List<Configuration> configurations,
            List<Control> controls,
            List<Profile> profiles) {
        this(name, description, systems, configurations, controls, profiles, Conduct.USUAL);
    }

    /** Returns everything that is wrong with this plan, one sentence each; empty where nothing is. */
    public List<String> problems() {
        return findings().stream().map(PlanProblem::sentence).toList();
    }

    /** Returns everything that is wrong with this plan, with its place; empty where nothing is. */
    public List<PlanProblem> findings() {
        return new PlanCheck(this).findings();
    }

    /**
     * Returns this plan.
     *
     * @throws InvalidPlanException with all problems, where there are any
     */
    public Plan checked() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(name, problems);
        }
        return this;
    }

    /**
     * Returns this plan in another size.
     *
     * @throws InvalidPlanException when there is no profile of that name
     */
    public Plan scaledTo(String profileName) {
        Profile profile = profile(profileName)
                .orElseThrow(() -> new InvalidPlanException(
                        name,
                        List.of("unknown profile \"" + profileName + "\", expected one of "
                                + profiles.stream().map(Profile::name).toList())));
        return scaledTo(profile);
    }

    /** Returns this plan in that size, which has no other sizes. */
    Plan scaledTo(Profile profile) {
        return new Plan(
                name, description, systems, profile.configurations(), profile.controls(), List.of(), profile.conduct());
    }

    /** Returns this plan with these sizes beside its own. */
    public Plan withProfiles(List<Profile> others) {
        return new Plan(name, description, systems, configurations, controls, others, conduct);
    }

    /**
     * Returns the part of this plan, in this size, that has these configurations and controls. What it has not is
     * ignored; a part may lack what a plan must have.
     */
    public Plan only(Set<String> names) {
        return new Plan(
                name,
                description,
                systems,
                configurations.stream()
                        .filter(each -> names.contains(each.name()))
                        .toList(),
                controls.stream()
                        .filter(each -> names.contains(each.configuration().name()))
                        .toList(),
                List.of(),
                conduct);
    }

    /**
     * Returns this plan for a cluster to which nothing is done: without faults, its brokers as they are. Its controls
     * do not break there. It asks for the same pressure, so that what is not tried stays unknown.
     */
    public Plan untouched() {
        return new Plan(
                name,
                description,
                systems,
                untouched(configurations),
                untouchedControls(controls),
                profiles.stream()
                        .map(each -> new Profile(
                                each.name(),
                                untouched(each.configurations()),
                                untouchedControls(each.controls()),
                                each.conduct()))
                        .toList(),
                conduct);
    }

    private static List<Configuration> untouched(List<Configuration> configurations) {
        return configurations.stream().map(Configuration::untouched).toList();
    }

    private static List<Control> untouchedControls(List<Control> controls) {
        return controls.stream()
                .map(each -> each.withConfiguration(each.configuration().untouched()))
                .toList();
    }

    /** Returns the profile of that name. */
    public Optional<Profile> profile(String profileName) {
        return profiles.stream()
                .filter(profile -> profile.name().equals(profileName))
                .findFirst();
    }

    /** Returns whether it can be run on the system of that name. */
    public boolean runsOn(String system) {
        return systems.contains(system);
    }

    /** Returns every configuration in the order in which they run, the controls' last. */
    public List<Configuration> allConfigurations() {
        return Stream.concat(configurations.stream(), controls.stream().map(Control::configuration))
                .toList();
    }

    /** Returns the claims that must break somewhere. */
    public Set<Claim> mustBreak() {
        return Stream.concat(
                        controls.stream().flatMap(control -> control.mustBreak().stream()),
                        configurations.stream()
                                .flatMap(each -> each.promise().expectations().claims(Expectation.BREAKS).stream()))
                .collect(Collectors.toSet());
    }

    /** Returns the names of all configurations, in the order in which they run. */
    public List<String> configurationNames() {
        return new ArrayList<>(
                allConfigurations().stream().map(Configuration::name).toList());
    }
}
