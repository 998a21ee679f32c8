package io.waybill.broker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.MetadataCluster;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.DescribeClusterRequest;
import io.waybill.wire.message.DescribeClusterResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.MetadataResponse;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MetadataHandlerTest {

    private static final int NEWEST = 13;
    private static final UUID NO_ID = new UUID(0, 0);
    private static final UUID UNKNOWN = new UUID(1, 2);

    private final Counter counter = Counter.ofThree();

    private MetadataResponse ask(int version, MetadataRequest request) {
        return counter.answer(MetadataResponse.class, answer -> counter.handlers.metadata(version, request, answer));
    }

    private MetadataResponse.Topic byName(String name, boolean mayCreate) {
        return ask(NEWEST, new MetadataRequest(List.of(new MetadataRequest.Topic(NO_ID, name)), mayCreate))
                .topics()
                .get(0);
    }

    private MetadataResponse.Topic byId(int version, UUID id) {
        return ask(version, new MetadataRequest(List.of(new MetadataRequest.Topic(id, null)), false))
                .topics()
                .get(0);
    }

    @Test
    void all_topics_are_told_where_none_is_named_and_none_where_none_is_asked_for() {
        counter.cluster.create("a", new UUID(8, 8), List.of(List.of(2), List.of(3)));

        var all = ask(NEWEST, new MetadataRequest(null, true));
        var none = ask(NEWEST, new MetadataRequest(List.of(), true));

        assertThat(all.topics()).extracting(MetadataResponse.Topic::topic).containsExactly("a", "t");
        assertThat(all.topics().get(0).partitions())
                .extracting(MetadataResponse.Partition::leaderId)
                .containsExactly(2, 3);
        assertThat(none.topics()).isEmpty();
        assertThat(none.brokers()).extracting(MetadataResponse.Broker::nodeId).containsExactly(1, 2, 3);
        assertThat(none.clusterId()).isEqualTo("of-tests");
    }

    @Test
    void a_topic_is_told_by_name_and_by_id() {
        var expected = new MetadataResponse.Topic(
                ErrorCode.NONE,
                "t",
                MetadataCluster.TOPIC,
                false,
                List.of(new MetadataResponse.Partition(
                        ErrorCode.NONE, 0, 1, 0, List.of(1, 2, 3), List.of(1, 2, 3), List.of())));

        assertThat(byName("t", false)).isEqualTo(expected);
        assertThat(byId(12, MetadataCluster.TOPIC)).isEqualTo(expected);
    }

    @Test
    void what_is_not_there_is_told_apart() {
        assertThat(byName("missing", false).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(byName("not allowed", true).error()).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(byId(NEWEST, UNKNOWN))
                .isEqualTo(new MetadataResponse.Topic(ErrorCode.UNKNOWN_TOPIC_ID, null, UNKNOWN, false, List.of()));
        assertThat(counter.forwarded).isEmpty();
    }

    @Test
    void before_version_12_ids_are_not_asked_for() {
        var topic = byId(11, MetadataCluster.TOPIC);

        assertThat(topic.error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(topic.topic()).isEmpty();
    }

    @Test
    void a_fenced_broker_is_not_told_and_its_replicas_are_offline() {
        counter.cluster.fence(1);

        var answer = ask(NEWEST, new MetadataRequest(null, false));

        var partition = answer.topics().get(0).partitions().get(0);
        assertThat(answer.brokers()).extracting(MetadataResponse.Broker::nodeId).containsExactly(2, 3);
        assertThat(answer.controllerId()).isEqualTo(2);
        assertThat(partition.error()).isEqualTo(ErrorCode.NONE);
        assertThat(partition.leaderId()).isEqualTo(2);
        assertThat(partition.leaderEpoch()).isEqualTo(1);
        assertThat(partition.replicaNodes()).containsExactly(1, 2, 3);
        assertThat(partition.isrNodes()).containsExactly(2, 3);
        assertThat(partition.offlineReplicas()).containsExactly(1);
    }

    @Test
    void version_0_leaves_out_what_is_not_there_and_says_so() {
        counter.cluster.fence(3);

        var partition = ask(0, new MetadataRequest(null, false))
                .topics()
                .get(0)
                .partitions()
                .get(0);

        assertThat(partition.error()).isEqualTo(ErrorCode.REPLICA_NOT_AVAILABLE);
        assertThat(partition.replicaNodes()).containsExactly(1, 2);
    }

    @Test
    void a_partition_that_nobody_leads_has_no_leader_yet() {
        counter.cluster.fence(1);
        counter.cluster.fence(2);
        counter.cluster.fence(3);

        var answer = ask(NEWEST, new MetadataRequest(null, false));

        var partition = answer.topics().get(0).partitions().get(0);
        assertThat(partition.error()).isEqualTo(ErrorCode.LEADER_NOT_AVAILABLE);
        assertThat(partition.leaderId()).isEqualTo(-1);
        assertThat(answer.controllerId()).isEqualTo(-1);
    }

    @Test
    void a_topic_that_may_be_created_is_asked_for_once_while_that_is_under_way() {
        var first = byName("new", true);
        byName("new", true);

        assertThat(first.error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(counter.forwarded).singleElement().isInstanceOfSatisfying(CreateTopicsRequest.class, request -> {
            assertThat(request.topics())
                    .extracting(CreateTopicsRequest.Topic::topic)
                    .containsExactly("new");
            assertThat(request.topics().get(0).partitionCount()).isEqualTo(-1);
        });

        counter.forwarding.get(0).accept(new CreateTopicsResponse(List.of()));
        byName("new", true);
        assertThat(counter.forwarded).hasSize(2);
    }

    @Test
    void nothing_is_created_where_the_client_or_the_configuration_does_not_want_it() {
        byName("new", false);
        assertThat(counter.forwarded).isEmpty();

        var config = new TreeMap<String, String>();
        config.put("auto.create.topics.enable", "false");
        var other = new Counter(MetadataCluster.ofThree(), config);
        var request = new MetadataRequest(List.of(new MetadataRequest.Topic(NO_ID, "new")), true);
        other.answer(MetadataResponse.class, answer -> other.handlers.metadata(NEWEST, request, answer));
        assertThat(other.forwarded).isEmpty();
    }

    @Test
    void fenced_brokers_are_described_where_they_are_asked_for() {
        counter.cluster.fence(3);

        assertThat(describe(1, false).brokers())
                .extracting(DescribeClusterResponse.Broker::brokerId)
                .containsExactly(1, 2);
        assertThat(describe(1, true).brokers())
                .extracting(DescribeClusterResponse.Broker::isFenced)
                .containsExactly(false, false, true);
        assertThat(describe(1, false).controllerId()).isEqualTo(1);
        assertThat(describe(2, false).error()).isEqualTo(ErrorCode.MISMATCHED_ENDPOINT_TYPE);
    }

    private DescribeClusterResponse describe(int type, boolean fencedToo) {
        var request = new DescribeClusterRequest((byte) type, fencedToo);
        return counter.answer(
                DescribeClusterResponse.class, answer -> counter.handlers.describeCluster(request, answer));
    }
}
