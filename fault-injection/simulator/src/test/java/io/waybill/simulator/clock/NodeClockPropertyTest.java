package io.waybill.simulator.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Randomness;
import org.junit.jupiter.api.Test;

/** A clock that drifts now this way, now that: it never goes back, and a timer never comes early or a moment late. */
final class NodeClockPropertyTest {
    private static final int SEEDS = 2_000;

    @Test
    void it_says_exactly_when_it_will_show_a_time() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = Randomness.ofSeed(seed);
            var clock = new NodeClock();
            clock.restart(random.nextLong(1L << 40));
            long world = random.nextLong(1_000_000_000_000L);
            long shown = clock.nanos(world);
            for (int step = 0; step < 20; step++) {
                clock.drift(world, random.nextInt(200_001) - 100_000);
                assertThat(clock.nanos(world)).as("seed %d: no jump", seed).isEqualTo(shown);

                long deadline = shown + random.nextLong(1L << random.nextInt(50));
                long at = clock.worldAt(deadline);

                assertThat(clock.nanos(at)).as("seed %d: not early", seed).isGreaterThanOrEqualTo(deadline);
                assertThat(clock.nanos(at - 1)).as("seed %d: not late", seed).isLessThan(deadline);
                world = Math.max(world, at) + random.nextInt(1_000);
                assertThat(clock.nanos(world)).as("seed %d: not back", seed).isGreaterThanOrEqualTo(shown);
                shown = clock.nanos(world);
            }
        }
    }
}
