package io.waybill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Properties of what the swarm draws and of the storms that follow. Seeds are 0 to N; a failure names its draw. */
class SwarmPropertyTest {

    private static final int SEEDS = 2_000;
    private static final Capabilities ALL = Capabilities.all();
    /** All but the restarts of clients. */
    private static final int KINDS = FaultKind.values().length - 2;

    private static final Swarm DEFAULT = Swarm.profiles().get(0);

    @Test
    void the_same_seed_draws_the_same_run() {
        for (long seed = 0; seed < 200; seed++) {
            SwarmDraw first = DEFAULT.draw(seed, ALL);

            SwarmDraw second = DEFAULT.draw(seed, ALL);

            assertThat(second).isEqualTo(first).hasToString(first.toString());
            assertThat(second.timeline()).isEqualTo(first.timeline());
        }
    }

    @Test
    void quantities_stay_within_their_bounds() {
        for (SwarmDraw draw : draws(DEFAULT)) {
            assertThat(draw.faultsPerSecond())
                    .as(draw::toString)
                    .satisfies(rate ->
                            assertThat(rate == 0 || (rate >= 0.1 && rate <= 3)).isTrue());
            assertThat(draw.meanDuration()).as(draw::toString).isBetween(Duration.ofMillis(200), Duration.ofSeconds(4));
            assertThat(draw.operationsPerSecond()).as(draw::toString).isBetween(5.0, 100.0);
            assertThat(draw.storm()).as(draw::toString).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
            assertThat(draw.weather().latency())
                    .as(draw::toString)
                    .isBetween(Duration.ofNanos(200_000), Duration.ofMillis(4));
        }
    }

    @Test
    void a_fifth_of_the_runs_has_all_kinds_on_and_the_others_about_half() {
        List<SwarmDraw> draws = draws(DEFAULT);

        long allOn = draws.stream().filter(draw -> draw.kinds().size() == KINDS).count();
        double kinds = draws.stream()
                .filter(draw -> draw.kinds().size() < KINDS)
                .mapToInt(draw -> draw.kinds().size())
                .average()
                .orElseThrow();
        assertThat(allOn / (double) SEEDS).isBetween(0.17, 0.23);
        assertThat(kinds / KINDS).isBetween(0.48, 0.52);
    }

    @Test
    void one_run_in_twenty_has_five_nodes() {
        long five = draws(DEFAULT).stream().filter(draw -> draw.nodes() == 5).count();

        assertThat(five / (double) SEEDS).isBetween(0.035, 0.065);
    }

    @Test
    void rates_are_spread_evenly_over_the_magnitudes() {
        long below = draws(DEFAULT).stream()
                .filter(draw -> draw.faultsPerSecond() < Math.sqrt(0.1 * 3))
                .count();

        assertThat(below / (double) SEEDS).isBetween(0.46, 0.54);
    }

    @Test
    void as_many_faults_begin_as_the_rate_says_and_three_in_ten_aim_at_a_role() {
        double expected = 0;
        int begun = 0;
        int atRoles = 0;
        for (SwarmDraw draw : draws(Swarm.named("crashes").orElseThrow())) {
            expected += draw.faultsPerSecond() * draw.storm().toMillis() / 1e3;
            for (Timeline.Occurrence occurrence : draw.timeline().occurrences()) {
                if (occurrence.fault() instanceof Fault.OnNodes single) {
                    begun++;
                    atRoles += single.victim().equals(Victim.any()) ? 0 : 1;
                }
            }
        }

        assertThat(begun / expected).isBetween(0.85, 1.1);
        assertThat(atRoles / (double) begun).isBetween(0.25, 0.33);
    }

    @Test
    void only_what_the_world_can_do_is_drawn() {
        for (Swarm swarm : Swarm.profiles()) {
            for (long seed = 0; seed < 100; seed++) {
                SwarmDraw draw = swarm.draw(seed, Capabilities.processes());

                assertThat(Capabilities.processes().problems(draw.faults()))
                        .as(draw::toString)
                        .isEmpty();
            }
        }
    }

    @Test
    void a_kind_that_is_left_out_changes_no_other() {
        for (long seed = 0; seed < 200; seed++) {
            SwarmDraw with = DEFAULT.draw(seed, ALL);
            Set<FaultKind> others = new TreeSet<>(with.kinds());
            others.remove(FaultKind.PAUSE);

            SwarmDraw without = DEFAULT.draw(seed, ALL.without(List.of(FaultKind.PAUSE)));

            assertThat(without.kinds()).isEqualTo(others);
            assertThat(without.faultsPerSecond()).isEqualTo(others.isEmpty() ? 0 : with.faultsPerSecond());
            assertThat(without.storm()).isEqualTo(with.storm());
        }
    }

    @Test
    void a_planned_fault_that_is_left_out_moves_no_other() {
        for (long seed = 0; seed < 20; seed++) {
            SwarmDraw draw = DEFAULT.draw(seed, ALL);
            Timeline whole = draw.timeline();
            for (ScheduledFault left : draw.faults().faults()) {
                FaultPlan fewer = new FaultPlan(draw.faults().faults().stream()
                        .filter(one -> !one.equals(left))
                        .toList());

                List<?> strikes = strikes(fewer.timeline(seed, draw.storm()));

                List<?> expected =
                        strikes(whole.keeping(occurrence -> !occurrence.fault().equals(left.fault())));
                assertThat(strikes).as(draw::toString).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_storm_of_all_that_spares_the_majority_spares_it_at_every_moment() {
        for (long seed = 0; seed < 200; seed++) {
            SwarmDraw draw = DEFAULT.draw(seed, ALL);
            RecordingWorld world = new RecordingWorld(draw.nodes());
            SteppedNemesis nemesis = world.nemesis(sparing(draw.timeline()), FaultBudget.unguarded());
            while (nemesis.nextNanos() != Long.MAX_VALUE) {
                nemesis.advance(nemesis.nextNanos());

                SortedSet<Integer> hampered = new TreeSet<>();
                world.open().values().stream()
                        .filter(fault -> fault.fault() instanceof Fault.OnNodes
                                && fault.fault().faultKind().hampers())
                        .forEach(fault -> hampered.addAll(fault.nodes()));
                assertThat(hampered).as(draw::toString).hasSizeLessThanOrEqualTo((draw.nodes() - 1) / 2);
            }
        }
    }

    @Test
    void everything_that_begins_ends() {
        int begun = 0;
        for (Swarm swarm : Swarm.profiles()) {
            for (long seed = 0; seed < 40; seed++) {
                SwarmDraw draw = swarm.draw(seed, ALL);
                RecordingWorld world = new RecordingWorld(draw.nodes());
                SteppedNemesis nemesis = world.nemesis(draw.timeline(), FaultBudget.unguarded());
                world.follow(nemesis);
                nemesis.healCore(draw.nodes() == 3 ? Set.of(1, 2) : Set.of(1, 2, 3), nemesis.endNanos());

                nemesis.healAll(nemesis.endNanos());

                assertThat(world.open()).as(draw::toString).isEmpty();
                assertThat(world.isWhole()).as(draw::toString).isTrue();
                begun += world.started().size();
            }
        }
        assertThat(begun).isGreaterThan(2_000);
    }

    @Test
    void a_core_that_is_healed_is_untouched_by_what_remains() {
        for (long seed = 0; seed < 200; seed++) {
            SwarmDraw draw = DEFAULT.draw(seed, ALL);
            RecordingWorld world = new RecordingWorld(draw.nodes());
            Set<Integer> core = draw.nodes() == 3 ? Set.of(1, 3) : Set.of(1, 3, 5);
            SteppedNemesis nemesis = world.nemesis(draw.timeline(), FaultBudget.unguarded());
            world.follow(nemesis);

            nemesis.healCore(core, nemesis.endNanos());

            for (FaultRecord left : world.open().values()) {
                assertThat(left.fault() instanceof Fault.OnNodes ? left.nodes() : List.<Integer>of())
                        .as(draw::toString)
                        .doesNotContainAnyElementsOf(core);
                assertThat(left.links())
                        .as(draw::toString)
                        .noneMatch(link -> inside(core, link.from()) && inside(core, link.to()));
            }
        }
    }

    @Test
    void guarded_storms_stay_within_the_budget() {
        for (long seed = 0; seed < 200; seed++) {
            SwarmDraw draw = DEFAULT.draw(seed, ALL);
            RecordingWorld world = new RecordingWorld(draw.nodes());
            world.follow(world.nemesis(draw.timeline(), FaultBudget.nobodyForgets(world.nodes())));

            SortedSet<Integer> damaged = new TreeSet<>();
            for (FaultRecord fault : world.started()) {
                FaultKind.Harm harm = fault.fault().faultKind().harm();
                assertThat(harm).as(draw::toString).isNotEqualTo(FaultKind.Harm.AMNESIA);
                if (harm != FaultKind.Harm.NONE) {
                    damaged.addAll(fault.nodes());
                }
            }
            assertThat(damaged).as(draw::toString).hasSizeLessThanOrEqualTo((draw.nodes() - 1) / 2);
        }
    }

    private static boolean inside(Set<Integer> core, int participant) {
        return core.contains(participant) || participant > 100;
    }

    private static List<SwarmDraw> draws(Swarm swarm) {
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> swarm.draw(seed, ALL))
                .toList();
    }

    private static List<List<Timeline.Strike>> strikes(Timeline timeline) {
        return timeline.occurrences().stream().map(Timeline.Occurrence::strikes).toList();
    }

    /** The same storm with every fault told to spare the majority. */
    private static Timeline sparing(Timeline timeline) {
        List<Timeline.Occurrence> sparing = new ArrayList<>();
        for (Timeline.Occurrence occurrence : timeline.occurrences()) {
            List<Timeline.Strike> strikes = occurrence.strikes().stream()
                    .map(strike ->
                            new Timeline.Strike(strike.at(), spare(strike.fault()), strike.lasting(), strike.choice()))
                    .toList();
            sparing.add(new Timeline.Occurrence(occurrence.number(), occurrence.at(), occurrence.fault(), strikes));
        }
        return new Timeline(timeline.storm(), sparing);
    }

    private static Fault.Single spare(Fault.Single fault) {
        Fault.Reach spare = Fault.Reach.MINORITY;
        return fault.matchSingle(new Fault.SingleCases<>() {
            @Override
            public Fault.Single kill(Fault.Kill kill) {
                return new Fault.Kill(kill.victim(), kill.lasting(), spare);
            }

            @Override
            public Fault.Single pause(Fault.Pause pause) {
                return new Fault.Pause(pause.victim(), pause.lasting(), spare);
            }

            @Override
            public Fault.Single powerCut(Fault.PowerCut cut) {
                return new Fault.PowerCut(cut.victim(), cut.loss(), cut.lasting(), spare);
            }

            @Override
            public Fault.Single slow(Fault.Slow slow) {
                return slow;
            }

            @Override
            public Fault.Single onLinks(Fault.OnLinks links) {
                return new Fault.OnLinks(links.shape(), links.fault(), links.lasting(), spare);
            }

            @Override
            public Fault.Single onDisk(Fault.OnDisk disk) {
                return new Fault.OnDisk(disk.victim(), disk.fault(), disk.lasting(), spare);
            }

            @Override
            public Fault.Single onClock(Fault.OnClock clock) {
                return clock;
            }

            @Override
            public Fault.Single restartClient(Fault.RestartClient restart) {
                return restart;
            }
        });
    }
}
