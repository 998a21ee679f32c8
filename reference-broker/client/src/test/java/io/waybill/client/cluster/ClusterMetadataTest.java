package io.waybill.client.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.client.world.World;
import io.waybill.environment.Endpoint;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.NodeEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ClusterMetadataTest {

    private final World world = new World(2);
    private int changes;

    private ClusterMetadata metadata(int backoffMillis, long maxAgeMillis) {
        world.topic("t", 0);
        return new ClusterMetadata(
                world,
                new MetadataSettings(world.bootstrap(), "test", backoffMillis, 1_000, maxAgeMillis),
                () -> changes++);
    }

    private ClusterMetadata knowing() {
        var metadata = metadata(100, 300_000);
        metadata.want("t");
        world.runFor(50);
        return metadata;
    }

    private int questions() {
        return world.broker(0).seen(MetadataRequest.class).size()
                + world.broker(1).seen(MetadataRequest.class).size();
    }

    private void ask(ClusterMetadata metadata) {
        metadata.refresh();
        world.runFor(200);
    }

    @Test
    void it_learns_who_leads() {
        var metadata = knowing();

        assertThat(metadata.leader("t", 0)).isEqualTo(new LeaderIdAndEpoch(0, 0));
        assertThat(metadata.leader("t", 1)).isEqualTo(LeaderIdAndEpoch.NONE);
        assertThat(metadata.leader("u", 0)).isEqualTo(LeaderIdAndEpoch.NONE);
        assertThat(changes).isPositive();
    }

    @Test
    void an_epoch_never_goes_back() {
        var metadata = knowing();
        world.lead("t", 0, 1, 5);
        ask(metadata);

        world.lead("t", 0, 0, 4);
        ask(metadata);

        assertThat(metadata.leader("t", 0)).isEqualTo(new LeaderIdAndEpoch(1, 5));
    }

    @Test
    void a_topic_that_was_created_anew_begins_anew() {
        var metadata = knowing();
        world.lead("t", 0, 1, 5);
        ask(metadata);

        world.topics.put("t", new World.Told(new UUID(9, 9), List.of(new LeaderIdAndEpoch(0, 0))));
        ask(metadata);

        assertThat(metadata.leader("t", 0)).isEqualTo(new LeaderIdAndEpoch(0, 0));
    }

    @Test
    void what_is_said_of_a_topic_that_has_gone_does_not_count_for_its_successor() {
        var metadata = knowing();
        var gone = new TopicLeaders.Key("t", metadata.topic("t").orElseThrow().id());
        world.topics.put("t", new World.Told(new UUID(9, 9), List.of(new LeaderIdAndEpoch(0, 0))));
        ask(metadata);

        metadata.hint(gone, 0, new LeaderIdAndEpoch(1, 37), List.of());

        assertThat(metadata.leader("t", 0)).isEqualTo(new LeaderIdAndEpoch(0, 0));
    }

    @Test
    void a_hint_counts_if_it_is_newer() {
        var metadata = knowing();
        var key = new TopicLeaders.Key("t", metadata.topic("t").orElseThrow().id());

        metadata.hint(key, 0, new LeaderIdAndEpoch(1, 3), List.of(new NodeEndpoint(7, "broker-1", 9092, null)));
        metadata.hint(key, 0, new LeaderIdAndEpoch(0, 2), List.of());

        assertThat(metadata.leader("t", 0)).isEqualTo(new LeaderIdAndEpoch(1, 3));
        assertThat(metadata.channel(7)).isPresent();
    }

    @Test
    void a_topic_with_an_error_stays_as_it_was_and_is_asked_for_again() {
        var metadata = knowing();
        world.topics.remove("t");
        ask(metadata);
        int before = questions();
        world.runFor(1_000);

        assertThat(metadata.leader("t", 0).leaderId()).isZero();
        assertThat(questions() - before).isBetween(8, 11);
    }

    @Test
    void what_was_under_way_to_a_broker_that_moved_is_lost() {
        var metadata = knowing();
        var outcomes = new ArrayList<RpcOutcome>();
        metadata.channel(1)
                .orElseThrow()
                .send(new CreateTopicsRequest(List.of(), 1, false), 60_000 * World.MILLI, outcomes::add);
        world.runFor(50);
        assertThat(world.broker(1).waiting()).isEqualTo(1);

        world.moved.put(1, 0);
        ask(metadata);

        assertThat(outcomes).singleElement().isInstanceOf(RpcOutcome.Lost.class);
        assertThat(metadata.channel(1).orElseThrow().endpoint()).isEqualTo(World.endpoint(0));
    }

    @Test
    void it_asks_another_broker_where_one_does_not_answer() {
        world.broker(0).refuses = true;
        var metadata = metadata(100, 300_000);
        metadata.want("t");
        world.runFor(500);

        assertThat(metadata.topic("t")).isPresent();
    }

    @Test
    void its_own_questions_take_nobody_elses_turn() {
        var metadata = knowing();
        var first = metadata.any().endpoint();
        ask(metadata);

        assertThat(metadata.any().endpoint()).isNotEqualTo(first);
    }

    @Test
    void one_that_metadata_no_longer_name_has_no_more_turns() {
        world.topic("t", 0);
        var metadata = new ClusterMetadata(
                world, new MetadataSettings(List.of(World.endpoint(0)), "test", 100, 1_000, 300_000), () -> {});
        metadata.want("t");
        world.runFor(50);
        boolean wasAsked = turns(metadata).contains(World.endpoint(1));

        world.unnamed.add(1);
        ask(metadata);

        assertThat(wasAsked).isTrue();
        assertThat(turns(metadata)).containsOnly(World.endpoint(0));
        assertThat(metadata.channel(1)).isEmpty();
    }

    private static List<Endpoint> turns(ClusterMetadata metadata) {
        return IntStream.range(0, 6).mapToObj(i -> metadata.any().endpoint()).toList();
    }

    @Test
    void what_is_under_way_to_one_that_is_no_longer_named_may_end() {
        var metadata = knowing();
        var outcomes = new ArrayList<RpcOutcome>();
        metadata.channel(1)
                .orElseThrow()
                .send(new CreateTopicsRequest(List.of(), 1, false), 60_000 * World.MILLI, outcomes::add);
        world.runFor(50);
        world.unnamed.add(1);
        ask(metadata);

        world.broker(1).next().answer(new CreateTopicsResponse(List.of()));
        world.runFor(50);
        ask(metadata);

        assertThat(outcomes).singleElement().isInstanceOf(RpcOutcome.Answered.class);
        assertThat(metadata.channel(1)).isEmpty();
    }

    @Test
    void an_answer_that_names_nobody_says_nothing_of_anybody() {
        var metadata = knowing();

        world.unnamed.addAll(List.of(0, 1));
        ask(metadata);

        assertThat(metadata.channel(0)).isPresent();
        assertThat(metadata.channel(1)).isPresent();
    }

    @Test
    void what_is_old_is_asked_for_again() {
        var metadata = metadata(100, 1_000);
        metadata.want("t");
        world.runFor(10_500);

        assertThat(questions()).isBetween(10, 12);
    }

    @Test
    void many_wishes_make_one_question() {
        var metadata = knowing();
        int before = questions();

        for (int i = 0; i < 50; i++) {
            metadata.refresh();
        }
        world.runFor(150);

        assertThat(questions() - before).isEqualTo(1);
    }

    @Test
    void a_wish_during_a_question_makes_another() {
        var metadata = metadata(100, 300_000);
        metadata.want("t");
        world.runFor(3);

        metadata.refresh();
        world.runFor(500);

        assertThat(questions()).isEqualTo(2);
    }

    @Test
    void after_its_end_it_is_silent() {
        var metadata = knowing();
        world.broker(0).on(Api.METADATA, request -> null);
        world.broker(1).on(Api.METADATA, request -> null);
        ask(metadata);
        int before = changes;

        metadata.close();
        metadata.refresh();
        world.runFor(10_000);

        assertThat(changes).isEqualTo(before);
    }

    @Test
    void there_must_be_somebody_to_ask() {
        assertThatThrownBy(() -> new MetadataSettings(List.of(), "test", 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bootstrap must name at least one place");
    }
}
