package io.waybill.campaign.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PlantedFlawsTest {

    @Test
    void flaws_of_all_parts_are_known_by_their_ids_in_upper_or_lower_case() {
        PlantedFlaws flaws = PlantedFlaws.of(List.of("q4", "I2", "k2")).orElseThrow();

        assertThat(flaws.ids()).containsExactly("I2", "K2", "Q4");
        assertThat(flaws.byId().values()).noneMatch(String::isEmpty);
        assertThat(flaws.mutants().nodes().isEmpty()).isFalse();
        assertThat(flaws.mutants().clients()).hasSize(1);
    }

    @Test
    void each_known_flaw_can_be_planted() {
        assertThat(PlantedFlaws.known())
                .contains("R1", "S4", "I2", "C1", "Q12V", "K4")
                .doesNotHaveDuplicates();
        assertThat(PlantedFlaws.of(PlantedFlaws.known()))
                .hasValueSatisfying(
                        flaws -> assertThat(flaws.ids()).containsExactlyInAnyOrderElementsOf(PlantedFlaws.known()));
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
