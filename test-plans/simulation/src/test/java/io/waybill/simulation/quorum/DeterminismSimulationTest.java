package io.waybill.simulation.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.environment.Environment;
import io.waybill.raft.settings.Mutants;
import io.waybill.raft.settings.QuorumMutant;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.SpaceTime;
import io.waybill.simulator.Divergence;
import io.waybill.simulator.World;
import io.waybill.simulator.settings.WorldSettings;
import io.waybill.simulator.trace.Trace;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class DeterminismSimulationTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long PACE_NANOS = 1_000_000;
    private static final int UNTIL_IT_SHOWS = 1_500;

    /** What all runs share, and must not. */
    private static final AtomicLong LEAK = new AtomicLong();

    @Test
    void two_runs_of_a_seed_are_the_same_run() {
        RunSpec spec = RunSpec.of(7);

        RunResult first = QuorumRun.of(spec);
        RunResult second = QuorumRun.of(spec);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void two_seeds_are_different_runs() {
        RunResult first = QuorumRun.of(RunSpec.of(7));
        RunResult second = QuorumRun.of(RunSpec.of(8));

        assertThat(second.hash()).isNotEqualTo(first.hash());
    }

    @Test
    void a_trace_changes_nothing() {
        RunSpec spec = RunSpec.of(7);

        RunResult traced = SpaceTime.toTheFinding(QuorumRun.subject(RunSpec.DEFAULT_PROFILE, Mutants.NONE), spec.seed())
                .result();

        assertThat(traced).isEqualTo(QuorumRun.of(spec));
    }

    @Test
    void a_failing_seed_fails_the_same_way_again() {
        RunSpec spec = RunSpec.of(1).with(Mutants.of(QuorumMutant.Q4));

        RunResult first = QuorumRun.of(spec);
        RunResult second = QuorumRun.of(spec);

        assertThat(first.verdict().isOk()).isFalse();
        assertThat(second.verdict()).isEqualTo(first.verdict());
    }

    @Test
    void the_search_for_a_divergence_finds_none_in_the_quorum() {
        RunSpec spec = RunSpec.of(11);

        Optional<Divergence> divergence = Divergence.find(trace -> QuorumRun.world(spec, trace), new QuorumFrames());

        assertThat(divergence).isEmpty();
    }

    @Test
    void a_node_that_leaks_is_found_at_the_event_at_which_it_leaks() {
        Optional<Divergence> divergence =
                Divergence.find(DeterminismSimulationTest::leakingWorld, (from, to, frame) -> "");

        assertThat(divergence).hasValueSatisfying(found -> {
            assertThat(found.event()).isBetween((long) UNTIL_IT_SHOWS, UNTIL_IT_SHOWS + 2L);
            assertThat(found.first()).isNotEqualTo(found.second());
        });
    }

    /** A node whose pace depends, late, on how often any such node ever ran. */
    private static World leakingWorld(Trace trace) {
        World world = World.of(1, WorldSettings.standard(), trace);
        world.add(1, "n1", 1, environment -> tick(environment, 0));
        world.start(1);
        world.runUntil(3 * SECOND);
        return world;
    }

    private static void tick(Environment environment, int count) {
        long leak = count < UNTIL_IT_SHOWS ? 0 : LEAK.incrementAndGet();
        environment.timers().after(PACE_NANOS + leak, () -> tick(environment, count + 1));
    }

    @Test
    void an_unknown_profile_is_refused() {
        assertThatThrownBy(() -> new RunSpec(1, "sunny", Mutants.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sunny");
    }
}
