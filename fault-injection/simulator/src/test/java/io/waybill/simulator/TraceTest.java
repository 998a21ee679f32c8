package io.waybill.simulator;

import static io.waybill.simulator.Scene.MILLISECOND;
import static io.waybill.simulator.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.waybill.environment.Randomness;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.simulator.settings.WorldSettings;
import io.waybill.simulator.trace.FrameDescriber;
import io.waybill.simulator.trace.Trace;
import io.waybill.simulator.trace.TraceLine;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a trace shows of a run, and how much of it. */
final class TraceTest {
    private static final FrameDescriber FRAMES = (from, to, frame) -> from + " tells " + to + " " + frame.getLong(1);

    @Test
    void a_line_has_a_time_a_node_and_what_happened() {
        Trace trace = Trace.ofEvents(0, 12, FRAMES);

        chatter(trace, SECOND);

        assertThat(trace.lines()).extracting(TraceLine::toString).startsWith("0.000000000  n0  life 0 begins");
        assertThat(trace.lines())
                .extracting(TraceLine::text)
                .contains("starts", "← n0 #0 connects to port 9000", "#0 accepts n0", "← n1 #0 open");
    }

    @Test
    void a_frame_is_described_by_who_knows_what_it_means() {
        Trace trace = Trace.ofLast(50, FRAMES);

        chatter(trace, SECOND);

        assertThat(trace.lines())
                .extracting(TraceLine::text)
                .anyMatch(text -> text.matches("← n0 #\\d frame 16 B: 0 tells 1 -?\\d+"));
    }

    @Test
    void a_window_of_time_holds_what_happened_in_it() {
        Trace trace = Trace.ofTime(500 * MILLISECOND, 510 * MILLISECOND, FRAMES);

        chatter(trace, SECOND);

        assertThat(trace.lines())
                .isNotEmpty()
                .allMatch(line -> line.nanos() >= 500 * MILLISECOND && line.nanos() < 510 * MILLISECOND);
    }

    @Test
    void a_window_of_events_holds_these() {
        Trace trace = Trace.ofEvents(100, 110, FRAMES);

        chatter(trace, SECOND);

        assertThat(trace.lines())
                .extracting(TraceLine::event)
                .containsExactly(100L, 101L, 102L, 103L, 104L, 105L, 106L, 107L, 108L, 109L);
    }

    @Test
    void the_last_events_are_kept_and_no_more() {
        Trace trace = Trace.ofLast(10, FRAMES);

        World world = chatter(trace, SECOND);

        assertThat(trace.lines()).hasSize(10);
        assertThat(trace.lines()).last().extracting(TraceLine::event).isEqualTo(world.events() - 1);
    }

    @Test
    void a_long_window_keeps_its_beginning() {
        Trace trace = Trace.ofEvents(0, Long.MAX_VALUE, FRAMES);

        chatter(trace, 60 * SECOND);

        assertThat(trace.lines()).hasSize(Trace.MOST_LINES);
        assertThat(trace.lines().get(0).event()).isZero();
    }

    @Test
    void faults_and_notes_are_lines_too() {
        Trace trace = Trace.ofLast(100, FRAMES);
        World world = World.of(1, WorldSettings.standard(), trace);
        world.add(0, "n0", 1, environment -> {});
        world.add(1, "n1", 1, environment -> {});

        world.links().begin(1, new LinkFault.Stall(), Set.of(new Link(1, 0), new Link(0, 1)));
        world.note(1, () -> "becomes leader");

        assertThat(trace.lines())
                .extracting(TraceLine::toString)
                .containsExactly(
                        "0.000000000  -  link fault 1: Stall[] on [0→1, 1→0]", "0.000000000  n1  becomes leader");
    }

    @Test
    void a_run_says_what_was_hit_and_what_never_was() {
        World world = World.of(1, WorldSettings.standard());
        world.add(0, "n0", 1, environment -> {
            environment.probes().sometimes("this happens").hit();
            environment.probes().sometimes("that does not");
        });
        world.start(0);
        world.runUntil(SECOND);
        world.machines().kill(0);
        world.start(0);
        world.runUntil(2 * SECOND);

        assertThat(world.sometimes()).containsExactly(entry("that does not", 0L), entry("this happens", 2L));
    }

    @Test
    void rare_behaviour_is_on_in_a_quarter_of_runs_and_shows_a_quarter_of_the_time() {
        int on = 0;
        int fired = 0;
        for (long seed = 0; seed < 400; seed++) {
            int fires = fires(World.of(seed, WorldSettings.standard()));
            on += fires > 0 ? 1 : 0;
            fired += fires;
        }

        assertThat(on).isBetween(70, 130);
        assertThat(fired / (double) on).isBetween(22.0, 28.0);
        assertThat(fires(World.of(1, WorldSettings.standard().withoutBuggify())))
                .isZero();
    }

    @Test
    void every_node_and_every_life_has_its_own_randomness() {
        World world = World.of(1, WorldSettings.standard());
        var draws = new TreeSet<Long>();
        for (int node = 0; node < 3; node++) {
            world.add(node, "n" + node, 2, environment -> {
                Randomness random = environment.randomness("purpose");
                draws.add(random.nextLong());
            });
            world.start(node);
        }
        world.runUntil(SECOND);
        world.machines().kill(0);
        world.start(0);
        world.runUntil(2 * SECOND);

        assertThat(draws).hasSize(8);
    }

    private static int fires(World world) {
        int[] fires = new int[1];
        world.add(0, "n0", 1, environment -> {
            var buggify = environment.probes().buggify("rare");
            for (int i = 0; i < 100; i++) {
                fires[0] += buggify.fires() ? 1 : 0;
            }
        });
        world.start(0);
        world.runUntil(SECOND);
        return fires[0];
    }

    private static World chatter(Trace trace, long nanos) {
        World world = Chatter.world(World.of(1, WorldSettings.standard(), trace), 2, MILLISECOND);
        world.runUntil(nanos);
        return world;
    }
}
