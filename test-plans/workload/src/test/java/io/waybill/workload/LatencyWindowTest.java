package io.waybill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {

    @Test
    void the_99th_percentile_of_a_thousand_samples_is_right_to_within_nine_percent() {
        LatencyWindow window = new LatencyWindow();

        for (int i = 1; i <= 1000; i++) {
            window.add(i * 1000L);
        }

        assertThat(window.drainQuantile(0.99)).isCloseTo(990_000, Percentage.withPercentage(9));
    }

    @Test
    void a_window_is_empty_again_when_it_was_read() {
        LatencyWindow window = new LatencyWindow();

        window.add(1000);
        long first = window.drainQuantile(0.99);
        long second = window.drainQuantile(0.99);

        assertThat(first).isPositive();
        assertThat(second).isZero();
    }

    @Test
    void the_longest_and_the_shortest_times_have_a_place() {
        LatencyWindow window = new LatencyWindow();

        window.add(0);
        window.add(Long.MAX_VALUE);

        assertThat(window.drainQuantile(0.5)).isLessThanOrEqualTo(2);
    }
}
