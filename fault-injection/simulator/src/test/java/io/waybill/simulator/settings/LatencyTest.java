package io.waybill.simulator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.environment.Randomness;
import org.junit.jupiter.api.Test;

/** A latency's draws are distributed as it says. */
final class LatencyTest {
    private static final int DRAWS = 200_000;

    @Test
    void no_draw_is_below_the_minimum_and_their_tail_is_exponential() {
        var latency = new Latency(1_000, 10_000);
        var random = Randomness.ofSeed(1);
        double sum = 0;
        int beyondTriple = 0;
        int beyondTenfold = 0;

        for (int i = 0; i < DRAWS; i++) {
            long draw = latency.of(random.nextLong());
            assertThat(draw).isGreaterThanOrEqualTo(1_000);
            sum += draw;
            beyondTriple += draw > 31_000 ? 1 : 0;
            beyondTenfold += draw > 101_000 ? 1 : 0;
        }

        assertThat(sum / DRAWS).isBetween(10_900.0, 11_100.0);
        assertThat((double) beyondTriple / DRAWS).isBetween(StrictMath.exp(-3) - 0.002, StrictMath.exp(-3) + 0.002);
        assertThat(beyondTenfold).isBetween(1, 30);
    }

    @Test
    void a_latency_that_never_varies_never_does() {
        assertThat(Latency.always(7).of(-1L)).isEqualTo(7);
    }

    @Test
    void a_latency_is_not_negative() {
        assertThatThrownBy(() -> new Latency(-1, 0)).hasMessage("the least latency must be >= 0 ns, was -1");
    }
}
