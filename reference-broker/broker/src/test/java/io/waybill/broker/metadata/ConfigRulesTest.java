package io.waybill.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.config.BrokerKeys;
import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.ConfigOperation;
import io.waybill.broker.metadata.command.ConfigOperation.Kind;
import io.waybill.broker.metadata.command.MetadataCommand.AlterConfigs;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.image.ConfigResource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigRulesTest {

    private static final ConfigResource TOPIC = ConfigResource.topic("t");

    private static CommandResult alter(MetadataCluster cluster, ConfigOperation... operations) {
        return cluster.apply(new AlterConfigs(TOPIC, List.of(operations)));
    }

    @Test
    void the_most_specific_value_counts() {
        var cluster = MetadataCluster.ofThree();
        cluster.set(ConfigResource.CLUSTER, "log.retention.ms", "1");
        cluster.set(ConfigResource.broker(2), "log.retention.ms", "2");

        var cluster1 = cluster.image().topicConfig(TopicKeys.RETENTION_MS, "t", 1);
        var broker2 = cluster.image().topicConfig(TopicKeys.RETENTION_MS, "t", 2);
        cluster.set("retention.ms", "3");
        var topic = cluster.image().topicConfig(TopicKeys.RETENTION_MS, "t", 2);

        assertThat(List.of(cluster1, broker2, topic)).containsExactly("1", "2", "3");
    }

    @Test
    void where_nothing_is_set_the_default_counts() {
        var cluster = MetadataCluster.ofThree();

        var value = cluster.image().brokerConfig(BrokerKeys.REPLICA_LAG_TIME_MAX_MS, 1);

        assertThat(value).isEqualTo("30000");
    }

    @Test
    void a_deleted_value_is_the_default_again() {
        var cluster = MetadataCluster.ofThree();
        cluster.set("retention.ms", "3");

        alter(cluster, new ConfigOperation(Kind.DELETE, "retention.ms", ""));

        assertThat(cluster.image().configs(TOPIC)).isEmpty();
    }

    @Test
    void one_wrong_value_refuses_all() {
        var cluster = MetadataCluster.ofThree();

        var result = alter(
                cluster,
                new ConfigOperation(Kind.SET, "retention.ms", "3"),
                new ConfigOperation(Kind.SET, "segment.bytes", "many"));

        assertThat(result.error()).isEqualTo(MetadataError.INVALID_CONFIG);
        assertThat(cluster.image().configs(TOPIC)).isEmpty();
    }

    @Test
    void a_list_is_appended_to_and_subtracted_from() {
        var cluster = MetadataCluster.ofThree();

        var appended = alter(cluster, new ConfigOperation(Kind.APPEND, "cleanup.policy", "delete"));
        var subtracted = alter(cluster, new ConfigOperation(Kind.SUBTRACT, "cleanup.policy", "delete"));

        assertThat(appended.error()).isEqualTo(MetadataError.NONE);
        assertThat(cluster.image().configs(TOPIC)).containsEntry("cleanup.policy", "delete");
        // Nothing would be left, and no policy is none that is supported.
        assertThat(subtracted.error()).isEqualTo(MetadataError.INVALID_CONFIG);
    }

    @Test
    void what_is_no_list_is_not_appended_to() {
        var cluster = MetadataCluster.ofThree();

        var result = alter(cluster, new ConfigOperation(Kind.APPEND, "retention.ms", "1"));

        assertThat(result.error()).isEqualTo(MetadataError.INVALID_CONFIG);
    }

    @Test
    void a_configuration_is_changed_once_in_a_command() {
        var cluster = MetadataCluster.ofThree();
        var operation = new ConfigOperation(Kind.SET, "retention.ms", "1");

        var result = alter(cluster, operation, operation);

        assertThat(result.error()).isEqualTo(MetadataError.INVALID_REQUEST);
    }

    @Test
    void who_is_not_there_has_no_configurations() {
        var cluster = MetadataCluster.ofThree();

        var topic = cluster.set(ConfigResource.topic("u"), "retention.ms", "1");
        var broker = cluster.set(ConfigResource.broker(9), "num.partitions", "1");

        assertThat(topic.error()).isEqualTo(MetadataError.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(broker.error()).isEqualTo(MetadataError.BROKER_ID_NOT_REGISTERED);
    }

    @Test
    void what_elections_depend_on_is_the_same_for_all_brokers() {
        var cluster = MetadataCluster.ofThree();

        var broker = cluster.set(ConfigResource.broker(1), "min.insync.replicas", "2");
        var all = cluster.set(ConfigResource.CLUSTER, "min.insync.replicas", "2");

        assertThat(broker.error()).isEqualTo(MetadataError.INVALID_CONFIG);
        assertThat(all.error()).isEqualTo(MetadataError.NONE);
    }
}
