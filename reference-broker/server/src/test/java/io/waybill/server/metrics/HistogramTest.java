package io.waybill.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A histogram keeps how many were at most so long. */
final class HistogramTest {

    @Test
    void a_duration_is_counted_below_the_first_bound_that_is_not_less() {
        var histogram = new Histogram();

        histogram.add(0);
        histogram.add(100_000);
        histogram.add(100_001);
        histogram.add(11_000_000_000L);
        histogram.add(Long.MAX_VALUE / 2);

        long[] counts = histogram.counts();
        assertThat(counts[0]).isEqualTo(2);
        assertThat(counts[1]).isEqualTo(1);
        assertThat(counts[counts.length - 1]).isEqualTo(2);
        assertThat(Arrays.stream(counts).sum()).isEqualTo(5);
        assertThat(histogram.sum()).isGreaterThan(4e9);
    }

    @Test
    void bounds_grow_and_have_no_end() {
        double[] bounds = Histogram.bounds();

        assertThat(bounds).isSorted().doesNotHaveDuplicates().hasSameSizeAs(new Histogram().counts());
        assertThat(bounds[0]).isEqualTo(0.0001);
        assertThat(bounds[bounds.length - 1]).isInfinite();
    }
}
