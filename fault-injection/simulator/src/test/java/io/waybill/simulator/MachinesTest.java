package io.waybill.simulator;

import static io.waybill.simulator.Scene.MILLISECOND;
import static io.waybill.simulator.Scene.SECOND;
import static io.waybill.simulator.Scene.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.environment.Connection;
import io.waybill.environment.Environment;
import io.waybill.simulator.WorldListener.Ending;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What can befall a machine, and what the others notice of it. */
final class MachinesTest {
    private final Scene scene = Scene.of(2);
    private final World world = scene.world;
    private final Connection connection = scene.connect(0, 1);
    private final List<String> lives = new ArrayList<>();

    MachinesTest() {
        scene.news();
        world.listen(new WorldListener() {
            @Override
            public void started(int node, int incarnation) {
                lives.add("started " + node + " life " + incarnation);
            }

            @Override
            public void ended(int node, Ending ending, @Nullable Throwable cause) {
                lives.add(ending + " " + node + (cause == null ? "" : ": " + cause.getMessage()));
            }

            @Override
            public void violated(int node, String id, String detail) {
                lives.add("violated " + node + ": " + id + ": " + detail);
            }
        });
    }

    @Test
    void who_is_killed_resets_its_connections_a_moment_later() {
        world.machines().kill(1);

        scene.run(MILLISECOND);
        assertThat(scene.news()).containsExactly("n0 RESET");
        assertThat(world.isUp(1)).isFalse();
        assertThat(lives).containsExactly("KILL 1");
    }

    @Test
    void where_a_process_was_killed_its_machine_refuses() {
        world.machines().kill(1);
        scene.run(SECOND);
        scene.news();

        scene.connect(0, 1);

        assertThat(scene.news()).containsExactly("n0 REFUSED");
    }

    @Test
    void a_machine_without_power_is_silent_until_others_give_up() {
        world.machines().cutPower(1, false);

        scene.run(SECOND - 1);
        assertThat(scene.news()).isEmpty();
        scene.run(SECOND + 1);
        assertThat(scene.news()).containsExactly("n0 TIMEOUT");
        scene.begin(0, 1);
        scene.run(3 * SECOND);
        assertThat(scene.news()).containsExactly("n0 TIMEOUT");
    }

    @Test
    void a_machine_that_has_power_again_resets_what_it_does_not_know() {
        world.machines().cutPower(1, false);
        scene.run(SECOND / 2);

        world.machines().restart(1);
        scene.run(MILLISECOND);

        assertThat(scene.news()).containsExactly("n0 RESET");
        scene.connect(0, 1);
        assertThat(scene.news()).containsExactly("n1 open", "n0 open");
    }

    @Test
    void who_stands_still_gets_everything_in_order_when_it_goes_on() {
        world.machines().pause(1);
        scene.node(1).timers().after(SECOND, () -> scene.note("n1 timer"));
        connection.send(text("one"));
        connection.send(text("two"));
        scene.run(10 * SECOND);
        assertThat(scene.news()).isEmpty();
        assertThat(world.isPaused(1)).isTrue();

        world.machines().resume(1);
        scene.run(0);

        assertThat(scene.news()).containsExactly("n1 one", "n1 two", "n1 timer");
        assertThat(world.isPaused(1)).isFalse();
    }

    @Test
    void who_stands_still_lets_its_kernel_accept_connections() {
        world.machines().pause(1);

        scene.connect(0, 1);

        assertThat(scene.news()).containsExactly("n0 open");
        world.machines().resume(1);
        scene.run(0);
        assertThat(scene.news()).containsExactly("n1 open");
    }

    @Test
    void who_is_killed_while_it_stands_still_never_runs_again() {
        world.machines().pause(1);
        connection.send(text("one"));
        scene.run(SECOND);

        world.machines().kill(1);
        world.machines().resume(1);
        scene.run(SECOND);

        assertThat(scene.news()).containsExactly("n0 RESET");
    }

    @Test
    void a_timer_that_is_cancelled_while_its_node_stands_still_does_not_run() {
        var timer = scene.node(1).timers().after(MILLISECOND, () -> scene.note("ran"));
        world.machines().pause(1);
        scene.run(SECOND);

        timer.cancel();
        world.machines().resume(1);
        scene.run(SECOND);

        assertThat(scene.news()).isEmpty();
    }

    @Test
    void a_slow_node_needs_time_for_each_event() {
        world.machines().slow(1, 100);

        for (int i = 0; i < 3; i++) {
            connection.send(text("frame " + i));
        }

        scene.run(MILLISECOND);
        assertThat(scene.news()).containsExactly("n1 frame 0");
        scene.run(MILLISECOND);
        assertThat(scene.news()).containsExactly("n1 frame 1");
        world.machines().slow(1, 1);
        scene.run(MILLISECOND);
        assertThat(scene.news()).containsExactly("n1 frame 2");
    }

    @Test
    void repairing_what_is_whole_does_nothing() {
        world.machines().restart(1);
        world.machines().resume(1);
        world.machines().slow(1, 1);
        scene.run(SECOND);

        assertThat(scene.news()).isEmpty();
        assertThat(lives).isEmpty();
        assertThat(world.incarnation(1)).isZero();
    }

    @Test
    void an_exception_in_a_callback_is_a_crash() {
        scene.node(1).timers().post(() -> {
            throw new IllegalStateException("out of ideas");
        });
        scene.run(SECOND);
        world.start(1);

        assertThat(lives).containsExactly("CRASH 1: out of ideas", "started 1 life 1");
    }

    @Test
    void a_violation_is_told_before_the_crash() {
        scene.node(1).timers().post(() -> scene.node(1).probes().always(false, "sky above", () -> "it fell"));
        scene.run(SECOND);

        assertThat(lives).containsExactly("violated 1: sky above: it fell", "CRASH 1: sky above: it fell");
    }

    @Test
    void a_crash_lets_the_callback_end() {
        Environment node = scene.node(1);
        node.timers().post(() -> {
            node.crash(new IllegalStateException("enough"));
            node.timers().post(() -> scene.note("never"));
            scene.note("end of the callback");
        });
        scene.run(SECOND);

        assertThat(scene.news()).containsExactly("end of the callback", "n0 RESET");
    }

    @Test
    void a_power_cut_waits_for_a_sync_and_comes_before_it_is_done() {
        sync(5 * MILLISECOND, "synced");

        world.machines().cutPower(1, true);

        assertThat(world.isUp(1)).isTrue();
        scene.run(20 * MILLISECOND);
        assertThat(world.isUp(1)).isFalse();
        assertThat(scene.news()).isEmpty();
    }

    @Test
    void a_power_cut_comes_in_the_sync_that_is_under_way() {
        sync(0, "synced");
        scene.run(200_000);

        world.machines().cutPower(1, true);

        scene.run(10 * MILLISECOND);
        assertThat(world.isUp(1)).isFalse();
        assertThat(scene.news()).isEmpty();
    }

    @Test
    void who_is_dead_asks_in_vain() {
        Environment dead = scene.node(1);
        world.machines().kill(1);

        dead.timers().post(() -> scene.note("ran"));
        dead.links().listen(Scene.endpoint(1), ignored -> scene.new Ear("dead"));
        dead.links().connect(Scene.endpoint(0), scene.new Ear("dead"));
        dead.disk().open("file", file -> scene.note("opened"), failure -> scene.note("failed"));
        scene.run(SECOND);
        world.start(1);
        scene.run(SECOND);

        assertThat(scene.news()).containsExactly("n0 RESET");
        scene.node(1).disk().list(names -> scene.note("files " + names), failure -> {});
        scene.run(SECOND);
        assertThat(scene.news()).containsExactly("files []");
    }

    @Test
    void a_power_cut_that_finds_no_sync_comes_after_a_second() {
        world.machines().cutPower(1, true);

        scene.run(SECOND - 1);
        assertThat(world.isUp(1)).isTrue();
        scene.run(1);
        assertThat(world.isUp(1)).isFalse();
    }

    @Test
    void who_is_repaired_before_its_power_cut_keeps_its_power() {
        world.machines().cutPower(1, true);

        world.machines().restart(1);
        sync(0, "synced");
        scene.run(5 * SECOND);

        assertThat(world.isUp(1)).isTrue();
        assertThat(scene.news()).containsExactly("synced");
    }

    @Test
    void who_is_wiped_starts_on_an_empty_disk() {
        sync(0, "synced");
        scene.run(SECOND);
        world.machines().kill(1);

        world.machines().wipe(1);
        world.start(1);
        scene.run(0);
        scene.node(1).disk().list(names -> scene.note("files " + names), failure -> {});
        scene.run(SECOND);

        assertThat(scene.news()).contains("files []");
    }

    @Test
    void who_is_up_cannot_be_wiped() {
        assertThatThrownBy(() -> world.machines().wipe(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("node n1 must be down to be wiped");
    }

    @Test
    void who_waits_for_a_power_cut_is_wiped_by_it() {
        sync(0, "synced");
        scene.run(SECOND);
        world.machines().cutPower(1, true);
        world.machines().wipe(1);
        scene.run(2 * SECOND);
        world.start(1);
        scene.run(SECOND);
        scene.news();

        scene.node(1).disk().list(names -> scene.note("files " + names), failure -> {});
        scene.run(SECOND);

        assertThat(scene.news()).containsExactly("files []");
    }

    private void sync(long afterNanos, String note) {
        Environment node = scene.node(1);
        node.timers()
                .after(
                        afterNanos,
                        () -> node.disk()
                                .open(
                                        "file",
                                        file -> {
                                            file.append(text("content"), () -> {}, failure -> {});
                                            file.sync(
                                                    () -> node.disk()
                                                            .syncDirectory(() -> scene.note(note), failure -> {}),
                                                    failure -> {});
                                        },
                                        failure -> {}));
    }
}
