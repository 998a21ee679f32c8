package io.waybill.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class EngineProbeTest {

    @Test
    void containers_are_required_where_the_environment_or_a_property_says_so() {
        assertThat(EngineProbe.isRequired(Map.of(EngineProbe.VARIABLE, "true"), ""))
                .isTrue();
        assertThat(EngineProbe.isRequired(Map.of(), "true")).isTrue();
    }

    @Test
    void containers_are_not_required_where_nobody_says_so() {
        assertThat(EngineProbe.isRequired(Map.of(), "")).isFalse();
        assertThat(EngineProbe.isRequired(Map.of(EngineProbe.VARIABLE, "false"), "false"))
                .isFalse();
    }
}
