package io.waybill.benchmark.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FiguresTest {

    @Test
    void a_percentile_is_the_nearest_rank() {
        long[] nanos =
                LongStream.rangeClosed(1, 1000).map(rank -> rank * 1_000_000).toArray();

        Latency latency = Latency.of(nanos);

        assertThat(latency).isEqualTo(new Latency(500, 990, 999));
        assertThat(Latency.of(new long[] {3_000_000})).isEqualTo(new Latency(3, 3, 3));
        assertThatThrownBy(() -> Latency.of(new long[0])).hasMessageContaining("1 or more");
    }

    @Test
    void a_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assertThat(Spread.of(List.of(9.0, 1.0, 5.0))).isEqualTo(new Spread(5, 1, 9));
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 9.0))).isEqualTo(new Spread(3.5, 1, 9));
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessageContaining("1 or more");
    }

    @Test
    void the_best_is_the_most_of_what_is_good_and_the_least_of_what_is_not() {
        List<Measurement> runs = List.of(run(1000, 2), run(3000, 4), run(2000, 3));

        assertThat(Figures.speed(runs)).isEqualTo("2,000 (3,000)");
        assertThat(Figures.cpu(runs)).isEqualTo("3.00 (2.00)");
    }

    @Test
    void what_was_not_measured_has_no_ratio() {
        List<Measurement> runs = List.of(run(1000, 2));

        assertThat(Figures.ratio(runs, List.of(), Measurement::recordsPerSecond))
                .isEqualTo(Figures.NONE);
        assertThat(Figures.ratio(runs, List.of(run(0, 0)), Measurement::recordsPerSecond))
                .isEqualTo(Figures.NONE);
        assertThat(Figures.ratio(runs, List.of(run(4000, 1)), Measurement::recordsPerSecond))
                .isEqualTo("0.25");
    }

    private static Measurement run(double speed, double brokerSeconds) {
        return Measurement.ofSpeed(speed, new Meter.Usage(brokerSeconds, 1, 0));
    }
}
