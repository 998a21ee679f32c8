package io.waybill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The nemesis that is told the time, over ports that write down what they are asked. */
class SteppedNemesisTest {

    private static final Span TWO_SECONDS = Span.of(Duration.ofSeconds(2));
    private static final Span TEN_SECONDS = Span.of(Duration.ofSeconds(10));
    private static final Duration STORM = Duration.ofSeconds(20);
    private static final Fault.Reach ANY = Fault.Reach.ANY;

    private final RecordingWorld world = new RecordingWorld(3);

    @Test
    void it_is_due_when_something_begins_and_when_it_ends() {
        SteppedNemesis nemesis = at(1, Fault.kill(Victim.node(2), TWO_SECONDS));

        assertThat(nemesis.nextNanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
        nemesis.advance(Duration.ofSeconds(1).toNanos());
        assertThat(nemesis.nextNanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
        nemesis.advance(Duration.ofSeconds(3).toNanos());
        assertThat(nemesis.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void it_counts_from_the_start_of_the_storm() {
        Timeline timeline = plan(1, Fault.kill(Victim.node(2), TWO_SECONDS)).timeline(1, STORM);
        long startNanos = Duration.ofMinutes(7).toNanos();

        SteppedNemesis nemesis =
                new SteppedNemesis(timeline, world, world.ports(), world, startNanos, FaultBudget.unguarded());

        assertThat(nemesis.nextNanos())
                .isEqualTo(startNanos + Duration.ofSeconds(1).toNanos());
    }

    @Test
    void time_must_not_go_back() {
        SteppedNemesis nemesis = at(1, Fault.kill(Victim.node(2), TWO_SECONDS));
        nemesis.advance(5);

        assertThatThrownBy(() -> nemesis.advance(4)).hasMessage("time must not go back, was told 4 after 5");
    }

    @Test
    void what_waits_for_a_moment_begins_some_while_after_it_and_so_often() {
        Timeline timeline = waiting(2).timeline(1, STORM);
        SteppedNemesis nemesis = of(timeline);

        assertThat(nemesis.nextNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(nemesis.happened("a leader is elected", seconds(4))).isTrue();
        assertThat(nemesis.nextNanos()).isEqualTo(seconds(5));
        nemesis.advance(seconds(5));
        nemesis.advance(seconds(7));
        assertThat(nemesis.happened("a leader is elected", seconds(9))).isTrue();
        assertThat(nemesis.happened("a leader is elected", seconds(9))).isFalse();
        nemesis.advance(seconds(10));
        nemesis.advance(seconds(12));

        assertThat(world.deeds())
                .containsExactly(
                        "kill n2",
                        "started #0 kill [n2]",
                        "restart n2",
                        "stopped #0",
                        "kill n2",
                        "started #1 kill [n2]",
                        "restart n2",
                        "stopped #1");
    }

    @Test
    void another_moment_and_one_after_the_storm_begin_nothing() {
        SteppedNemesis nemesis = of(waiting(3).timeline(1, STORM));

        assertThat(nemesis.happened("a log is truncated", seconds(1))).isFalse();
        assertThat(nemesis.happened("a leader is elected", seconds(20))).isFalse();
        assertThat(nemesis.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void what_has_a_time_is_the_same_whether_something_else_waits_or_not() {
        FaultPlan timed = plan(1, Fault.kill(Victim.node(3), TWO_SECONDS));

        Timeline both = timed.and(
                        Schedule.when("a leader is elected", Duration.ZERO, Duration.ofSeconds(2), 2),
                        Fault.kill(Victim.any(), TWO_SECONDS))
                .timeline(5, STORM);

        assertThat(both.occurrences()).isEqualTo(timed.timeline(5, STORM).occurrences());
        assertThat(both.armed()).extracting(it -> it.occurrence().number()).containsExactly(1, 2);
        assertThat(both.keeping(it -> it.number() != 1).armed()).hasSize(1);
    }

    @Test
    void a_repair_calls_off_what_waits() {
        SteppedNemesis nemesis = of(waiting(1).timeline(1, STORM));

        nemesis.healAll(seconds(3));

        assertThat(nemesis.happened("a leader is elected", seconds(4))).isFalse();
    }

    @Test
    void each_fault_that_waits_for_a_moment_is_given_it() {
        SteppedNemesis nemesis = of(waiting(2)
                .and(Schedule.when("a leader is elected", Duration.ZERO, Duration.ZERO, 1), pausing(3))
                .timeline(1, STORM));

        nemesis.happened("a leader is elected", seconds(4));
        nemesis.advance(seconds(7));

        assertThat(world.deeds())
                .contains(
                        "pause n3", "skipped kill of n2 would leave 1 of 3 nodes untouched, and a majority must stay");
        assertThat(nemesis.happened("a leader is elected", seconds(8))).isTrue();
    }

    @Test
    void what_waits_for_moments_that_are_some_while_apart_leaves_those_between_alone() {
        Span apart = Span.of(Duration.ofSeconds(5));
        Schedule spaced = new Schedule.When("a leader is elected", Span.of(Duration.ZERO), 100, apart);
        SteppedNemesis nemesis = of(FaultPlan.of(spaced, pausing(3)).timeline(1, STORM));

        assertThat(nemesis.happened("a leader is elected", seconds(4))).isFalse();
        assertThat(nemesis.happened("a leader is elected", seconds(6))).isTrue();
        assertThat(nemesis.happened("a leader is elected", seconds(10))).isFalse();
        assertThat(nemesis.happened("a leader is elected", seconds(11))).isTrue();
        assertThat(spaced).hasToString("0s after \"a leader is elected\", at most 100 times, 5s apart");
    }

    @Test
    void moments_are_not_closer_together_than_a_schedule_may_repeat() {
        Span apart = Span.of(Duration.ofMillis(9));

        assertThatThrownBy(() -> new Schedule.When("a leader is elected", Span.of(Duration.ZERO), 1, apart))
                .hasMessageStartingWith("interval of a repeated fault must be >= ");
    }

    private static Fault pausing(int node) {
        return new Fault.Pause(Victim.node(node), TWO_SECONDS, ANY);
    }

    private static FaultPlan waiting(int most) {
        Duration after = Duration.ofSeconds(1);
        return FaultPlan.of(
                Schedule.when("a leader is elected", after, after, most), Fault.kill(Victim.node(2), TWO_SECONDS));
    }

    private SteppedNemesis of(Timeline timeline) {
        return new SteppedNemesis(timeline, world, world.ports(), world, 0, FaultBudget.unguarded());
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void a_wiped_node_comes_back_on_an_empty_disk() {
        world.follow(at(1, new Fault.PowerCut(Victim.node(2), Fault.Loss.EVERYTHING, TWO_SECONDS, ANY)));

        assertThat(world.story())
                .containsExactly(
                        "1.0 cut power of n2",
                        "1.0 started #0 wipe [n2]",
                        "3.0 wipe n2",
                        "3.0 restart n2",
                        "3.0 stopped #0");
    }

    @Test
    void the_power_can_go_in_the_middle_of_a_sync() {
        world.follow(at(1, new Fault.PowerCut(Victim.quorumLeader(), Fault.Loss.MID_SYNC, TWO_SECONDS, ANY)));

        assertThat(world.deeds())
                .startsWith("cut power of n1 during a sync", "started #0 cut-power-mid-sync [n1]")
                .doesNotContain("wipe n1");
    }

    @Test
    void a_slow_node_is_itself_again_in_the_end() {
        world.follow(at(1, new Fault.Slow(Victim.node(3), 8, TWO_SECONDS, ANY)));

        assertThat(world.deeds()).containsExactly("slow n3 8", "started #0 slow [n3]", "slow n3 1", "stopped #0");
    }

    @Test
    void links_of_the_quorums_leader_are_recorded_as_resolved() {
        world.leadQuorum(2);

        world.follow(at(1, Fault.links(Shape.oneWayIn(Victim.quorumLeader()), new LinkFault.Stall(), TWO_SECONDS)));

        assertThat(world.deeds())
                .containsExactly(
                        "begin Stall [1→2, 3→2]",
                        "started #0 stall-links [1→2, 3→2]",
                        "end Stall [1→2, 3→2]",
                        "stopped #0");
        assertThat(world.started().get(0).nodes()).containsExactly(2);
    }

    @Test
    void the_victim_is_who_leads_at_the_moment_of_the_strike() {
        SteppedNemesis nemesis = at(1, Fault.kill(Victim.quorumLeader(), TWO_SECONDS));
        world.leadQuorum(3);

        world.follow(nemesis);

        assertThat(world.deeds()).startsWith("kill n3");
    }

    @Test
    void faults_of_different_layers_hold_one_node_at_once() {
        FaultPlan plan = plan(1, Fault.kill(Victim.node(2), TEN_SECONDS))
                .and(at(2), new Fault.OnDisk(Victim.node(2), new DiskFault.Full(), TWO_SECONDS, ANY))
                .and(at(2), new Fault.OnClock(Victim.node(2), new ClockFault.Drift(100), TWO_SECONDS))
                .and(at(2), Fault.links(Shape.isolate(Victim.node(2)), new LinkFault.Refuse(), TWO_SECONDS));

        world.follow(world.nemesis(plan.timeline(1, STORM), FaultBudget.unguarded()));

        assertThat(world.skipped()).isEmpty();
        assertThat(world.started()).hasSize(4);
    }

    @Test
    void a_process_is_taken_by_one_fault_at_a_time() {
        FaultPlan plan = plan(1, Fault.kill(Victim.node(2), TEN_SECONDS))
                .and(at(2), new Fault.Slow(Victim.node(2), 2, TWO_SECONDS, ANY));

        world.follow(world.nemesis(plan.timeline(1, STORM), FaultBudget.unguarded()));

        assertThat(world.skipped()).containsExactly("n2 is under a fault already: n2");
    }

    @Test
    void a_wrong_clock_does_not_count_against_the_majority() {
        FaultPlan plan = plan(1, new Fault.OnClock(Victim.node(1), new ClockFault.Drift(100), TEN_SECONDS))
                .and(at(2), Fault.kill(Victim.node(2), TWO_SECONDS));

        world.follow(world.nemesis(plan.timeline(1, STORM), FaultBudget.unguarded()));

        assertThat(world.skipped()).isEmpty();
    }

    @Test
    void a_cut_and_a_kill_together_must_leave_a_majority() {
        FaultPlan plan = plan(1, Fault.links(Shape.isolate(Victim.node(1)), new LinkFault.Stall(), TEN_SECONDS))
                .and(at(2), Fault.kill(Victim.node(2), TWO_SECONDS));

        world.follow(world.nemesis(plan.timeline(1, STORM), FaultBudget.unguarded()));

        assertThat(world.skipped())
                .containsExactly("kill of n2 would leave 1 of 3 nodes untouched, and a majority must stay");
    }

    @Test
    void a_rolling_restart_takes_one_node_after_the_other_and_spares_the_majority() {
        world.follow(
                at(1, Combinations.rollingRestart(List.of(1, 2, 3), Duration.ofSeconds(2), Duration.ofSeconds(1))));

        assertThat(world.story())
                .filteredOn(line -> line.contains(" kill n") || line.contains("restart"))
                .containsExactly(
                        "1.0 kill n1",
                        "3.0 restart n1",
                        "4.0 kill n2",
                        "6.0 restart n2",
                        "7.0 kill n3",
                        "9.0 restart n3");
    }

    @Test
    void a_swizzle_clogs_different_nodes_one_by_one_and_unclogs_them_after_the_last() {
        world.follow(
                at(1, Combinations.swizzle(3, Duration.ofSeconds(1), Duration.ofSeconds(2), new LinkFault.Stall())));

        assertThat(world.started())
                .extracting(FaultRecord::nodes)
                .doesNotHaveDuplicates()
                .hasSize(3);
        List<String> deeds = world.deeds();
        assertThat(deeds.indexOf(
                        "started #2 stall-links " + world.started().get(2).resolvedNames()))
                .isLessThan(deeds.indexOf("stopped #0"));
        assertThat(world.isWhole()).isTrue();
    }

    @Test
    void a_swizzle_of_more_nodes_than_there_are_is_skipped() {
        world.follow(
                at(1, Combinations.swizzle(4, Duration.ofSeconds(1), Duration.ofSeconds(2), new LinkFault.Stall())));

        assertThat(world.skipped()).hasSize(1);
        assertThat(world.started()).isEmpty();
    }

    @Test
    void what_is_beyond_the_budget_is_skipped_with_the_reason() {
        FaultPlan plan = plan(1, wipe(1)).and(at(5), wipe(2)).and(at(9), wipe(1));

        world.follow(world.nemesis(plan.timeline(1, STORM), FaultBudget.minorityOf(List.of(1, 2, 3))));

        assertThat(world.skipped())
                .containsExactly(
                        "wipe of [n2] would leave 2 of 3 voters that may have forgotten, and at most 1 may be");
        assertThat(world.started()).hasSize(2);
    }

    @Test
    void a_node_that_was_restored_makes_room_in_the_budget() {
        FaultPlan plan = plan(1, wipe(1)).and(at(5), wipe(2));
        SteppedNemesis nemesis = world.nemesis(plan.timeline(1, STORM), FaultBudget.minorityOf(List.of(1, 2, 3)));
        nemesis.advance(Duration.ofSeconds(4).toNanos());
        nemesis.restored(1);

        world.follow(nemesis);

        assertThat(world.skipped()).isEmpty();
    }

    @Test
    void a_plan_that_the_world_cannot_do_is_refused_with_all_problems_at_once() {
        Timeline timeline = plan(1, wipe(1))
                .and(at(2), new Fault.OnClock(Victim.any(), new ClockFault.Drift(5), TWO_SECONDS))
                .and(at(3), Fault.kill(Victim.any(), TWO_SECONDS))
                .timeline(1, STORM);
        FaultPorts processes = FaultPorts.ofProcesses(world);

        assertThatThrownBy(() -> new SteppedNemesis(timeline, world, processes, world, 0, FaultBudget.unguarded()))
                .hasMessage("\"drift-clock any node for 2s\" needs drift-clock, which this world cannot do;"
                        + " \"wipe n1 for 2s\" needs wipe, which this world cannot do;"
                        + " it can do [kill, pause]: leave the others out");
    }

    @Test
    void healing_all_repairs_everything_and_calls_off_the_rest() {
        FaultPlan plan = plan(1, Fault.kill(Victim.node(2), Span.of(Duration.ofHours(1))))
                .and(at(1), Fault.links(Shape.every(Victim.node(2)), new LinkFault.Stall(), TEN_SECONDS))
                .and(at(15), Fault.pause(Victim.node(3), TWO_SECONDS));
        SteppedNemesis nemesis = world.nemesis(plan.timeline(1, STORM), FaultBudget.unguarded());
        nemesis.advance(Duration.ofSeconds(2).toNanos());

        nemesis.healAll(Duration.ofSeconds(3).toNanos());

        assertThat(world.isWhole()).isTrue();
        assertThat(world.open()).isEmpty();
        assertThat(nemesis.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void healing_revives_a_node_that_went_down_by_itself() {
        SteppedNemesis nemesis = at(1, Fault.pause(Victim.node(2), TWO_SECONDS));
        world.kill(1);

        nemesis.healCore(Set.of(1, 2), 0);

        assertThat(world.down()).isEmpty();
    }

    @Test
    void healing_a_core_leaves_what_is_broken_outside() {
        FaultPlan plan = plan(1, new Fault.Kill(Victim.node(1), TEN_SECONDS, ANY))
                .and(at(1), new Fault.Kill(Victim.node(3), TEN_SECONDS, ANY));
        SteppedNemesis nemesis = world.nemesis(plan.timeline(1, STORM), FaultBudget.unguarded());
        nemesis.advance(Duration.ofSeconds(2).toNanos());

        nemesis.healCore(Set.of(1, 2), Duration.ofSeconds(3).toNanos());

        assertThat(world.down()).containsExactly(3);
        assertThat(nemesis.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void healing_a_core_heals_its_links_and_keeps_the_others_broken_without_a_gap() {
        Fault ring = new Fault.OnLinks(Shape.every(Victim.all()), new LinkFault.Stall(), TEN_SECONDS, ANY);
        SteppedNemesis nemesis = at(1, ring);
        nemesis.advance(Duration.ofSeconds(2).toNanos());

        nemesis.healCore(Set.of(1, 2), Duration.ofSeconds(3).toNanos());

        assertThat(world.atPorts().values())
                .hasSize(1)
                .first()
                .asString()
                .contains("1→3", "3→1", "2→3", "3→2", "3→101", "101→3")
                .doesNotContain("1→2", "2→1", "1→101", "101→1");
        assertThat(world.deeds().get(2)).startsWith("begin Stall");
        assertThat(world.deeds().get(3)).startsWith("end Stall");
        assertThat(world.open()).containsOnlyKeys(1);
    }

    @Test
    void healing_a_core_does_not_flip_the_bits_of_the_others_again() {
        SteppedNemesis nemesis = at(1, new Fault.OnDisk(Victim.all(), new DiskFault.BitFlip(), TEN_SECONDS, ANY));
        nemesis.advance(Duration.ofSeconds(2).toNanos());

        nemesis.healCore(Set.of(1, 2), Duration.ofSeconds(3).toNanos());

        assertThat(world.deeds()).filteredOn(line -> line.startsWith("begin")).hasSize(3);
        assertThat(world.atPorts().values()).containsExactly("BitFlip n3");
    }

    @Test
    void all_is_healed_after_a_core_was() {
        FaultPlan plan = plan(1, new Fault.OnLinks(Shape.every(Victim.all()), new LinkFault.Refuse(), TEN_SECONDS, ANY))
                .and(at(1), new Fault.OnDisk(Victim.all(), new DiskFault.Full(), TEN_SECONDS, ANY))
                .and(at(1), new Fault.Pause(Victim.all(), TEN_SECONDS, ANY));
        SteppedNemesis nemesis = world.nemesis(plan.timeline(1, STORM), FaultBudget.unguarded());
        nemesis.advance(Duration.ofSeconds(2).toNanos());
        nemesis.healCore(Set.of(1, 2), Duration.ofSeconds(3).toNanos());

        nemesis.healAll(Duration.ofSeconds(4).toNanos());

        assertThat(world.isWhole()).isTrue();
        assertThat(world.open()).isEmpty();
    }

    @Test
    void a_client_is_ended_and_begins_anew_after_some_time() {
        world.follow(at(1, restart(ClientRole.PRODUCER)));

        String name = world.started().get(0).resolvedNames().get(0);
        assertThat(name).isIn("p1", "p2");
        assertThat(world.deeds())
                .containsExactly(
                        "end " + name, "started #0 restart-producer [" + name + "]", "begin " + name, "stopped #0");
    }

    @Test
    void clients_are_drawn_among_those_that_are_not_being_restarted() {
        FaultPlan plan = plan(1, restart(ClientRole.PRODUCER))
                .and(at(1), restart(ClientRole.PRODUCER))
                .and(at(2), restart(ClientRole.PRODUCER));

        world.follow(world.nemesis(plan.timeline(1, STORM), FaultBudget.unguarded()));

        assertThat(world.started().stream().flatMap(each -> each.resolvedNames().stream()))
                .containsExactlyInAnyOrder("p1", "p2");
        assertThat(world.skipped()).containsExactly("every producer is being restarted already");
    }

    @Test
    void a_client_has_a_number_of_its_own_and_takes_no_node() {
        FaultPlan plan = plan(1, restart(ClientRole.PRODUCER))
                .and(at(1), restart(ClientRole.PRODUCER))
                .and(at(1), new Fault.Kill(Victim.node(1), TWO_SECONDS, Fault.Reach.MINORITY))
                .and(at(1), new Fault.Pause(Victim.node(2), TWO_SECONDS, ANY));

        world.follow(world.nemesis(plan.timeline(1, STORM), FaultBudget.unguarded()));

        assertThat(world.started()).hasSize(4);
    }

    @Test
    void a_client_that_there_is_not_is_not_restarted() {
        world.follow(at(1, restart(ClientRole.CONSUMER)));

        assertThat(world.skipped()).containsExactly("there is no consumer that could be restarted");
    }

    @Test
    void healing_a_core_begins_clients_anew() {
        SteppedNemesis nemesis = at(1, new Fault.RestartClient(ClientRole.PRODUCER, TEN_SECONDS));
        nemesis.advance(Duration.ofSeconds(2).toNanos());

        nemesis.healCore(Set.of(1, 2, 3), Duration.ofSeconds(3).toNanos());

        assertThat(world.deeds().get(2)).startsWith("begin p");
        assertThat(world.open()).isEmpty();
    }

    private static Fault restart(ClientRole role) {
        return new Fault.RestartClient(role, TWO_SECONDS);
    }

    private SteppedNemesis at(int second, Fault fault) {
        return world.nemesis(plan(second, fault).timeline(1, STORM), FaultBudget.unguarded());
    }

    private static Fault wipe(int node) {
        return new Fault.PowerCut(Victim.node(node), Fault.Loss.EVERYTHING, TWO_SECONDS, ANY);
    }

    private static FaultPlan plan(int second, Fault fault) {
        return FaultPlan.of(at(second), fault);
    }

    private static Schedule at(int second) {
        return Schedule.at(Duration.ofSeconds(second));
    }
}
