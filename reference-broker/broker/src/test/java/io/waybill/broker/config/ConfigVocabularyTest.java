package io.waybill.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigVocabularyTest {

    @ParameterizedTest
    @CsvSource({
        "min.insync.replicas, 1, 0",
        "unclean.leader.election.enable, TRUE, yes",
        "retention.ms, -1, -2",
        "retention.ms, 9223372036854775807, 9223372036854775808",
        "segment.bytes, 2147483647, 2147483648",
        "segment.bytes, 1024, 1023",
        "compression.type, producer, zstd",
        "message.timestamp.type, CreateTime, createtime",
        "message.timestamp.type, LogAppendTime, logappendtime",
        "cleanup.policy, delete, compact",
        "flush.messages, 1, 0",
        "max.message.bytes, 0, -1",
    })
    void the_last_value_that_may_be_is_beside_the_first_that_may_not(String name, String right, String wrong) {
        var key = ConfigVocabulary.find(ConfigScope.TOPIC, name).orElseThrow();

        var good = key.problem(right);
        var bad = key.problem(wrong);

        assertThat(good).isEmpty();
        assertThat(bad).hasValueSatisfying(problem -> assertThat(problem).startsWith(name + " must be"));
    }

    @Test
    void where_nothing_is_configured_each_record_is_flushed_unlike_in_kafka() {
        assertThat(TopicKeys.FLUSH_MESSAGES.defaultValue()).isEqualTo("1");
        assertThat(ConfigVocabulary.find(ConfigScope.BROKER, "log.flush.interval.messages"))
                .hasValueSatisfying(key -> assertThat(key.defaultValue()).isEqualTo("1"));
    }

    @Test
    void what_is_wrong_is_said_with_the_value_and_what_was_expected() {
        var number = ConfigVocabulary.problem(ConfigScope.TOPIC, "retention.ms", "a week");
        var range = ConfigVocabulary.problem(ConfigScope.CLUSTER, "num.partitions", "0");

        assertThat(number).hasValue("retention.ms must be a whole number of 64 bits, was a week");
        assertThat(range).hasValue("num.partitions must be >= 1, was 0");
    }

    @Test
    void blanks_around_a_value_do_not_count() {
        var word = ConfigVocabulary.problem(ConfigScope.TOPIC, "message.timestamp.type", " CreateTime ");
        var number = ConfigVocabulary.problem(ConfigScope.TOPIC, "retention.ms", " 5\n");

        assertThat(word).isEmpty();
        assertThat(number).isEmpty();
    }

    @Test
    void an_unknown_name_proposes_the_nearest() {
        var near = ConfigVocabulary.problem(ConfigScope.TOPIC, "min.insync.replica", "1");
        var far = ConfigVocabulary.problem(ConfigScope.TOPIC, "colour", "1");

        assertThat(near)
                .hasValue("unknown topic configuration \"min.insync.replica\", did you mean \"min.insync.replicas\"?");
        assertThat(far).hasValue("unknown topic configuration \"colour\"");
    }

    @Test
    void a_brokers_name_is_unknown_to_topics_and_the_other_way_round() {
        var topic = ConfigVocabulary.find(ConfigScope.TOPIC, "log.retention.ms");
        var broker = ConfigVocabulary.find(ConfigScope.BROKER, "retention.ms");

        assertThat(topic).isEmpty();
        assertThat(broker).isEmpty();
    }

    @Test
    void every_topic_configuration_falls_back_to_one_of_the_cluster() {
        var keys = ConfigVocabulary.all(ConfigScope.TOPIC);

        assertThat(keys)
                .isNotEmpty()
                .allSatisfy(key -> assertThat(ConfigVocabulary.find(ConfigScope.CLUSTER, key.brokerName()))
                        .hasValueSatisfying(
                                broker -> assertThat(broker.defaultValue()).isEqualTo(key.defaultValue())));
    }

    @Test
    void a_default_that_may_not_be_is_a_mistake() {
        assertThatThrownBy(() -> new ConfigKey(
                        "a", "a", ConfigKind.INT, "none", ConfigRule.ANY, List.of(ConfigScope.TOPIC), "nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the default is wrong: a must be a whole number of 32 bits, was none");
    }
}
