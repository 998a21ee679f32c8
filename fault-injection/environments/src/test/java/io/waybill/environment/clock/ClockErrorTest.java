package io.waybill.environment.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ClockErrorTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant LATER = START.plusSeconds(100);

    @Test
    void a_clock_that_is_put_back_as_far_as_it_was_put_forward_is_right() {
        ClockError forward = ClockError.none(START).plus(Duration.ofMinutes(5), START);

        ClockError back = forward.plus(Duration.ofMinutes(-5), LATER);

        assertThat(forward.at(LATER)).isEqualTo(Duration.ofMinutes(5));
        assertThat(back.at(LATER)).isZero();
    }

    @Test
    void what_a_fast_clock_has_gained_stays_when_it_is_fast_no_more() {
        ClockError fast = ClockError.none(START).faster(200, START);

        ClockError steady = fast.faster(-200, LATER);

        assertThat(fast.at(LATER)).isEqualTo(Duration.ofMillis(20));
        assertThat(steady.at(LATER.plusSeconds(1000))).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void a_slow_clock_loses() {
        ClockError slow = ClockError.none(START).faster(-500, START);

        assertThat(slow.at(LATER)).isEqualTo(Duration.ofMillis(-50));
    }

    @Test
    void a_fixed_error_is_told_without_a_speed() {
        ClockError ahead = ClockError.none(LATER).plus(Duration.ofMillis(60_500), LATER);
        ClockError behind = ClockError.none(LATER).plus(Duration.ofMillis(-500), LATER);

        assertThat(ahead.text(START, false)).isEqualTo("+60.500000000");
        assertThat(behind.text(START, false)).isEqualTo("-0.500000000");
        assertThat(ClockError.none(LATER).text(START, false)).isEqualTo("+0.000000000");
    }

    @Test
    void a_speed_is_told_from_the_start_of_the_process_so_that_the_clock_does_not_jump_when_it_begins() {
        ClockError fast = ClockError.none(LATER).faster(1000, LATER);

        String told = fast.text(START, false);

        // The process adds 1000 millionths of the 100 s since its start, which were right.
        assertThat(told).isEqualTo("-0.100000000 x1.001000");
    }

    @Test
    void a_clock_that_stands_still_is_told_as_the_slowest_that_goes() {
        ClockError still = ClockError.none(START).faster(-1_000_000, START);

        assertThat(still.text(START, false)).isEqualTo("+0.000000000 x0.000001");
    }

    @Test
    void a_process_that_was_told_of_a_speed_is_told_that_it_is_right_again() {
        ClockError steady = ClockError.none(START).faster(1000, START).faster(-1000, LATER);

        assertThat(steady.text(START, true)).isEqualTo("+0.100000000 x1.000000");
    }
}
