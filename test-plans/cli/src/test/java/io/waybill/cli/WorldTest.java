package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.campaign.plan.SimulatedVenue;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.runner.Venue;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Which world carries a plan out for which nobody says it, and what is said of the others. */
final class WorldTest {

    private static final Plan PLAN = PlanChoice.named("exactly-once-in-a-partition", Optional.empty());
    private static final Venue GOOD = new SimulatedVenue("1", PlantedFlaws.NONE);

    private static World world(String name, Supplier<Venue> venue) {
        return new World(name, () -> "what " + name + " is", false, venue);
    }

    private static World refusing(String name, String... reasons) {
        return world(name, () -> {
            throw new InvalidPlanException(PLAN.name(), List.of(reasons));
        });
    }

    @Test
    void the_first_that_can_is_taken_and_the_others_say_why_not() {
        World.Where where = World.first(
                PLAN, List.of(refusing("a", "no engine", "too old"), refusing("b", "no room"), world("c", () -> GOOD)));

        assertThat(where.venue()).isSameAs(GOOD);
        assertThat(where.why()).isEqualTo("c, what c is; not a: no engine (and 1 other reason); not b: no room");
    }

    @Test
    void worlds_with_the_same_reason_are_told_together() {
        World.Where where =
                World.first(PLAN, List.of(refusing("a", "no room"), refusing("b", "no room"), world("c", () -> GOOD)));

        assertThat(where.why()).isEqualTo("c, what c is; not a or b: no room");
    }

    /** Nothing that one world cannot use hides what stands in the way of another. */
    @Test
    void an_option_that_does_not_go_with_a_world_is_a_reason_like_others() {
        World choosy = world("b", () -> {
            throw new UsageException("--toxiproxy does not go with b");
        });

        assertThat(World.first(PLAN, List.of(choosy, world("c", () -> GOOD))).why())
                .isEqualTo("c, what c is; not b: --toxiproxy does not go with b");
        assertThatThrownBy(() -> World.first(PLAN, List.of(refusing("a", "no room"), choosy)))
                .isInstanceOf(RefusedPlanException.class)
                .hasMessage("plan " + PLAN.name() + ": it cannot be run a: no room\nplan " + PLAN.name()
                        + ": it cannot be run b: --toxiproxy does not go with b\nnothing was started");
    }

    @Test
    void what_the_taken_world_is_is_asked_last_and_of_no_other() {
        World first = new World(
                "a",
                () -> {
                    throw new AssertionError("nobody is there");
                },
                false,
                () -> {
                    throw new InvalidPlanException(PLAN.name(), List.of("no engine"));
                });

        assertThat(World.first(PLAN, List.of(first, world("c", () -> GOOD))).why())
                .isEqualTo("c, what c is; not a: no engine");
    }
}
