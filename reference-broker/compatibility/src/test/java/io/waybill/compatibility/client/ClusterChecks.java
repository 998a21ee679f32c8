package io.waybill.compatibility.client;

import static io.waybill.compatibility.client.Clients.get;
import static io.waybill.compatibility.client.Clients.sendAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a cluster says of itself. */
final class ClusterChecks {

    private final Clients clients;

    ClusterChecks(Clients clients) {
        this.clients = clients;
    }

    void the_cluster_names_its_nodes_and_its_controller() {
        try (var admin = clients.admin()) {
            var cluster = admin.describeCluster();

            assertThat(get(cluster.clusterId())).isNotBlank();
            assertThat(get(cluster.nodes()))
                    .isNotEmpty()
                    .extracting(Node::id)
                    .contains(get(cluster.controller()).id());
        }
    }

    void a_broker_tells_its_configuration() {
        try (var admin = clients.admin()) {
            String id = Integer.toString(
                    get(admin.describeCluster().nodes()).iterator().next().id());
            var broker = new ConfigResource(ConfigResource.Type.BROKER, id);

            var config = get(admin.describeConfigs(List.of(broker)).all()).get(broker);

            assertThat(config.entries()).extracting(ConfigEntry::name).contains("log.retention.ms", "num.partitions");
        }
    }

    void the_quorum_names_its_leader_and_its_voters() {
        try (var admin = clients.admin()) {
            var quorum = get(admin.describeMetadataQuorum().quorumInfo());

            assertThat(quorum.voters())
                    .isNotEmpty()
                    .extracting(it -> it.replicaId())
                    .contains(quorum.leaderId());
            assertThat(quorum.leaderEpoch()).isPositive();
            assertThat(quorum.highWatermark()).isPositive();
        }
    }

    void a_partition_names_its_producers() {
        String topic = clients.topic(1);
        var partition = new TopicPartition(topic, 0);
        try (var admin = clients.admin();
                var producer = clients.producer("enable.idempotence", "true")) {
            sendAll(producer, topic, 0, 1);
            sendAll(producer, topic, 1, 2);

            var producers = get(admin.describeProducers(List.of(partition)).partitionResult(partition))
                    .activeProducers();

            assertThat(producers).singleElement().satisfies(state -> {
                assertThat(state.producerEpoch()).isZero();
                assertThat(state.lastSequence()).isEqualTo(1);
                assertThat(state.currentTransactionStartOffset()).isEmpty();
            });
        }
    }

    void a_leader_that_leads_as_it_should_needs_no_election() {
        String topic = clients.topic(1);
        var there = new TopicPartition(topic, 0);
        var nowhere = new TopicPartition(topic, 7);
        try (var admin = clients.admin()) {
            var outcomes = get(admin.electLeaders(ElectionType.PREFERRED, Set.of(there, nowhere))
                    .partitions());

            assertThat(outcomes.get(there)).containsInstanceOf(ElectionNotNeededException.class);
            assertThat(outcomes.get(nowhere)).containsInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    void no_partition_is_moving() {
        try (var admin = clients.admin()) {
            assertThat(get(admin.listPartitionReassignments().reassignments())).isEmpty();
        }
    }

    void transactions_and_features_can_be_listed() {
        try (var admin = clients.admin()) {
            assertThat(get(admin.listTransactions().all())).isEmpty();
            assertThat(get(admin.describeFeatures().featureMetadata())).isNotNull();
        }
    }
}
