package io.waybill.simulator.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.waybill.environment.conformance.Check;
import io.waybill.fault.ClockFault;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Span;
import io.waybill.simulator.World;
import io.waybill.simulator.settings.DiskSettings;
import io.waybill.simulator.settings.Latency;
import io.waybill.simulator.settings.LinkSettings;
import io.waybill.simulator.settings.WorldSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulated environment keeps every promise, in every kind of world. */
final class SimulatedConformanceTest {
    private static final int SEEDS = 30;
    private static final Set<Link> BOTH_WAYS = Set.of(new Link(0, 1), new Link(1, 0));

    static List<Check> checks() {
        return Check.all();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void it_is_kept_in_the_standard_world(Check check) {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertKept(check, World.of(seed, WorldSettings.standard()));
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void it_is_kept_where_everything_takes_no_time(Check check) {
        var never = Latency.always(0);
        var settings = WorldSettings.standard()
                .with(new LinkSettings(never, Long.MAX_VALUE, 1 << 16, 1_000_000))
                .with(new DiskSettings(never, never, never, never));

        for (long seed = 0; seed < SEEDS; seed++) {
            assertKept(check, World.of(seed, settings));
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void it_is_kept_where_everything_varies(Check check) {
        var slow = new Latency(0, 8_000_000);
        var settings = WorldSettings.standard()
                .with(new LinkSettings(slow, 10_000_000, 1 << 18, 50_000_000))
                .with(new DiskSettings(slow, slow, slow, slow));

        for (long seed = 0; seed < SEEDS; seed++) {
            assertKept(check, World.of(seed, settings));
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void it_is_kept_by_slow_nodes_with_wrong_clocks_over_slow_links(Check check) {
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = World.of(seed, WorldSettings.standard());
            world.at(1, () -> spoil(world));
            assertKept(check, world);
        }
    }

    /** None of this excuses an implementation. */
    private static void spoil(World world) {
        for (int node = 0; node < 8; node++) {
            if (world.has(node)) {
                world.machines().slow(node, 10);
                world.clocks().begin(node, new ClockFault.Drift(node % 2 == 0 ? 90_000 : -90_000), node);
            }
        }
        if (world.has(0) && world.has(1)) {
            var delay = Span.of(Duration.ZERO, Duration.ofMillis(20));
            world.links().begin(1, new LinkFault.Delay(delay), BOTH_WAYS);
            world.links().begin(2, new LinkFault.Slice(1_000, Duration.ofMillis(1)), BOTH_WAYS);
        }
    }

    private static void assertKept(Check check, World world) {
        assertThatCode(() -> check.ask(new SimulatedSetting(world)))
                .as("seed %d", world.seed())
                .doesNotThrowAnyException();
    }
}
