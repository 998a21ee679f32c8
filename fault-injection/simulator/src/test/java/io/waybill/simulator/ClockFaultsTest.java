package io.waybill.simulator;

import static io.waybill.simulator.Scene.MILLISECOND;
import static io.waybill.simulator.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Clock;
import io.waybill.fault.ClockFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What each fault of a clock does to the time that a node sees. */
final class ClockFaultsTest {
    private final Scene scene = Scene.of(2);
    private final Clock clock = scene.node(0).clock();
    private final Clock right = scene.node(1).clock();

    @Test
    void a_skewed_clock_is_wrong_until_the_fault_ends() {
        begin(new ClockFault.Skew(Duration.ofSeconds(-7)));

        assertThat(clock.wallMillis()).isEqualTo(right.wallMillis() - 7_000);
        scene.world.clocks().end(1);
        assertThat(clock.wallMillis()).isEqualTo(right.wallMillis());
    }

    @Test
    void a_clock_that_jumped_stays_wrong() {
        begin(new ClockFault.Jump(Duration.ofHours(1)));
        scene.world.clocks().end(1);

        assertThat(clock.wallMillis()).isEqualTo(right.wallMillis() + 3_600_000);
    }

    @Test
    void monotonic_time_knows_neither_skew_nor_jump() {
        long before = clock.nanos();

        begin(new ClockFault.Jump(Duration.ofHours(1)));
        scene.world.clocks().begin(2, new ClockFault.Skew(Duration.ofHours(-5)), 0);
        scene.run(SECOND);

        assertThat(clock.nanos()).isEqualTo(before + SECOND);
    }

    @Test
    void a_drifting_clock_gains_and_keeps_what_it_gained() {
        long before = clock.nanos();
        long wall = clock.wallMillis();

        begin(new ClockFault.Drift(100_000));
        scene.run(10 * SECOND);
        scene.world.clocks().end(1);
        scene.run(SECOND);

        assertThat(clock.nanos()).isEqualTo(before + 12 * SECOND);
        assertThat(clock.wallMillis()).isEqualTo(wall + 12_000);
    }

    @Test
    void timers_follow_the_clock_of_their_node_also_those_that_were_set_before() {
        scene.node(0).timers().after(11 * SECOND, () -> scene.note("before " + scene.world.nanos()));
        long set = scene.world.nanos();

        begin(new ClockFault.Drift(100_000));
        scene.node(0).timers().after(22 * SECOND, () -> scene.note("after " + scene.world.nanos()));
        scene.node(1).timers().after(11 * SECOND, () -> scene.note("right " + scene.world.nanos()));
        scene.run(60 * SECOND);

        assertThat(scene.news())
                .containsExactly(
                        "before " + (set + 10 * SECOND),
                        "right " + (set + 11 * SECOND),
                        "after " + (set + 20 * SECOND));
    }

    @Test
    void a_timer_without_delay_of_a_slow_clock_comes_now() {
        begin(new ClockFault.Drift(-500_000));
        for (int step = 0; step < 5; step++) {
            // It shows each nanosecond for two, so in every other of them it has shown it before.
            scene.run(1);
            long now = scene.world.nanos();
            scene.node(0).timers().after(0, () -> scene.note("late by " + (scene.world.nanos() - now)));
            scene.run(0);
        }

        assertThat(scene.news()).hasSize(5).containsOnly("late by 0");
    }

    @Test
    void timers_of_a_slow_clock_come_later() {
        long set = scene.world.nanos();
        scene.node(0)
                .timers()
                .after(9 * SECOND, () -> scene.note("timer " + (scene.world.nanos() - set) / MILLISECOND));

        begin(new ClockFault.Drift(-100_000));
        scene.run(60 * SECOND);

        assertThat(scene.news()).containsExactly("timer 10000");
    }

    @Test
    void monotonic_times_of_two_nodes_have_nothing_to_do_with_each_other() {
        assertThat(clock.nanos()).isNotEqualTo(right.nanos());
    }

    private void begin(ClockFault fault) {
        scene.world.clocks().begin(1, fault, 0);
    }
}
