package io.waybill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.simulator.settings.WorldSettings;
import io.waybill.simulator.trace.FrameDescriber;
import io.waybill.simulator.trace.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The same seed gives the same run, in this process and in another one; and where a program depends on anything else,
 * the first event that shows it is named. Replay a seed with {@link #main}.
 */
final class DeterminismPropertyTest {
    private static final int SEEDS = 25;
    private static final int SEEDS_ELSEWHERE = 4;
    private static final FrameDescriber FRAMES = (from, to, frame) -> "state " + frame.getLong(0);

    /** Prints the hashes of some seeds, one a line. */
    public static void main(String[] arguments) {
        for (String seed : arguments) {
            System.out.println(hash(Long.parseLong(seed)));
        }
    }

    private static String hash(long seed) {
        World world = Turmoil.run(seed, Trace.none());
        return Long.toHexString(world.hash()) + " after " + world.events() + " events";
    }

    @Test
    void a_seed_gives_the_same_run_again() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(hash(seed)).as("seed %d", seed).isEqualTo(hash(seed));
        }
    }

    @Test
    void a_seed_gives_the_same_run_in_another_process() throws IOException {
        List<String> here = LongStream.range(0, SEEDS_ELSEWHERE)
                .mapToObj(DeterminismPropertyTest::hash)
                .toList();

        // Other identities, other salts of unordered sets, and another compiler.
        List<String> there = elsewhere("-XX:TieredStopAtLevel=1");

        assertThat(there).isEqualTo(here);
    }

    @Test
    void two_seeds_give_two_runs() {
        var hashes = new TreeSet<String>();
        for (long seed = 0; seed < SEEDS; seed++) {
            hashes.add(hash(seed));
        }

        assertThat(hashes).hasSize(SEEDS);
    }

    @Test
    void who_looks_changes_nothing() {
        World unseen = Turmoil.run(3, Trace.none());

        World seen = Turmoil.run(3, Trace.ofLast(1_000, FRAMES));

        assertThat(seen.hash()).isEqualTo(unseen.hash());
    }

    @Test
    void runs_that_are_the_same_do_not_part() {
        var divergence = Divergence.find(trace -> Turmoil.run(5, trace), FRAMES);

        assertThat(divergence).isEmpty();
    }

    @Test
    void a_program_that_depends_on_identities_is_found() {
        var divergence = Divergence.find(
                trace -> Turmoil.run(5, trace, state -> state % 1_000 == 7 ? orderOfIdentities() : 0), FRAMES);

        assertThat(divergence).isPresent();
        assertThat(divergence.orElseThrow().first()).contains("frame 64 B: state");
        assertThat(divergence.orElseThrow().first())
                .isNotEqualTo(divergence.orElseThrow().second());
    }

    @Test
    void a_program_that_looks_at_the_real_time_is_found() {
        var divergence = Divergence.find(trace -> Turmoil.run(5, trace, state -> System.nanoTime()), FRAMES);

        assertThat(divergence).isPresent();
        assertThat(divergence.orElseThrow().event()).isLessThan(2_000);
    }

    @Test
    void a_program_with_static_memory_is_found_where_it_first_shows() {
        var memory = new AtomicLong();

        var divergence = Divergence.find(
                trace -> {
                    long run = memory.incrementAndGet();
                    var sent = new AtomicLong();
                    return Turmoil.run(5, trace, state -> sent.incrementAndGet() == 5_000 ? run : 0);
                },
                FRAMES);

        assertThat(divergence.orElseThrow().event()).isGreaterThan(5_000);
        assertThat(divergence.orElseThrow().toString()).startsWith("two runs part at event ");
    }

    @Test
    void a_fault_on_links_that_carry_nothing_changes_nothing_but_itself() {
        for (long seed = 0; seed < 10; seed++) {
            World without = chatter(seed, Set.of());
            World with = chatter(seed, Set.of(new Link(3, 4), new Link(4, 3)));

            // Two events of the harness more, and the rest as it was.
            assertThat(with.events()).isEqualTo(without.events());
            assertThat(with.hash()).isEqualTo(without.hash());
        }
    }

    private static World chatter(long seed, Set<Link> stalled) {
        World world = Chatter.world(World.of(seed, WorldSettings.standard()), 3, 1_000_000);
        world.add(3, "idle", 1, environment -> {});
        world.add(4, "idle too", 1, environment -> {});
        world.at(1_000_000_000, () -> world.links().begin(1, new LinkFault.Stall(), stalled));
        world.at(2_000_000_000, () -> world.links().end(1));
        world.runUntil(3_000_000_000L);
        return world;
    }

    private static long orderOfIdentities() {
        var identities = new HashSet<Object>();
        for (int i = 0; i < 20; i++) {
            identities.add(new Object());
        }
        long order = 0;
        for (Object each : identities) {
            order = 31 * order + each.hashCode();
        }
        return order;
    }

    private static List<String> elsewhere(String option) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(option, "-cp", System.getProperty("java.class.path")));
        command.add(DeterminismPropertyTest.class.getName());
        for (long seed = 0; seed < SEEDS_ELSEWHERE; seed++) {
            command.add(Long.toString(seed));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output.lines().toList();
    }
}
