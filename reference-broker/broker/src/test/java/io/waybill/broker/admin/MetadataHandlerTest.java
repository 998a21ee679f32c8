package io.waybill.broker.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.waybill.broker.metadata.MetadataCluster;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.MetadataResponse;
import io.waybill.wire.message.RequestHeader;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What clients are told of the cluster. */
final class MetadataHandlerTest {

    private static final int NEWEST = Api.METADATA.newestVersion();
    private static final UUID NO_ID = new UUID(0, 0);

    private final Office office = Office.ofThree();
    private final AdminHandlers handlers = office.handlers();

    @Test
    void everything_is_told_to_who_asks_for_everything() {
        var answer = ask(NEWEST, new MetadataRequest(null, false));

        assertThat(answer.clusterId()).isEqualTo(Office.CLUSTER_ID);
        assertThat(answer.controllerId()).isEqualTo(1);
        assertThat(answer.brokers())
                .containsExactly(
                        new MetadataResponse.Broker(1, "host1", 9092, null),
                        new MetadataResponse.Broker(2, "host2", 9092, null),
                        new MetadataResponse.Broker(3, "host3", 9092, null));
        var state = office.cluster.state();
        assertThat(answer.topics())
                .containsExactly(new MetadataResponse.Topic(
                        ErrorCode.NONE,
                        "t",
                        MetadataCluster.TOPIC,
                        false,
                        List.of(new MetadataResponse.Partition(
                                ErrorCode.NONE,
                                0,
                                1,
                                state.leaderEpoch(),
                                List.of(1, 2, 3),
                                List.of(1, 2, 3),
                                List.of()))));
    }

    @Test
    void nothing_is_told_of_topics_to_who_asks_for_none() {
        assertThat(ask(NEWEST, new MetadataRequest(List.of(), true)).topics()).isEmpty();
    }

    @Test
    void a_topic_that_is_asked_for_often_is_told_once() {
        var often = Collections.nCopies(1_000, new MetadataRequest.Topic(NO_ID, "t"));

        assertThat(ask(NEWEST, new MetadataRequest(often, false)).topics()).hasSize(1);
    }

    @Test
    void a_fenced_broker_is_not_there() {
        office.cluster.fence(3);

        var answer = ask(NEWEST, ofName("t"));

        assertThat(answer.brokers()).extracting(MetadataResponse.Broker::nodeId).containsExactly(1, 2);
        var partition = partition(answer);
        assertThat(partition.error()).isEqualTo(ErrorCode.NONE);
        assertThat(partition.replicaNodes()).containsExactly(1, 2, 3);
        assertThat(partition.isrNodes()).containsExactly(1, 2);
        assertThat(partition.offlineReplicas()).containsExactly(3);
    }

    @Test
    void a_partition_that_nobody_leads_has_no_leader_yet() {
        office.cluster.fence(3);
        office.cluster.fence(2);
        office.cluster.fence(1);

        var partition = partition(ask(NEWEST, ofName("t")));

        assertThat(partition.error()).isEqualTo(ErrorCode.LEADER_NOT_AVAILABLE);
        assertThat(partition.leaderId()).isEqualTo(-1);
        assertThat(partition.leaderEpoch()).isEqualTo(office.cluster.state().leaderEpoch());
        assertThat(partition.offlineReplicas()).containsExactly(1, 2, 3);
    }

    @Test
    void what_is_for_the_controller_goes_to_another_broker_while_this_one_is_fenced() {
        office.cluster.fence(1);

        assertThat(ask(NEWEST, ofName("t")).controllerId()).isEqualTo(2);
    }

    @Test
    void the_oldest_version_leaves_out_replicas_that_are_not_there_and_says_that_it_does() {
        office.cluster.fence(3);

        var partition = partition(ask(0, ofName("t")));

        assertThat(partition.error()).isEqualTo(ErrorCode.REPLICA_NOT_AVAILABLE);
        assertThat(partition.replicaNodes()).containsExactly(1, 2);
        assertThat(partition.leaderId()).isEqualTo(1);
    }

    @Test
    void a_topic_is_found_by_its_id() {
        var answer = ask(NEWEST, ofId(MetadataCluster.TOPIC));

        assertThat(answer.topics().get(0).topic()).isEqualTo("t");
        assertThat(answer.topics().get(0).error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void an_id_of_no_topic_is_unknown_and_creates_nothing() {
        var unknown = new UUID(3, 3);

        var answer = ask(NEWEST, ofId(unknown));

        assertThat(answer.topics())
                .containsExactly(
                        new MetadataResponse.Topic(ErrorCode.UNKNOWN_TOPIC_ID, null, unknown, false, List.of()));
        assertThat(office.forwarded).isEmpty();
    }

    @Test
    void an_id_counts_only_in_versions_that_ask_by_it() {
        assertThat(ask(11, ofId(MetadataCluster.TOPIC)).topics().get(0).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(ask(12, ofId(MetadataCluster.TOPIC)).topics().get(0).error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void neither_a_name_nor_an_id_is_no_question() {
        var asked = new MetadataRequest(List.of(new MetadataRequest.Topic(NO_ID, null)), true);

        assertThat(ask(NEWEST, asked).topics().get(0).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void topics_that_are_not_there_are_told_each_for_itself() {
        var answer = ask(NEWEST, new MetadataRequest(topics("t", "nowhere", "no/name"), false));

        assertThat(answer.topics())
                .extracting(MetadataResponse.Topic::error)
                .containsExactly(
                        ErrorCode.NONE, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(office.forwarded).isEmpty();
    }

    @Test
    void a_topic_is_created_for_who_asks_for_it_and_is_unknown_meanwhile() {
        var answer = ask(NEWEST, new MetadataRequest(topics("t", "new", "no/name"), true));

        assertThat(answer.topics().get(1).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(office.forwarded)
                .containsExactly(new CreateTopicsRequest(
                        List.of(new CreateTopicsRequest.Topic("new", -1, (short) -1, List.of(), List.of())),
                        30_000,
                        false));
    }

    @Test
    void a_topic_whose_creation_is_under_way_is_not_created_again() {
        var asked = new MetadataRequest(topics("new"), true);
        ask(NEWEST, asked);

        ask(NEWEST, asked);
        assertThat(office.forwarded).hasSize(1);
        office.answer(new CreateTopicsResponse(List.of()));
        ask(NEWEST, asked);

        assertThat(office.forwarded).hasSize(1);
    }

    @Test
    void no_topic_is_created_where_that_is_switched_off_for_all_brokers() {
        office.cluster.set(ConfigResource.CLUSTER, "auto.create.topics.enable", "false");

        ask(NEWEST, new MetadataRequest(topics("new"), true));

        assertThat(office.forwarded).isEmpty();
    }

    @Test
    void every_version_can_say_what_is_answered_in_it() {
        office.cluster.fence(3);
        var codec = new ServerCodec(ApiOffer.of(List.of(Api.METADATA)), 1_000);
        var asked = new MetadataRequest(topics("t", "nowhere", "no/name"), false);

        for (int version = Api.METADATA.oldestVersion(); version <= NEWEST; version++) {
            var header = new RequestHeader(Api.METADATA, version, 1, "c");
            var answer = ask(version, asked);
            var byId = ask(version, ofId(new UUID(3, 3)));
            assertThatCode(() -> codec.writeResponse(header, answer)).doesNotThrowAnyException();
            assertThatCode(() -> codec.writeResponse(header, byId)).doesNotThrowAnyException();
        }
    }

    private MetadataResponse ask(int version, MetadataRequest request) {
        return Office.answered(MetadataResponse.class, answer -> handlers.metadata(version, request, answer));
    }

    private static MetadataRequest ofName(String name) {
        return new MetadataRequest(topics(name), false);
    }

    private static MetadataRequest ofId(UUID id) {
        return new MetadataRequest(List.of(new MetadataRequest.Topic(id, null)), true);
    }

    private static List<MetadataRequest.Topic> topics(String... names) {
        return Arrays.stream(names)
                .map(name -> new MetadataRequest.Topic(NO_ID, name))
                .toList();
    }

    private static MetadataResponse.Partition partition(MetadataResponse answer) {
        return answer.topics().get(0).partitions().get(0);
    }
}
