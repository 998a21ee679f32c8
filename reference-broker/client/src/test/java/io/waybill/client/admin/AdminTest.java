package io.waybill.client.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.client.world.World;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.DeleteRecordsRequest;
import io.waybill.wire.message.DeleteTopicsRequest;
import io.waybill.wire.message.DescribeConfigsRequest;
import io.waybill.wire.message.DescribeConfigsResponse;
import io.waybill.wire.message.ElectLeadersRequest;
import io.waybill.wire.message.ElectLeadersResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.ListOffsetsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AdminTest {

    private final AdminBench bench = new AdminBench();
    private final World world = bench.world;

    @Test
    void a_change_that_is_carried_out_is_done() {
        List<UUID> ids = new ArrayList<>();
        bench.admin.createTopic(NewTopic.of("new", 1, 1), result -> {
            if (result instanceof AdminResult.Done<UUID> done) {
                ids.add(done.value());
            }
        });

        bench.answer(ErrorCode.NONE);

        assertThat(ids).containsExactly(AdminBench.NEW_ID);
    }

    @Test
    void what_was_certainly_not_done_is_asked_for_again() {
        bench.create();

        bench.answer(ErrorCode.NOT_CONTROLLER);
        bench.answer(ErrorCode.NOT_CONTROLLER);
        bench.answer(ErrorCode.NONE);

        assertThat(bench.results).containsExactly("done");
        assertThat(bench.seen(CreateTopicsRequest.class)).hasSize(3);
    }

    @Test
    void a_creation_that_may_still_come_is_not_asked_for_again() {
        bench.create();

        bench.lose();
        world.runFor(20_000);

        assertThat(bench.results).containsExactly("unknown NetworkException");
        assertThat(bench.seen(CreateTopicsRequest.class)).hasSize(1);
    }

    @Test
    void a_broker_that_does_not_answer_proves_nothing() {
        bench.create();
        bench.asked();

        world.runFor(1_100);

        assertThat(bench.results).containsExactly("unknown NetworkException");
    }

    @Test
    void what_never_left_has_failed_and_was_tried_until_the_time_was_over() {
        world.broker(0).refuses = true;
        world.broker(1).refuses = true;
        bench.create();

        world.runFor(9_000);
        boolean early = !bench.results.isEmpty();
        world.runFor(2_000);

        assertThat(early).isFalse();
        assertThat(bench.results).containsExactly("failed TimeoutException");
    }

    @Test
    void what_has_no_time_left_is_not_sent_again_on_a_connection_that_others_use() {
        List<Long> askedMillis = new ArrayList<>();
        for (int id = 0; id <= 1; id++) {
            world.broker(id).on(Api.CREATE_TOPICS, request -> {
                askedMillis.add(world.nanos() / World.MILLI);
                return AdminBench.response(request, ErrorCode.NOT_CONTROLLER);
            });
        }

        bench.create();
        world.runFor(12_000);

        assertThat(bench.results).containsExactly("failed TimeoutException");
        assertThat(askedMillis).hasSizeGreaterThan(10).allMatch(millis -> millis < 9_505);
    }

    @Test
    void another_broker_is_asked_where_one_is_not_there() {
        world.broker(0).refuses = true;
        bench.create();
        bench.create();

        bench.answer(ErrorCode.NONE);
        bench.answer(ErrorCode.NONE);

        assertThat(bench.results).containsExactly("done", "done");
    }

    @Test
    void who_is_refused_rests_twice_as_long_each_time() {
        world.broker(0).refuses = true;
        world.broker(1).on(Api.CREATE_TOPICS, request -> null);
        bench.create();
        for (int i = 0; i < 6; i++) {
            bench.answer(ErrorCode.NOT_CONTROLLER);
        }

        // 20, 40, 80, 160, 320 and 640 ms, each give or take a fifth, and connections that are refused between.
        assertThat(world.nanos() / World.MILLI).isGreaterThan(1_000);
    }

    @Test
    void a_topic_is_deleted_by_its_id_and_asked_for_again_where_the_answer_was_lost() {
        bench.delete();

        bench.lose();
        bench.answer(ErrorCode.NONE);

        assertThat(bench.results).containsExactly("done");
        assertThat(bench.seen(DeleteTopicsRequest.class)).hasSize(2).allSatisfy(request -> {
            assertThat(request.topics().get(0).topic()).isNull();
            assertThat(request.topics().get(0).topicId())
                    .isEqualTo(world.topics.get("t").id());
        });
    }

    @Test
    void a_refusal_after_an_attempt_that_may_have_done_it_proves_nothing() {
        bench.delete();

        bench.lose();
        bench.answer(ErrorCode.UNKNOWN_TOPIC_ID);

        assertThat(bench.results).containsExactly("unknown UNKNOWN_TOPIC_ID");
    }

    @Test
    void a_topic_that_the_asked_broker_does_not_know_is_deleted_by_its_name_and_once() {
        world.topics.remove("t");
        bench.delete();

        bench.lose();
        world.runFor(20_000);

        assertThat(bench.results).containsExactly("unknown NetworkException");
        assertThat(bench.seen(DeleteTopicsRequest.class))
                .singleElement()
                .satisfies(
                        request -> assertThat(request.topics().get(0).topic()).isEqualTo("t"));
    }

    @Test
    void an_id_that_was_out_of_date_is_no_reason_to_fail() {
        bench.delete();

        bench.answer(ErrorCode.UNKNOWN_TOPIC_ID);
        bench.answer(ErrorCode.NONE);

        assertThat(bench.results).containsExactly("done");
        assertThat(bench.seen(DeleteTopicsRequest.class)).hasSize(2);
    }

    @Test
    void an_old_broker_is_told_the_name_and_once() {
        var old = ApiOffer.of(List.of(Api.METADATA, Api.API_VERSIONS)).with(Api.DELETE_TOPICS, 1, 5);
        world.broker(0).offer = old;
        world.broker(1).offer = old;
        bench.delete();

        bench.lose();

        assertThat(bench.results).containsExactly("unknown NetworkException");
    }

    @Test
    void a_question_is_asked_again_where_its_answer_was_lost() {
        bench.admin.offset(AdminBench.PART, OffsetSpec.LATEST, bench.noted());

        bench.lose();
        bench.answer(ErrorCode.NONE);

        assertThat(bench.results).containsExactly("done");
    }

    @Test
    void a_question_that_nobody_answers_has_failed() {
        bench.admin.offset(AdminBench.PART, OffsetSpec.LATEST, bench.noted());

        world.runFor(11_000);

        assertThat(bench.results).containsExactly("failed TimeoutException");
    }

    @Test
    void the_leader_is_asked_and_whoever_leads_after_it() {
        bench.admin.offset(AdminBench.PART, OffsetSpec.LATEST, bench.noted());
        bench.asked();
        world.lead("t", 0, 1, 1);

        bench.answer(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        bench.answer(ErrorCode.NONE);

        assertThat(bench.results).containsExactly("done");
        assertThat(world.broker(0).seen(ListOffsetsRequest.class)).hasSize(1);
        assertThat(world.broker(1).seen(ListOffsetsRequest.class)).hasSize(1);
    }

    @Test
    void a_leader_that_has_not_heard_of_its_partition_yet_is_asked_again() {
        bench.admin.offset(AdminBench.PART, OffsetSpec.LATEST, bench.noted());

        bench.answer(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        bench.answer(ErrorCode.NONE);

        assertThat(bench.results).containsExactly("done");
    }

    @Test
    void records_are_deleted_again_up_to_an_offset_and_never_up_to_whatever_is_committed() {
        bench.admin.deleteRecords(AdminBench.PART, 5, bench.noted());
        bench.lose();
        bench.answer(ErrorCode.NONE);

        bench.admin.deleteAllRecords(AdminBench.PART, bench.noted());
        bench.lose();
        world.runFor(20_000);

        assertThat(bench.results).containsExactly("done", "unknown NetworkException");
        assertThat(bench.seen(DeleteRecordsRequest.class)).hasSize(3);
        assertThatThrownBy(() -> bench.admin.deleteRecords(AdminBench.PART, -1, bench.noted()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("before must be >= 0, was -1");
    }

    @Test
    void an_unclean_election_is_asked_for_once_and_a_preferred_one_again() {
        for (int id = 0; id <= 1; id++) {
            world.broker(id)
                    .on(
                            Api.ELECT_LEADERS,
                            request -> ((ElectLeadersRequest) request).electionType() == 1
                                    ? new ElectLeadersResponse(ErrorCode.REQUEST_TIMED_OUT, List.of())
                                    : null);
        }
        bench.admin.elect(AdminBench.PART, Election.UNCLEAN, bench.noted());
        world.runFor(5_000);

        bench.admin.elect(AdminBench.PART, Election.PREFERRED, bench.noted());
        bench.lose();
        world.runFor(100);

        assertThat(bench.results).containsExactly("unknown REQUEST_TIMED_OUT");
        assertThat(bench.isAsked()).isTrue();
    }

    @Test
    void a_broker_is_asked_itself_what_it_is_configured_to_be() {
        for (int id = 0; id <= 1; id++) {
            world.broker(id)
                    .on(
                            Api.DESCRIBE_CONFIGS,
                            request -> new DescribeConfigsResponse(List.of(new DescribeConfigsResponse.Resource(
                                    ErrorCode.NONE, null, (byte) 4, "1", List.of()))));
        }

        for (int i = 0; i < 4; i++) {
            bench.admin.describeConfigs(ConfigTarget.broker(1), bench.noted());
            world.runFor(50);
        }

        assertThat(bench.results).containsExactly("done", "done", "done", "done");
        assertThat(world.broker(0).seen(DescribeConfigsRequest.class)).isEmpty();
        assertThatThrownBy(() ->
                        bench.admin.describeConfigs(new ConfigTarget(ConfigTarget.Kind.BROKER, "n1"), bench.noted()))
                .hasMessage("a broker must be named by its number, was \"n1\"");
    }

    @Test
    void its_end_tells_everybody_what_is_known() {
        bench.create();
        bench.asked();
        bench.admin.offset(AdminBench.PART, OffsetSpec.LATEST, bench.noted());
        world.runFor(50);
        world.broker(0).refuses = true;
        world.broker(1).refuses = true;
        bench.admin.growTopic("t", 2, bench.noted());

        bench.admin.close();
        bench.admin.describeCluster(bench.noted());

        assertThat(bench.results)
                .containsExactly(
                        "unknown AdminClosed", "failed AdminClosed", "failed AdminClosed", "failed AdminClosed");
    }

    @Test
    void what_is_wrong_with_a_wish_is_said_before_anybody_is_asked() {
        assertThatThrownBy(() -> NewTopic.of("t", 1, 40_000))
                .hasMessage("replicationFactor of t must be a whole number of 16 bits, was 40000");
        assertThatThrownBy(() -> OffsetSpec.ofTime(-1)).hasMessage("timestampMillis must be >= 0, was -1");
        assertThatThrownBy(() -> new OffsetSpec(-4, false))
                .hasMessage("timestampMillis must be >= 0, or one of the constants, was -4");
        assertThat(NewTopic.of("t", 1, 1).with(Map.of("retention.ms", "1")).config())
                .hasSize(1);
    }
}
