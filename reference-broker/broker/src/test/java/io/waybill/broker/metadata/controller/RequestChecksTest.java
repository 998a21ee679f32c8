package io.waybill.broker.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.command.CommandResult.Refused;
import io.waybill.broker.metadata.command.ConfigOperation;
import io.waybill.broker.metadata.command.MetadataCommand.AlterConfigs;
import io.waybill.broker.metadata.command.MetadataCommand.CreateTopic;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.image.ConfigResource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestChecksTest {

    private static CreateTopic topic(String name, Map<String, String> configs) {
        return new CreateTopic(name, new UUID(1, 1), 1, 1, List.of(), new TreeMap<>(configs));
    }

    private static AlterConfigs alter(ConfigOperation.Kind kind, String name, String value) {
        return new AlterConfigs(ConfigResource.CLUSTER, List.of(new ConfigOperation(kind, name, value)));
    }

    @Test
    void a_topic_with_a_legal_name_and_known_configurations_passes() {
        var refused = RequestChecks.of(topic("a.b-c_1", Map.of("segment.ms", "5")));

        assertThat(refused).isEmpty();
    }

    @Test
    void an_illegal_name_does_not_pass() {
        var refused = RequestChecks.of(topic("a/b", Map.of()));

        assertThat(refused)
                .hasValue(new Refused(
                        MetadataError.INVALID_TOPIC_EXCEPTION,
                        "the name of a topic must be of letters, digits, '.', '_' and '-', was \"a/b\""));
    }

    @Test
    void an_unknown_configuration_does_not_pass_even_to_be_deleted() {
        var set = RequestChecks.of(alter(ConfigOperation.Kind.SET, "num.partition", "1"));
        var deleted = RequestChecks.of(alter(ConfigOperation.Kind.DELETE, "num.partition", ""));

        var expected = new Refused(
                MetadataError.INVALID_CONFIG,
                "unknown cluster configuration \"num.partition\", did you mean \"num.partitions\"?");
        assertThat(set).hasValue(expected);
        assertThat(deleted).hasValue(expected);
    }

    @Test
    void a_value_that_may_not_be_does_not_pass() {
        var wrong = RequestChecks.of(alter(ConfigOperation.Kind.SET, "num.partitions", "0"));
        var right = RequestChecks.of(alter(ConfigOperation.Kind.SET, "num.partitions", "1"));

        assertThat(wrong).isPresent();
        assertThat(right).isEmpty();
    }
}
