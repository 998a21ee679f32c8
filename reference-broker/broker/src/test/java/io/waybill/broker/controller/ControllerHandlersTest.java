package io.waybill.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.world.SmallCluster;
import io.waybill.wire.message.AllocateProducerIdsRequest;
import io.waybill.wire.message.AllocateProducerIdsResponse;
import io.waybill.wire.message.AlterConfigsRequest;
import io.waybill.wire.message.AlterConfigsResponse;
import io.waybill.wire.message.AlterPartitionRequest;
import io.waybill.wire.message.AlterPartitionResponse;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.ApiVersionsResponse;
import io.waybill.wire.message.BrokerHeartbeatRequest;
import io.waybill.wire.message.BrokerHeartbeatResponse;
import io.waybill.wire.message.BrokerRegistrationRequest;
import io.waybill.wire.message.BrokerRegistrationResponse;
import io.waybill.wire.message.CreatePartitionsRequest;
import io.waybill.wire.message.CreatePartitionsResponse;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.DeleteTopicsRequest;
import io.waybill.wire.message.DeleteTopicsResponse;
import io.waybill.wire.message.DescribeClusterRequest;
import io.waybill.wire.message.DescribeClusterResponse;
import io.waybill.wire.message.DescribeQuorumRequest;
import io.waybill.wire.message.DescribeQuorumResponse;
import io.waybill.wire.message.ElectLeadersRequest;
import io.waybill.wire.message.ElectLeadersResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.IncrementalAlterConfigsRequest;
import io.waybill.wire.message.IncrementalAlterConfigsResponse;
import io.waybill.wire.message.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ControllerHandlersTest {

    private static final UUID NO_ID = new UUID(0, 0);

    private final SmallCluster cluster = new SmallCluster(1, 1, 3);

    @Test
    void a_controller_that_is_not_active_says_so_of_everything_that_was_asked() {
        var three = new SmallCluster(2, 3, 0).startAll();
        int other = (three.activeController() + 1) % 3;

        var topics = (CreateTopicsResponse) three.ask(other, create(topic("a", 1), topic("b", 1)));
        var heartbeat = (BrokerHeartbeatResponse) three.ask(other, heartbeat(1, 1));

        assertThat(topics.topics())
                .extracting(CreateTopicsResponse.Topic::error)
                .containsOnly(ErrorCode.NOT_CONTROLLER);
        assertThat(heartbeat.error()).isEqualTo(ErrorCode.NOT_CONTROLLER);
    }

    @Test
    void a_topic_is_there_when_its_creation_is_answered() {
        started();

        var answer = (CreateTopicsResponse) cluster.ask(create(topic("orders", 3)));

        var topic = answer.topics().get(0);
        assertThat(topic.error()).isEqualTo(ErrorCode.NONE);
        assertThat(topic.partitionCount()).isEqualTo(3);
        assertThat(topic.topicId().version()).isEqualTo(4);
        assertThat(cluster.image().topic("orders").orElseThrow().id()).isEqualTo(topic.topicId());
        assertThat(topic.configs())
                .contains(new CreateTopicsResponse.Config("flush.messages", "1", false, (byte) 4, false))
                .contains(new CreateTopicsResponse.Config("min.insync.replicas", "1", false, (byte) 5, false));
    }

    @Test
    void a_creation_that_is_repeated_finds_the_topic() {
        started();
        cluster.ask(create(topic("orders", 3)));

        var answer = (CreateTopicsResponse) cluster.ask(create(topic("orders", 3)));

        assertThat(answer.topics().get(0).error()).isEqualTo(ErrorCode.TOPIC_ALREADY_EXISTS);
    }

    @Test
    void each_topic_of_a_request_succeeds_or_fails_for_itself_and_in_order() {
        started();

        var answer = (CreateTopicsResponse) cluster.ask(
                create(topic("b/d", 1), topic("good", 1), topic("twice", 1), topic("twice", 2), topic("none", 0)));

        assertThat(answer.topics())
                .extracting(CreateTopicsResponse.Topic::error)
                .containsExactly(
                        ErrorCode.INVALID_TOPIC_EXCEPTION,
                        ErrorCode.NONE,
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.INVALID_PARTITIONS);
        assertThat(cluster.image().topics()).hasSize(1);
    }

    @Test
    void what_is_only_validated_is_answered_as_if_it_were_done() {
        started();

        var created = (CreateTopicsResponse)
                cluster.ask(new CreateTopicsRequest(List.of(topic("orders", 3), topic("ord.ers", 1)), 1_000, true));
        var colliding = (CreateTopicsResponse)
                cluster.ask(new CreateTopicsRequest(List.of(topic("a.b", 3), topic("a_b", 1)), 1_000, true));

        assertThat(created.topics())
                .extracting(CreateTopicsResponse.Topic::error)
                .containsOnly(ErrorCode.NONE);
        assertThat(colliding.topics())
                .extracting(CreateTopicsResponse.Topic::error)
                .containsExactly(ErrorCode.NONE, ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(cluster.image().topics()).isEmpty();
    }

    @Test
    void a_topic_that_says_nothing_gets_what_the_file_says_unless_the_metadata_do() {
        cluster.config.put("num.partitions", "4");
        cluster.config.put("default.replication.factor", "2");
        started();

        var ofFile = (CreateTopicsResponse) cluster.ask(create(topic("one", -1)));
        cluster.ask(alter((byte) 4, "", "num.partitions", "6"));
        var ofMetadata = (CreateTopicsResponse) cluster.ask(create(topic("two", -1)));

        assertThat(ofFile.topics().get(0).partitionCount()).isEqualTo(4);
        assertThat(ofFile.topics().get(0).replicationFactor()).isEqualTo((short) 2);
        assertThat(ofMetadata.topics().get(0).partitionCount()).isEqualTo(6);
    }

    @Test
    void replicas_are_assigned_to_every_partition_from_0_on_or_to_none() {
        started();
        var hole = new CreateTopicsRequest.Topic(
                "orders",
                -1,
                (short) -1,
                List.of(
                        new CreateTopicsRequest.Assignment(0, List.of(1)),
                        new CreateTopicsRequest.Assignment(2, List.of(1))),
                List.of());

        var answer = (CreateTopicsResponse) cluster.ask(create(hole));

        assertThat(answer.topics().get(0).error()).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
    }

    @Test
    void a_topic_is_deleted_by_its_name_or_by_its_id_and_once() {
        started();
        cluster.ask(create(topic("one", 1), topic("two", 1)));
        var two = cluster.image().topic("two").orElseThrow().id();

        var first = delete(new DeleteTopicsRequest.Topic("one", NO_ID), new DeleteTopicsRequest.Topic(null, two));
        var again = delete(new DeleteTopicsRequest.Topic("one", NO_ID), new DeleteTopicsRequest.Topic(null, two));

        assertThat(first).extracting(DeleteTopicsResponse.Topic::error).containsOnly(ErrorCode.NONE);
        assertThat(first.get(1)).isEqualTo(new DeleteTopicsResponse.Topic("two", two, ErrorCode.NONE, null));
        assertThat(again)
                .extracting(DeleteTopicsResponse.Topic::error)
                .containsExactly(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.UNKNOWN_TOPIC_ID);
        assertThat(cluster.image().topics()).isEmpty();
    }

    @Test
    void one_topic_by_name_and_by_id_in_a_request_is_refused_and_stays() {
        started();
        cluster.ask(create(topic("one", 1)));
        var id = cluster.image().topic("one").orElseThrow().id();

        var answers = delete(
                new DeleteTopicsRequest.Topic("one", NO_ID),
                new DeleteTopicsRequest.Topic(null, id),
                new DeleteTopicsRequest.Topic(null, NO_ID));

        assertThat(answers).extracting(DeleteTopicsResponse.Topic::error).containsOnly(ErrorCode.INVALID_REQUEST);
        assertThat(cluster.image().topics()).hasSize(1);
    }

    @Test
    void topics_are_not_deleted_where_the_file_says_so() {
        cluster.config.put("delete.topic.enable", "false");
        started();
        cluster.ask(create(topic("one", 1)));

        var answers = delete(new DeleteTopicsRequest.Topic("one", NO_ID));

        assertThat(answers.get(0).error()).isEqualTo(ErrorCode.TOPIC_DELETION_DISABLED);
        assertThat(cluster.image().topics()).hasSize(1);
    }

    @Test
    void a_topic_grows_and_does_not_shrink() {
        started();
        cluster.ask(create(topic("one", 2)));

        var grown = grow("one", 3);
        var shrunk = grow("one", 2);
        var unknown = grow("none", 3);

        assertThat(grown.error()).isEqualTo(ErrorCode.NONE);
        assertThat(shrunk.error()).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(unknown.error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(cluster.image().topic("one").orElseThrow().partitions()).hasSize(3);
    }

    @Test
    void configurations_change_and_nonsense_does_not_travel_through_the_quorum() {
        started();
        cluster.ask(create(topic("one", 1)));

        var good = change(alter((byte) 2, "one", "retention.ms", "1000"));
        long indexThen = cluster.image().version();
        var unknown = change(alter((byte) 2, "one", "retention.min", "1000"));
        var noValue = change(alter((byte) 2, "one", "retention.ms", null));
        var noKind = change(alter((byte) 8, "one", "retention.ms", "1"));

        assertThat(good.error()).isEqualTo(ErrorCode.NONE);
        assertThat(unknown.error()).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(unknown.errorMessage()).contains("did you mean \"retention.ms\"?");
        assertThat(noValue.error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(noKind.error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(cluster.image().version()).isEqualTo(indexThen);
        assertThat(cluster.image().configs(ConfigResource.topic("one"))).containsEntry("retention.ms", "1000");
    }

    @Test
    void a_topic_is_given_some_configurations_and_loses_all_others() {
        started();
        cluster.ask(create(topic("one", 1)));
        cluster.ask(alter((byte) 2, "one", "retention.ms", "1000"));
        cluster.ask(alter((byte) 2, "one", "segment.ms", "2000"));

        var good = replace((byte) 2, "one", "retention.bytes", "3000");
        var configs = new TreeMap<>(cluster.image().configs(ConfigResource.topic("one")));
        var unknown = replace((byte) 2, "one", "retention.min", "1");
        var nobody = replace((byte) 2, "two", "retention.ms", "1");
        var noKind = replace((byte) 8, "one", "retention.ms", "1");

        assertThat(good.error()).isEqualTo(ErrorCode.NONE);
        assertThat(configs).containsExactly(Map.entry("retention.bytes", "3000"));
        assertThat(unknown.error()).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(nobody.error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(noKind.error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(cluster.image().configs(ConfigResource.topic("one"))).isEqualTo(configs);
    }

    @Test
    void the_configurations_of_a_topic_without_a_name_cannot_be_replaced_and_nobody_comes_to_harm() {
        started();

        var nameless = replace((byte) 2, "", "retention.ms", "1000");

        assertThat(nameless.error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(nameless.errorMessage()).isEqualTo("the name of a topic must not be empty");
    }

    private AlterConfigsResponse.Resource replace(byte type, String name, String config, String value) {
        var request = new AlterConfigsRequest(
                List.of(new AlterConfigsRequest.Resource(
                        type, name, List.of(new AlterConfigsRequest.Config(config, value)))),
                false);
        return ((AlterConfigsResponse) cluster.ask(request)).resources().get(0);
    }

    @Test
    void a_life_that_registers_again_keeps_its_epoch_and_another_cluster_is_refused() {
        started();
        var life = new UUID(5, 5);

        var first = (BrokerRegistrationResponse) cluster.ask(register(9, SmallCluster.ID, life));
        var again = (BrokerRegistrationResponse) cluster.ask(register(9, SmallCluster.ID, life));
        var next = (BrokerRegistrationResponse) cluster.ask(register(9, SmallCluster.ID, new UUID(6, 6)));
        var other = (BrokerRegistrationResponse) cluster.ask(register(9, "another", life));

        assertThat(again).isEqualTo(first);
        assertThat(next.brokerEpoch()).isGreaterThan(first.brokerEpoch());
        assertThat(other.error()).isEqualTo(ErrorCode.INCONSISTENT_CLUSTER_ID);
    }

    @Test
    void a_heartbeat_says_what_became_of_the_broker_by_it() {
        started();
        var epoch =
                ((BrokerRegistrationResponse) cluster.ask(register(9, SmallCluster.ID, new UUID(5, 5)))).brokerEpoch();

        var behind = (BrokerHeartbeatResponse) cluster.ask(heartbeat(9, epoch, epoch - 1));
        var caughtUp = (BrokerHeartbeatResponse) cluster.ask(heartbeat(9, epoch, epoch));
        var stale = (BrokerHeartbeatResponse) cluster.ask(heartbeat(9, epoch - 1, epoch));
        var unknown = (BrokerHeartbeatResponse) cluster.ask(heartbeat(8, epoch, epoch));

        assertThat(behind).isEqualTo(new BrokerHeartbeatResponse(ErrorCode.NONE, false, true, false));
        assertThat(caughtUp).isEqualTo(new BrokerHeartbeatResponse(ErrorCode.NONE, true, false, false));
        assertThat(stale.error()).isEqualTo(ErrorCode.STALE_BROKER_EPOCH);
        assertThat(unknown.error()).isEqualTo(ErrorCode.BROKER_ID_NOT_REGISTERED);
    }

    @Test
    void a_proposed_isr_is_answered_with_the_state_as_it_is_now_taken_or_not() {
        started();
        cluster.create("orders", List.of(1, 2));

        var taken = propose(0, 1);
        var repeated = propose(0, 1);
        var ofTheFuture = propose(7, 1);

        assertThat(taken)
                .isEqualTo(new AlterPartitionResponse.Partition(0, ErrorCode.NONE, 1, 0, List.of(1), (byte) 0, 1));
        assertThat(repeated)
                .isEqualTo(new AlterPartitionResponse.Partition(
                        0, ErrorCode.INVALID_UPDATE_VERSION, 1, 0, List.of(1), (byte) 0, 1));
        assertThat(ofTheFuture.error()).isEqualTo(ErrorCode.NOT_CONTROLLER);
    }

    @Test
    void a_proposed_isr_of_a_former_life_is_refused_as_a_whole() {
        started();
        cluster.create("orders", List.of(1, 2));

        var answer = (AlterPartitionResponse) cluster.ask(new AlterPartitionRequest(1, 0, List.of()));

        assertThat(answer.error()).isEqualTo(ErrorCode.STALE_BROKER_EPOCH);
    }

    @Test
    void blocks_of_producer_ids_never_overlap() {
        started();
        long epoch = cluster.lives.get(1).epoch();

        var first = (AllocateProducerIdsResponse) cluster.ask(new AllocateProducerIdsRequest(1, epoch));
        var second = (AllocateProducerIdsResponse) cluster.ask(new AllocateProducerIdsRequest(1, epoch));
        var stale = (AllocateProducerIdsResponse) cluster.ask(new AllocateProducerIdsRequest(1, epoch - 1));

        assertThat(first.producerIdLen()).isEqualTo(1_000);
        assertThat(second.producerIdStart()).isEqualTo(first.producerIdStart() + 1_000);
        assertThat(stale.error()).isEqualTo(ErrorCode.STALE_BROKER_EPOCH);
    }

    @Test
    void elections_end_for_each_partition_and_those_of_all_are_told_where_something_changed() {
        started();
        cluster.create("orders", List.of(1, 2));

        var named = elect(List.of(
                new ElectLeadersRequest.Topic("none", List.of(0)),
                new ElectLeadersRequest.Topic("orders", List.of(0, 5))));
        var all = elect(null);

        assertThat(named.topics()).hasSize(2);
        assertThat(named.topics().get(0).partitions().get(0).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(named.topics().get(1).partitions())
                .extracting(ElectLeadersResponse.Partition::error)
                .containsExactly(ErrorCode.ELECTION_NOT_NEEDED, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(all.topics()).isEmpty();
    }

    @Test
    void a_controller_describes_the_quorum_and_its_controllers() {
        started();
        var partition = new DescribeQuorumRequest.Partition(0);

        var quorum = (DescribeQuorumResponse) cluster.ask(new DescribeQuorumRequest(
                List.of(new DescribeQuorumRequest.Topic("__cluster_metadata", List.of(partition)))));
        var controllers = (DescribeClusterResponse) cluster.ask(new DescribeClusterRequest((byte) 2, false));
        var brokers = (DescribeClusterResponse) cluster.ask(new DescribeClusterRequest((byte) 1, false));

        var described = quorum.topics().get(0).partitions().get(0);
        assertThat(described.leaderId()).isZero();
        assertThat(described.currentVoters()).hasSize(1);
        assertThat(described.observers())
                .hasSize(2)
                .allSatisfy(observer -> assertThat(observer.logEndOffset()).isEqualTo(described.highWatermark()));
        assertThat(controllers.brokers()).hasSize(1);
        assertThat(brokers.error()).isEqualTo(ErrorCode.MISMATCHED_ENDPOINT_TYPE);
    }

    @Test
    void a_controller_says_what_it_answers_and_takes_proposals_with_epochs_only() {
        cluster.startAll().activeController();

        var versions = (ApiVersionsResponse) cluster.ask(new ApiVersionsRequest("test", "1", null, -1));

        assertThat(versions.apis()).contains(new ApiVersionsResponse.ApiRange((short) 56, (short) 3, (short) 3));
    }

    private void started() {
        cluster.startAll().untilAllActive();
    }

    private static CreateTopicsRequest create(CreateTopicsRequest.Topic... topics) {
        return new CreateTopicsRequest(List.of(topics), 30_000, false);
    }

    private static CreateTopicsRequest.Topic topic(String name, int partitions) {
        return new CreateTopicsRequest.Topic(name, partitions, (short) -1, List.of(), List.of());
    }

    private List<DeleteTopicsResponse.Topic> delete(DeleteTopicsRequest.Topic... topics) {
        return ((DeleteTopicsResponse) cluster.ask(new DeleteTopicsRequest(List.of(topics), 1_000))).topics();
    }

    private CreatePartitionsResponse.Topic grow(String topic, int count) {
        var request = new CreatePartitionsRequest(
                List.of(new CreatePartitionsRequest.Topic(topic, count, null)), 1_000, false);
        return ((CreatePartitionsResponse) cluster.ask(request)).topics().get(0);
    }

    private static IncrementalAlterConfigsRequest alter(byte type, String name, String config, String value) {
        return new IncrementalAlterConfigsRequest(
                List.of(new IncrementalAlterConfigsRequest.Resource(
                        type, name, List.of(new IncrementalAlterConfigsRequest.Config(config, (byte) 0, value)))),
                false);
    }

    private IncrementalAlterConfigsResponse.Resource change(Request request) {
        return ((IncrementalAlterConfigsResponse) cluster.ask(request))
                .resources()
                .get(0);
    }

    private static BrokerRegistrationRequest register(int broker, String clusterId, UUID life) {
        return new BrokerRegistrationRequest(
                broker,
                clusterId,
                life,
                List.of(new BrokerRegistrationRequest.Listener("PLAINTEXT", "node9", 9_002, (short) 0)),
                List.of(),
                null,
                List.of(),
                -1);
    }

    private static BrokerHeartbeatRequest heartbeat(int broker, long epoch) {
        return heartbeat(broker, epoch, epoch);
    }

    private static BrokerHeartbeatRequest heartbeat(int broker, long epoch, long index) {
        return new BrokerHeartbeatRequest(broker, epoch, index, false, false, List.of(), null);
    }

    /** Broker 1 proposes itself alone. */
    private AlterPartitionResponse.Partition propose(int partitionEpoch, int broker) {
        long epoch = cluster.lives.get(broker).epoch();
        var partition = new AlterPartitionRequest.Partition(
                0, 0, List.of(new AlterPartitionRequest.Replica(broker, epoch)), (byte) 0, partitionEpoch);
        var topic = cluster.image().topic("orders").orElseThrow().id();
        var answer = (AlterPartitionResponse) cluster.ask(new AlterPartitionRequest(
                broker, epoch, List.of(new AlterPartitionRequest.Topic(topic, List.of(partition)))));
        return answer.topics().get(0).partitions().get(0);
    }

    private ElectLeadersResponse elect(List<ElectLeadersRequest.Topic> topics) {
        return (ElectLeadersResponse) cluster.ask(new ElectLeadersRequest((byte) 0, topics, 1_000));
    }
}
