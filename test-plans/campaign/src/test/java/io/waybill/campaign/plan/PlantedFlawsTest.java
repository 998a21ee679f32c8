package io.waybill.campaign.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PlantedFlawsTest {

    @Test
    void flaws_of_all_parts_are_known_by_their_ids_in_upper_or_lower_case() {
        PlantedFlaws flaws = PlantedFlaws.of(List.of("q4", "I2")).orElseThrow();

        assertThat(flaws.ids()).containsExactly("I2", "Q4");
        assertThat(flaws.byId().values()).noneMatch(String::isEmpty);
        assertThat(flaws.mutants().isEmpty()).isFalse();
    }

    @Test
    void an_unknown_flaw_is_none() {
        assertThat(PlantedFlaws.of(List.of("I2", "I99"))).isEmpty();
    }

    @Test
    void no_flaw_is_planted_where_none_is_named() {
        assertThat(PlantedFlaws.of(List.of())).contains(PlantedFlaws.NONE);
    }
}
