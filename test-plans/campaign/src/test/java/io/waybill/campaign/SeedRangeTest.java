package io.waybill.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeedRangeTest {

    @Test
    void one_number_is_one_seed() {
        SeedRange range = SeedRange.parse("17");

        assertThat(range).isEqualTo(new SeedRange(17, 17));
        assertThat(range).hasToString("17");
    }

    @Test
    void two_numbers_are_all_seeds_from_one_to_the_other() {
        SeedRange range = SeedRange.parse("1..1000");

        assertThat(range.size()).isEqualTo(1000);
        assertThat(range).hasToString("1..1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "5..1", "1..", "..5", "-1", "1...5", "1,5"})
    void anything_else_is_refused_with_an_example(String text) {
        assertThatThrownBy(() -> SeedRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1..1000");
    }
}
