package io.waybill.workload.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MedianOfTest {

    @Test
    void the_interval_of_ten_figures_leaves_one_out_at_each_end() {
        MedianOf median = MedianOf.figures(List.of(9.0, 1.0, 2.0, 8.0, 3.0, 7.0, 4.0, 6.0, 5.0, 10.0));

        assertThat(median.median()).isEqualTo(5.5);
        assertThat(median.low()).isEqualTo(2.0);
        assertThat(median.high()).isEqualTo(9.0);
        // 1 - 2 (1 + 10) / 2^10
        assertThat(median.confidence()).isEqualTo(0.9785, within(0.0001));
    }

    @Test
    void six_figures_are_the_fewest_for_95_percent_and_fewer_say_so() {
        MedianOf six = MedianOf.figures(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0));
        MedianOf five = MedianOf.figures(List.of(1.0, 2.0, 3.0, 4.0, 5.0));

        assertThat(six.confidence()).isGreaterThan(0.95);
        assertThat(six.low()).isEqualTo(1.0);
        assertThat(five.confidence()).isEqualTo(0.9375);
        assertThat(five.median()).isEqualTo(3.0);
    }

    @Test
    void one_figure_tells_nothing_about_itself() {
        MedianOf one = MedianOf.figures(List.of(7.0));

        assertThat(one.low()).isEqualTo(7.0);
        assertThat(one.high()).isEqualTo(7.0);
        assertThat(one.confidence()).isZero();
    }
}
