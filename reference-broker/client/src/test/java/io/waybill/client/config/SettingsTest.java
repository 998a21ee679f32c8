package io.waybill.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.wire.compression.Codec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SettingsTest {

    private static List<String> problems(Map<String, String> config) {
        try {
            ProducerSettings.of(config);
            return List.of();
        } catch (InvalidConfigException e) {
            return e.problems();
        }
    }

    @Test
    void the_defaults_are_kafkas() {
        var settings = ProducerSettings.of(Map.of());

        assertThat(settings.acks()).isEqualTo((short) -1);
        assertThat(settings.idempotent()).isTrue();
        assertThat(settings.lingerMillis()).isEqualTo(5);
        assertThat(settings.batchSize()).isEqualTo(16_384);
        assertThat(settings.maxInFlight()).isEqualTo(5);
        assertThat(settings.retries()).isEqualTo(Integer.MAX_VALUE);
        assertThat(settings.compression()).isEqualTo(Codec.NONE);
    }

    @Test
    void an_unknown_name_comes_with_the_nearest_known_one() {
        assertThat(problems(Map.of("lingr.ms", "5")))
                .containsExactly("unknown configuration \"lingr.ms\", did you mean \"linger.ms\"?");
    }

    @Test
    void a_name_that_is_like_none_comes_without_a_hint() {
        assertThat(problems(Map.of("xyz", "5"))).containsExactly("unknown configuration \"xyz\"");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertThatThrownBy(() -> ProducerSettings.of(
                        Map.of("acks", "2", "batch.size", "0", "linger.ms", "soon", "compression.type", "zip")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("acks must be one of 0, 1, -1, all, was \"2\"")
                .hasMessageContaining("batch.size must be a number from 1 to 2147483647, was \"0\"")
                .hasMessageContaining("linger.ms must be a number from 0 to 2147483647, was \"soon\"")
                .hasMessageContaining("compression.type must be one of none, gzip, snappy, lz4, zstd, was \"zip\"");
    }

    @Test
    void what_speaks_against_idempotence_turns_it_off_where_nobody_asked_for_it() {
        assertThat(ProducerSettings.of(Map.of("acks", "1")).idempotent()).isFalse();
        assertThat(ProducerSettings.of(Map.of("retries", "0")).idempotent()).isFalse();
        assertThat(ProducerSettings.of(Map.of("max.in.flight.requests.per.connection", "6"))
                        .idempotent())
                .isFalse();
    }

    @Test
    void what_speaks_against_idempotence_is_wrong_where_somebody_asked_for_it() {
        assertThat(problems(Map.of(
                        "enable.idempotence",
                        "true",
                        "acks",
                        "1",
                        "retries",
                        "0",
                        "max.in.flight.requests.per.connection",
                        "6")))
                .containsExactly(
                        "acks must be all where enable.idempotence is true, was 1",
                        "max.in.flight.requests.per.connection must be at most 5 where enable.idempotence is true,"
                                + " was 6",
                        "retries must be at least 1 where enable.idempotence is true, was 0");
    }

    @Test
    void a_time_that_is_longer_than_nanoseconds_can_say_is_very_long() {
        var settings = ProducerSettings.of(Map.of("max.block.ms", Long.toString(Long.MAX_VALUE)));

        assertThat(settings.maxBlockMillis() * 1_000_000).isPositive();
    }

    @ParameterizedTest
    @EnumSource(ResetPolicy.class)
    void every_policy_has_its_name(ResetPolicy policy) {
        var name = policy.name().toLowerCase(java.util.Locale.ROOT);

        assertThat(ConsumerSettings.of(Map.of("auto.offset.reset", name)).reset())
                .isEqualTo(policy);
    }

    @Test
    void a_consumer_has_no_configurations_of_a_producer() {
        assertThatThrownBy(() -> ConsumerSettings.of(Map.of("acks", "all")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("unknown configuration \"acks\"");
    }

    @Test
    void a_mutant_is_on_where_it_is_asked_for_alone() {
        var settings = ProducerSettings.of(Map.of()).with(List.of(ClientMutant.K2));

        assertThat(settings.has(ClientMutant.K2)).isTrue();
        assertThat(settings.has(ClientMutant.K1)).isFalse();
    }
}
