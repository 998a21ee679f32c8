package io.waybill.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WordingTest {

    @Test
    void durations_are_as_long_as_a_reader_needs() {
        assertThat(Wording.duration(Duration.ofMillis(240))).isEqualTo("240 ms");
        assertThat(Wording.duration(Duration.ofMillis(11_400))).isEqualTo("11.4 s");
        assertThat(Wording.duration(Duration.ofMillis(59_999))).isEqualTo("59.9 s");
        assertThat(Wording.duration(Duration.ofSeconds(400))).isEqualTo("6m40s");
        assertThat(Wording.duration(Duration.ofMinutes(125))).isEqualTo("2h05m");
    }

    @Test
    void times_of_a_run_have_minutes_and_hours_where_needed() {
        assertThat(Wording.clock(134_327_000_000L)).isEqualTo("02:14.327");
        assertThat(Wording.clock(3_734_327_000_000L)).isEqualTo("1:02:14.327");
        assertThat(Wording.clock(10, 9)).isEqualTo("00:00.000000010");
    }

    @Test
    void numbers_have_their_noun_in_the_right_form() {
        assertThat(Wording.count(1, "message")).isEqualTo("1 message");
        assertThat(Wording.count(1_482, "message")).isEqualTo("1,482 messages");
        assertThat(Wording.count(0, "delivery", "deliveries")).isEqualTo("0 deliveries");
    }

    @Test
    void lists_end_in_and() {
        assertThat(Wording.list(List.of())).isEmpty();
        assertThat(Wording.list(List.of("a"))).isEqualTo("a");
        assertThat(Wording.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    }
}
