package io.waybill.plan;

import io.waybill.checker.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Makes a plan in Java, where no file is wanted: beside the test of an application, or where plans are computed. What
 * is not said has the default that a plan file has.
 *
 * <pre>{@code
 * Plan plan = PlanBuilder.named("acknowledged-messages-survive")
 *         .description("Leaders are killed.")
 *         .on("reference")
 *         .configuration("acks-all", one -> one
 *                 .topic("orders", 2, 3)
 *                 .fault(Schedule.every(ofSeconds(5), ofSeconds(7)), Fault.kill(leader("orders", 0), lasting))
 *                 .claims(Claim.AT_LEAST_ONCE, Claim.AT_MOST_ONCE))
 *         .control("acks-one", "acks-all", one -> one.acks(Acks.LEADER), "the leader dies with it", Claim.AT_LEAST_ONCE)
 *         .build();
 * }</pre>
 *
 * <p>Not for two threads.
 */
public final class PlanBuilder {

    private final String name;
    private final List<String> systems = new ArrayList<>();
    private final List<Configuration> configurations = new ArrayList<>();
    private final List<Control> controls = new ArrayList<>();
    private String description = "";
    private Conduct conduct = Conduct.USUAL;

    private PlanBuilder(String name) {
        this.name = name;
    }

    /** Begins a plan; its name is what it shows, as a sentence of lower-case words joined by hyphens. */
    public static PlanBuilder named(String name) {
        return new PlanBuilder(name);
    }

    /** Says what it does and why, for people. */
    public PlanBuilder description(String text) {
        description = text;
        return this;
    }

    /** Adds a system that it can be run on; the first is the usual one. */
    public PlanBuilder on(String system) {
        systems.add(system);
        return this;
    }

    /** Adds a configuration that is judged. */
    public PlanBuilder configuration(String configuration, UnaryOperator<ConfigurationBuilder> says) {
        configurations.add(says.apply(ConfigurationBuilder.usual()).build(configuration));
        return this;
    }

    /** Adds a configuration that is like another one, but for what is said. */
    public PlanBuilder configuration(String configuration, String like, UnaryOperator<ConfigurationBuilder> says) {
        configurations.add(says.apply(ConfigurationBuilder.like(known(like))).build(configuration));
        return this;
    }

    /**
     * Adds a control: a configuration that is known to be broken.
     *
     * @param like the configuration that it is, but for what is said
     * @param why what is broken about it, as a sentence
     * @param mustBreak the claims that must be violated
     */
    public PlanBuilder control(
            String control, String like, UnaryOperator<ConfigurationBuilder> says, String why, Claim... mustBreak) {
        Configuration broken =
                says.apply(ConfigurationBuilder.like(known(like)).promising()).build(control);
        controls.add(new Control(broken, Set.of(mustBreak), why));
        return this;
    }

    /** Runs it with this seed where none is given. */
    public PlanBuilder seed(long seed) {
        conduct = conduct.withSeed(seed);
        return this;
    }

    /**
     * Returns the plan.
     *
     * @throws InvalidPlanException with everything that is wrong with it
     */
    public Plan build() {
        return new Plan(name, description, systems, configurations, controls, List.of(), conduct).checked();
    }

    private Configuration known(String like) {
        Optional<Configuration> known =
                configurations.stream().filter(each -> each.name().equals(like)).findFirst();
        return known.orElseThrow(() -> new InvalidPlanException(
                name,
                List.of("there is no configuration \"" + like + "\" yet, expected one of "
                        + configurations.stream().map(Configuration::name).toList())));
    }
}
