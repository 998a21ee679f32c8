package io.waybill.broker.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** With which static configuration a node starts. */
final class ConfigCheckTest {

    private final SortedMap<String, String> config = new TreeMap<>();

    @Test
    void nothing_at_all_is_a_configuration() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void known_names_with_allowed_values_are_one_even_with_blanks_around_them() {
        config.put("min.insync.replicas", "2");
        config.put("replica.lag.time.max.ms", " 5000 ");
        config.put("replica.fetch.wait.max.ms", "5000");

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void everything_that_is_wrong_is_said_at_once_with_what_may_be_meant() {
        config.put("min.insync.replica", "2");
        config.put("replica.lag.time.max.ms", "soon");
        config.put("broker.session.timeout.ms", "0");
        config.put("min.insync.replicas", "2");
        config.put("quite.something.else.altogether", "1");

        assertThatThrownBy(this::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the configuration of node 7 is wrong: ")
                .hasMessageContaining(
                        "unknown cluster configuration \"min.insync.replica\", did you mean \"min.insync.replicas\"?;")
                .hasMessageContaining("replica.lag.time.max.ms must be ")
                .hasMessageContaining(", was soon")
                .hasMessageContaining("broker.session.timeout.ms must be ")
                .hasMessageContaining("unknown cluster configuration \"quite.something.else.altogether\"")
                .hasMessageNotContaining("min.insync.replicas must be");
    }

    @Test
    void a_fetch_is_not_held_for_longer_than_a_follower_may_lag() {
        config.put("replica.lag.time.max.ms", "400");

        assertThatThrownBy(this::check)
                .hasMessageEndingWith(
                        "replica.fetch.wait.max.ms must be <= replica.lag.time.max.ms, which is 400," + " was 500");
    }

    @Test
    void a_session_does_not_end_between_two_heartbeats() {
        config.put("broker.session.timeout.ms", "1999");

        assertThatThrownBy(this::check)
                .hasMessageEndingWith("broker.heartbeat.interval.ms must be <= broker.session.timeout.ms, which is"
                        + " 1999, was 2000");
    }

    private void check() {
        ConfigCheck.require(7, config);
    }
}
