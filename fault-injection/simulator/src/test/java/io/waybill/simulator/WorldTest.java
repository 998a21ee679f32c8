package io.waybill.simulator;

import static io.waybill.simulator.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.simulator.settings.WorldSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The door to the world: time, steps, what the harness does, and what is refused. */
final class WorldTest {
    private final World world = World.of(1, WorldSettings.standard());
    private final List<String> notes = new ArrayList<>();

    @Test
    void time_passes_only_as_far_as_it_is_asked_to() {
        world.at(5 * SECOND, () -> notes.add("at " + world.nanos()));

        world.runUntil(3 * SECOND);
        assertThat(world.nanos()).isEqualTo(3 * SECOND);
        assertThat(notes).isEmpty();
        world.runUntil(5 * SECOND);
        assertThat(notes).containsExactly("at " + 5 * SECOND);
    }

    @Test
    void a_step_is_one_event_and_where_there_is_none_nothing_happens() {
        world.at(SECOND, () -> notes.add("one"));
        world.at(SECOND, () -> notes.add("two"));

        assertThat(world.step()).isTrue();
        assertThat(notes).containsExactly("one");
        assertThat(world.step()).isTrue();
        assertThat(world.step()).isFalse();
        assertThat(world.events()).isEqualTo(2);
    }

    @Test
    void the_past_cannot_be_changed() {
        world.runUntil(SECOND);

        assertThatThrownBy(() -> world.at(0, () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an event must not be in the past: now is 1000000000, was 0");
    }

    @Test
    void a_hook_sees_the_world_after_each_callback() {
        world.afterEvent(node -> notes.add("after " + node));
        world.add(3, "n3", 1, environment -> {
            notes.add("starts");
            environment.timers().post(() -> notes.add("runs"));
        });
        world.start(3);

        world.runUntil(SECOND);

        assertThat(notes).containsExactly("starts", "after 3", "runs", "after 3");
    }

    @Test
    void what_a_hook_throws_stops_the_run() {
        world.afterEvent(node -> {
            throw new IllegalStateException("two leaders");
        });
        world.add(0, "n0", 1, environment -> {});
        world.start(0);

        assertThatThrownBy(() -> world.runUntil(SECOND))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("two leaders");
        assertThat(world.isUp(0)).isTrue();
    }

    @Test
    void a_node_has_an_id_and_a_name_of_its_own() {
        world.add(0, "n0", 1, environment -> {});

        assertThatThrownBy(() -> world.add(0, "other", 1, environment -> {}))
                .hasMessage("the id of a node must be free and from 0 to 1023, was 0");
        assertThatThrownBy(() -> world.add(1, "n0", 1, environment -> {}))
                .hasMessage("there is a node of the name n0 already");
        assertThatThrownBy(() -> world.start(7)).hasMessage("there is no node 7");
    }

    @Test
    void a_node_that_was_never_started_is_down() {
        world.add(0, "n0", 1, environment -> {});

        assertThat(world.isUp(0)).isFalse();
        assertThat(world.incarnation(0)).isEqualTo(-1);
        assertThat(world.size()).isEqualTo(1);
        assertThat(world.name(0)).isEqualTo("n0");
    }
}
