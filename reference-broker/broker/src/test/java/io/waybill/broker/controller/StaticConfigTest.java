package io.waybill.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.controller.ActiveController;
import io.waybill.broker.metadata.image.MutableImage;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StaticConfigTest {

    @Test
    void an_interval_that_never_ends_is_one() {
        var config = new StaticConfig(
                new TreeMap<>(Map.of("leader.imbalance.check.interval.seconds", Long.toString(Long.MAX_VALUE))));
        var controller = new ActiveController(new MutableImage(), config.controller());

        controller.activate(0, 1, 5);

        assertThat(controller.nextNanos()).isGreaterThan(1_000_000_000_000_000_000L);
    }
}
