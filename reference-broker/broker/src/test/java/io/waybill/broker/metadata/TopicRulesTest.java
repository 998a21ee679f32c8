package io.waybill.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.CommandResult.TopicCreated;
import io.waybill.broker.metadata.command.MetadataCommand.CreatePartitions;
import io.waybill.broker.metadata.command.MetadataCommand.CreateTopic;
import io.waybill.broker.metadata.command.MetadataCommand.DeleteTopic;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.PartitionState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicRulesTest {

    private static final UUID ID = new UUID(1, 1);

    private static MetadataCluster brokers(int count) {
        var cluster = MetadataCluster.empty();
        for (int id = 0; id < count; id++) {
            cluster.start(id);
        }
        return cluster;
    }

    private static CommandResult create(MetadataCluster cluster, String name, int partitions, int factor) {
        var id = new UUID(0, cluster.index());
        return cluster.apply(new CreateTopic(name, id, partitions, factor, List.of(), new TreeMap<>()));
    }

    @Test
    void replicas_and_leaders_are_spread_evenly() {
        var cluster = brokers(4);

        create(cluster, "a", 8, 3);

        var partitions = cluster.image().topic("a").orElseThrow().partitions();
        for (int id = 0; id < 4; id++) {
            int broker = id;
            assertThat(partitions).filteredOn(state -> state.leader() == broker).hasSize(2);
            assertThat(partitions)
                    .filteredOn(state -> state.replicas().contains(broker))
                    .hasSize(6);
        }
    }

    @Test
    void topics_of_one_partition_are_spread_over_the_brokers() {
        var cluster = brokers(3);

        List.of("a", "b", "c").forEach(name -> create(cluster, name, 1, 1));

        assertThat(cluster.image().topics())
                .extracting(topic -> topic.partitions().get(0).leader())
                .containsExactly(0, 1, 2);
    }

    @Test
    void a_fenced_broker_gets_a_replica_only_where_it_is_needed() {
        var cluster = brokers(3);
        cluster.fence(0);

        create(cluster, "a", 1, 2);
        create(cluster, "b", 1, 3);

        var spared = cluster.image().topic("a").orElseThrow().partitions().get(0);
        var needed = cluster.image().topic("b").orElseThrow().partitions().get(0);
        assertThat(spared.replicas()).containsExactly(1, 2);
        assertThat(needed.replicas()).endsWith(0);
        assertThat(needed.isr()).doesNotContain(0);
    }

    @Test
    void a_topic_that_does_not_say_gets_what_the_cluster_says() {
        var cluster = brokers(3);
        cluster.set(ConfigResource.CLUSTER, "num.partitions", "5");
        cluster.set(ConfigResource.CLUSTER, "default.replication.factor", "2");

        var result = create(cluster, "a", -1, -1);

        assertThat(result).isInstanceOfSatisfying(TopicCreated.class, created -> {
            assertThat(created.partitions()).isEqualTo(5);
            assertThat(created.replicationFactor()).isEqualTo(2);
        });
    }

    @Test
    void more_replicas_than_brokers_are_refused() {
        var cluster = brokers(2);

        var result = create(cluster, "a", 1, 3);

        assertThat(result.error()).isEqualTo(MetadataError.INVALID_REPLICATION_FACTOR);
        assertThat(cluster.image().topics()).isEmpty();
    }

    @Test
    void a_topic_needs_a_broker_that_is_active() {
        var cluster = brokers(1);
        cluster.fence(0);

        var result = create(cluster, "a", 1, 1);

        assertThat(result.error()).isEqualTo(MetadataError.INVALID_REPLICATION_FACTOR);
    }

    @Test
    void a_topic_needs_a_partition_and_not_too_many() {
        var cluster = brokers(1);

        var none = create(cluster, "a", 0, 1);
        var many = create(cluster, "a", 10_001, 1);

        assertThat(none.error()).isEqualTo(MetadataError.INVALID_PARTITIONS);
        assertThat(many.error()).isEqualTo(MetadataError.POLICY_VIOLATION);
    }

    @Test
    void the_first_active_replica_of_an_assignment_leads() {
        var cluster = brokers(3);
        cluster.fence(2);

        cluster.create("a", ID, List.of(List.of(2, 0, 1)));

        assertThat(cluster.image().partition(ID, 0)).hasValueSatisfying(state -> {
            assertThat(state.replicas()).containsExactly(2, 0, 1);
            assertThat(state.leader()).isZero();
            assertThat(state.isr()).containsExactly(0, 1);
            assertThat(state.leaderEpoch()).isZero();
        });
    }

    @Test
    void an_assignment_must_be_of_known_brokers_once_each_and_even() {
        var cluster = brokers(3);

        var unknown = cluster.create("a", ID, List.of(List.of(0, 7)));
        var twice = cluster.create("a", ID, List.of(List.of(1, 1)));
        var uneven = cluster.create("a", ID, List.of(List.of(0, 1), List.of(2)));
        var empty = cluster.create("a", ID, List.of(List.of()));

        assertThat(List.of(unknown, twice, uneven, empty))
                .extracting(CommandResult::error)
                .containsOnly(MetadataError.INVALID_REPLICA_ASSIGNMENT);
    }

    @Test
    void an_assignment_says_how_many_alone() {
        var cluster = brokers(2);

        var result = cluster.apply(new CreateTopic("a", ID, 1, -1, List.of(List.of(0)), new TreeMap<>()));

        assertThat(result.error()).isEqualTo(MetadataError.INVALID_REQUEST);
    }

    @Test
    void a_name_and_an_id_are_taken_once() {
        var cluster = brokers(1);
        cluster.create("a.b", ID, List.of(List.of(0)));

        var name = create(cluster, "a.b", 1, 1);
        var alike = create(cluster, "a_b", 1, 1);
        var id = cluster.create("c", ID, List.of(List.of(0)));

        assertThat(name.error()).isEqualTo(MetadataError.TOPIC_ALREADY_EXISTS);
        assertThat(alike.error()).isEqualTo(MetadataError.INVALID_TOPIC_EXCEPTION);
        assertThat(id.error()).isEqualTo(MetadataError.DUPLICATE_RESOURCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "ä", "a/b"})
    void a_name_that_may_not_be_is_refused(String name) {
        var cluster = brokers(1);

        var result = create(cluster, name, 1, 1);

        assertThat(result.error()).isEqualTo(MetadataError.INVALID_TOPIC_EXCEPTION);
    }

    @Test
    void a_name_of_249_characters_may_be_and_one_of_250_may_not() {
        var cluster = brokers(1);

        var longest = create(cluster, "a".repeat(249), 1, 1);
        var longer = create(cluster, "a".repeat(250), 1, 1);

        assertThat(longest.error()).isEqualTo(MetadataError.NONE);
        assertThat(longer.error()).isEqualTo(MetadataError.INVALID_TOPIC_EXCEPTION);
    }

    @Test
    void a_topic_brings_its_configurations_and_takes_them_along() {
        var cluster = brokers(1);
        var configs = new TreeMap<>(Map.of("retention.ms", "5"));

        cluster.apply(new CreateTopic("a", ID, 1, 1, List.of(), configs));
        var with = cluster.image().configs(ConfigResource.topic("a"));
        cluster.apply(new DeleteTopic(ID));

        assertThat(with).isEqualTo(configs);
        assertThat(cluster.image().configs(ConfigResource.topic("a"))).isEmpty();
    }

    @Test
    void an_unknown_configuration_is_refused_with_the_topic() {
        var cluster = brokers(1);
        var configs = new TreeMap<>(Map.of("retention.mss", "5"));

        var result = cluster.apply(new CreateTopic("a", ID, 1, 1, List.of(), configs));

        assertThat(result)
                .isEqualTo(new CommandResult.Refused(
                        MetadataError.INVALID_CONFIG,
                        "unknown topic configuration \"retention.mss\", did you mean \"retention.ms\"?"));
        assertThat(cluster.image().topics()).isEmpty();
    }

    @Test
    void a_deleted_topic_is_gone_by_name_and_id_and_may_come_again() {
        var cluster = brokers(1);
        cluster.create("a", ID, List.of(List.of(0)));

        cluster.apply(new DeleteTopic(ID));
        var again = cluster.create("a", new UUID(2, 2), List.of(List.of(0)));
        var twice = cluster.apply(new DeleteTopic(ID));

        assertThat(again.error()).isEqualTo(MetadataError.NONE);
        assertThat(twice.error()).isEqualTo(MetadataError.UNKNOWN_TOPIC_ID);
    }

    @Test
    void topics_stay_where_they_may_not_be_deleted() {
        var cluster = MetadataCluster.ofThree();
        cluster.set(ConfigResource.CLUSTER, "delete.topic.enable", "false");

        var result = cluster.apply(new DeleteTopic(MetadataCluster.TOPIC));

        assertThat(result.error()).isEqualTo(MetadataError.TOPIC_DELETION_DISABLED);
    }

    @Test
    void a_topic_grows_and_what_it_had_stays() {
        var cluster = MetadataCluster.ofThree();
        var before = cluster.state();

        cluster.apply(new CreatePartitions(MetadataCluster.TOPIC, 3, List.of()));

        var topic = cluster.image().topic("t").orElseThrow();
        assertThat(topic.partitions()).hasSize(3).startsWith(before);
        assertThat(topic.partitions()).extracting(PartitionState::leader).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void a_topic_does_not_shrink() {
        var cluster = MetadataCluster.ofThree();

        var result = cluster.apply(new CreatePartitions(MetadataCluster.TOPIC, 1, List.of()));

        assertThat(result.error()).isEqualTo(MetadataError.INVALID_PARTITIONS);
    }

    @Test
    void new_partitions_are_assigned_all_or_none() {
        var cluster = MetadataCluster.ofThree();
        var few = List.of(List.of(2, 1, 3));
        var narrow = List.of(List.of(2), List.of(1));

        var tooFew = cluster.apply(new CreatePartitions(MetadataCluster.TOPIC, 3, few));
        var tooNarrow = cluster.apply(new CreatePartitions(MetadataCluster.TOPIC, 3, narrow));
        var right = cluster.apply(new CreatePartitions(MetadataCluster.TOPIC, 2, few));

        assertThat(tooFew.error()).isEqualTo(MetadataError.INVALID_REPLICA_ASSIGNMENT);
        assertThat(tooNarrow.error()).isEqualTo(MetadataError.INVALID_REPLICA_ASSIGNMENT);
        assertThat(right.error()).isEqualTo(MetadataError.NONE);
    }
}
