package io.waybill.broker.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigCheckTest {

    private final TreeMap<String, String> config = new TreeMap<>();

    @Test
    void what_is_known_and_right_may_be() {
        config.put("min.insync.replicas", "2");
        config.put("log.segment.bytes", " 2048 ");
        config.put("broker.session.timeout.ms", "600");
        config.put("broker.heartbeat.interval.ms", "200");

        assertThatCode(() -> ConfigCheck.require(3, config)).doesNotThrowAnyException();
    }

    @Test
    void all_that_is_wrong_is_told_at_once() {
        config.put("min.insync.replica", "2");
        config.put("log.segment.bytes", "many");
        config.put("num.partitions", "0");

        assertThatThrownBy(() -> ConfigCheck.require(3, config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the configuration of node 3 is wrong:"
                        + " log.segment.bytes must be a whole number of 32 bits, was many;"
                        + " unknown cluster configuration \"min.insync.replica\","
                        + " did you mean \"min.insync.replicas\"?;"
                        + " num.partitions must be >= 1, was 0");
    }

    @Test
    void values_that_do_not_go_together_are_refused() {
        config.put("replica.lag.time.max.ms", "300");
        config.put("broker.session.timeout.ms", "1000");

        assertThatThrownBy(() -> ConfigCheck.require(3, config))
                .hasMessageContaining("replica.fetch.wait.max.ms must be <= replica.lag.time.max.ms, which is 300,")
                .hasMessageContaining(
                        "broker.heartbeat.interval.ms must be <= broker.session.timeout.ms, which is 1000, was 2000");
    }
}
