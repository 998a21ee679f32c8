package io.waybill.client.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.client.config.ConsumerSettings;
import io.waybill.client.world.FakeBroker;
import io.waybill.client.world.Fetched;
import io.waybill.client.world.World;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.ListOffsetsResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ConsumerTest {

    private static final TopicPart T0 = new TopicPart("t", 0);
    private static final TopicPart T1 = new TopicPart("t", 1);

    private final World world = new World(2);
    private final FakeBroker broker = world.broker(0);

    private Consumer consumer(String... config) {
        world.topic("t", 0, 0);
        SortedMap<String, String> all =
                new TreeMap<>(Map.of("auto.offset.reset", "earliest", "request.timeout.ms", "1000"));
        for (String each : config) {
            int at = each.indexOf('=');
            all.put(each.substring(0, at), each.substring(at + 1));
        }
        return new Consumer(world, world.bootstrap(), ConsumerSettings.of(all));
    }

    /** Reads partition 0 from the beginning, with its first fetch under way. */
    private Consumer reading(String... config) {
        var consumer = consumer(config);
        consumer.assign(new TreeMap<>(Map.of(T0, 0L)));
        world.runFor(150);
        return consumer;
    }

    /** Polls for so long, and says what came: {@code v0,v1}, or an error. */
    private String poll(Consumer consumer, long millis) {
        var results = new ArrayList<PollResult>();
        consumer.poll(millis * World.MILLI, results::add);
        assertThat(results).isEmpty();
        world.runFor(millis + 1);
        assertThat(results).hasSize(1);
        return text(results.get(0));
    }

    private static String text(PollResult result) {
        if (result instanceof PollResult.Records records) {
            return String.join(
                    ",",
                    records.records().stream()
                            .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                            .toList());
        }
        var failed = (PollResult.Failed) result;
        return failed.part() + " " + failed.error();
    }

    private void offsets(long earliest, long latest) {
        broker.on(Api.LIST_OFFSETS, request -> {
            var topic = ((ListOffsetsRequest) request).topics().get(0);
            var part = topic.partitions().get(0);
            long offset = part.timestamp() == Fetching.EARLIEST ? earliest : latest;
            return new ListOffsetsResponse(List.of(new ListOffsetsResponse.Topic(
                    topic.topic(),
                    List.of(new ListOffsetsResponse.Partition(
                            part.partition(), ErrorCode.NONE, part.timestamp(), offset, 0)))));
        });
    }

    @Test
    void records_are_handed_out_in_order_and_the_position_follows() {
        var consumer = reading("max.poll.records=2");
        Fetched.next(broker).records(Fetched.batch(0, 3, 0));

        assertThat(poll(consumer, 10)).isEqualTo("v0,v1");
        assertThat(consumer.position(T0)).isEqualTo(2);
        assertThat(poll(consumer, 10)).isEqualTo("v2");
        assertThat(consumer.position(T0)).isEqualTo(3);
        assertThat(Fetched.next(broker).part().fetchOffset()).isEqualTo(3);
    }

    @Test
    void a_poll_without_a_wait_hands_out_what_is_there() {
        var consumer = reading();
        Fetched.next(broker).records(Fetched.batch(0, 3, 0));
        world.runFor(5);

        assertThat(poll(consumer, 0)).isEqualTo("v0,v1,v2");
    }

    @Test
    void a_poll_ends_with_nothing_when_its_time_is_over() {
        var consumer = reading();

        assertThat(poll(consumer, 300)).isEmpty();
    }

    @Test
    void two_polls_at_once_are_refused() {
        var consumer = reading();
        consumer.poll(World.MILLI, result -> {});

        assertThatThrownBy(() -> consumer.poll(World.MILLI, result -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void who_polls_again_from_the_callback_is_served() {
        var consumer = reading("max.poll.records=1");
        var came = new ArrayList<String>();
        consumer.poll(10 * World.MILLI, first -> {
            came.add(text(first));
            consumer.poll(10 * World.MILLI, second -> came.add(text(second)));
        });
        Fetched.next(broker).records(Fetched.batch(0, 3, 0));
        world.runFor(50);

        assertThat(came).containsExactly("v0", "v1");
    }

    @Test
    void a_poll_that_waits_is_told_of_the_close() {
        var consumer = reading();
        var came = new ArrayList<PollResult>();
        consumer.poll(1_000 * World.MILLI, came::add);

        consumer.close();
        assertThat(came).isEmpty();
        world.runFor(2_000);

        assertThat(came).containsExactly(new PollResult.Records(List.of()));
        assertThatThrownBy(() -> consumer.poll(1, result -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_was_under_way_at_a_seek_is_not_handed_out() {
        var consumer = reading();
        var old = Fetched.next(broker);

        consumer.seek(T0, 10);
        old.records(Fetched.batch(0, 3, 0));
        world.runFor(5);

        assertThat(Fetched.next(broker).part().fetchOffset()).isEqualTo(10);
        assertThat(poll(consumer, 10)).isEmpty();
        assertThat(consumer.position(T0)).isEqualTo(10);
    }

    @Test
    void what_was_under_way_at_a_new_assignment_is_not_handed_out() {
        var consumer = reading();
        var old = Fetched.next(broker);

        consumer.assign(new TreeMap<>(Map.of(T0, 5L)));
        old.records(Fetched.batch(0, 3, 0));

        assertThat(poll(consumer, 10)).isEmpty();
        assertThat(Fetched.next(broker).part().fetchOffset()).isEqualTo(5);
    }

    @Test
    void records_before_the_position_in_its_batch_are_not_handed_out() {
        var consumer = consumer();
        consumer.assign(new TreeMap<>(Map.of(T0, 2L)));
        world.runFor(150);
        Fetched.next(broker).records(Fetched.batch(0, 4, 0));

        assertThat(poll(consumer, 10)).isEqualTo("v2,v3");
    }

    @Test
    void it_tells_the_leader_the_epoch_of_what_it_has() {
        var consumer = reading();
        Fetched.next(broker).records(Fetched.batch(0, 3, 4));
        poll(consumer, 10);

        var next = Fetched.next(broker).part();

        assertThat(next.lastFetchedEpoch()).isEqualTo(4);
        assertThat(next.currentLeaderEpoch()).isZero();
    }

    @Test
    void what_was_not_handed_out_and_is_gone_is_never_handed_out() {
        var consumer = reading("max.poll.records=4");
        Fetched.next(broker).records(Fetched.batch(0, 6, 1));
        assertThat(poll(consumer, 10)).isEqualTo("v0,v1,v2,v3");

        Fetched.next(broker).diverges(0, 5);
        world.runFor(150);
        var again = Fetched.next(broker);

        assertThat(again.part().fetchOffset()).isEqualTo(4);
        again.records(Fetched.together(Fetched.batch(4, 1, 0), Fetched.batch(5, 1, 2)));
        assertThat(poll(consumer, 10)).isEqualTo("v4,v5");
    }

    @Test
    void what_was_handed_out_and_is_gone_is_an_error() {
        var consumer = reading("max.poll.records=4");
        Fetched.next(broker).records(Fetched.batch(0, 6, 1));
        assertThat(poll(consumer, 10)).isEqualTo("v0,v1,v2,v3");

        Fetched.next(broker).diverges(0, 2);
        world.runFor(5);

        assertThat(poll(consumer, 10)).isEqualTo("t-0 LOG_TRUNCATED");
        assertThat(consumer.position(T0)).isEqualTo(2);
        world.runFor(150);
        assertThat(Fetched.next(broker).part().fetchOffset()).isEqualTo(2);
    }

    @Test
    void out_of_range_goes_on_where_the_policy_says_and_says_so() {
        var consumer = reading("auto.offset.reset=latest");
        offsets(3, 9);

        Fetched.next(broker).error(ErrorCode.OFFSET_OUT_OF_RANGE);

        assertThat(poll(consumer, 200)).isEqualTo("t-0 OFFSET_OUT_OF_RANGE");
        assertThat(consumer.position(T0)).isEqualTo(9);
    }

    @Test
    void out_of_range_without_a_policy_stays_where_it_is() {
        var consumer = reading("auto.offset.reset=none");

        for (int i = 0; i < 3; i++) {
            Fetched.next(broker).error(ErrorCode.OFFSET_OUT_OF_RANGE);
            assertThat(poll(consumer, 200)).isEqualTo("t-0 OFFSET_OUT_OF_RANGE");
            world.runFor(150);
        }
        assertThat(consumer.position(T0)).isZero();
    }

    @Test
    void a_seek_during_a_reset_wins() {
        var consumer = reading();
        Fetched.next(broker).error(ErrorCode.OFFSET_OUT_OF_RANGE);
        world.runFor(5);
        var question = broker.next();
        assertThat(question.as(ListOffsetsRequest.class).topics()).hasSize(1);

        consumer.seek(T0, 7);
        offsets(3, 9);
        question.answer(new ListOffsetsResponse(List.of(new ListOffsetsResponse.Topic(
                "t", List.of(new ListOffsetsResponse.Partition(0, ErrorCode.NONE, -2, 3, 0))))));

        assertThat(poll(consumer, 200)).isEmpty();
        assertThat(consumer.position(T0)).isEqualTo(7);
    }

    @Test
    void what_was_fetched_before_it_was_out_of_range_is_handed_out_first() {
        var consumer = reading("max.poll.records=2");
        offsets(7, 9);
        Fetched.next(broker).records(Fetched.batch(0, 3, 0));
        assertThat(poll(consumer, 10)).isEqualTo("v0,v1");

        Fetched.next(broker).error(ErrorCode.OFFSET_OUT_OF_RANGE);
        world.runFor(5);
        assertThat(poll(consumer, 10)).isEqualTo("v2");
        world.runFor(150);
        Fetched.next(broker).error(ErrorCode.OFFSET_OUT_OF_RANGE);

        assertThat(poll(consumer, 200)).isEqualTo("t-0 OFFSET_OUT_OF_RANGE");
    }

    @Test
    void a_leader_that_does_not_know_yet_is_asked_again_with_rests() {
        var consumer = reading("retry.backoff.ms=100");
        for (int i = 0; i < 200; i++) {
            if (broker.waiting() > 0) {
                Fetched.next(broker).error(ErrorCode.OFFSET_NOT_AVAILABLE);
            }
            world.runFor(5);
        }

        assertThat(broker.seen(FetchRequest.class)).hasSizeBetween(8, 25);
        assertThat(consumer.position(T0)).isZero();
    }

    @Test
    void a_broker_that_says_nothing_of_a_partition_is_asked_again_with_rests() {
        reading("retry.backoff.ms=100");
        for (int i = 0; i < 200; i++) {
            if (broker.waiting() > 0) {
                Fetched.next(broker).nothing();
            }
            world.runFor(5);
        }

        assertThat(broker.seen(FetchRequest.class)).hasSizeBetween(8, 25);
    }

    @Test
    void less_than_a_batch_is_asked_for_again_with_rests() {
        reading("retry.backoff.ms=100");
        for (int i = 0; i < 200; i++) {
            if (broker.waiting() > 0) {
                Fetched.next(broker).records(Fetched.batch(0, 3, 0).limit(7));
            }
            world.runFor(5);
        }

        assertThat(broker.seen(FetchRequest.class)).hasSizeBetween(8, 25);
    }

    @Test
    void a_backoff_of_nothing_does_not_stop_the_clock() {
        var consumer = reading("retry.backoff.ms=0");
        broker.refuses = true;
        broker.disconnect();

        assertThat(poll(consumer, 2_000)).isEmpty();
    }

    @Test
    void a_hint_moves_it_to_the_new_leader() {
        reading();
        world.lead("t", 0, 1, 1);

        Fetched.next(broker).elsewhere(1, 1);
        world.runFor(150);

        assertThat(Fetched.next(world.broker(1)).part().currentLeaderEpoch()).isEqualTo(1);
    }

    @Test
    void a_lost_answer_is_asked_for_again() {
        var consumer = reading();
        broker.disconnect();
        world.runFor(200);

        Fetched.next(broker).records(Fetched.batch(0, 1, 0));

        assertThat(poll(consumer, 10)).isEqualTo("v0");
    }

    @Test
    void a_paused_partition_is_handed_out_after_it_is_resumed() {
        var consumer = reading("max.poll.records=2");
        consumer.pause(List.of(T0));
        Fetched.next(broker).records(Fetched.batch(0, 2, 0));
        assertThat(poll(consumer, 50)).isEmpty();
        assertThat(consumer.position(T0)).isZero();
        // There is enough of it already.
        assertThat(broker.waiting()).isZero();

        consumer.resume(List.of(T0));

        assertThat(poll(consumer, 10)).isEqualTo("v0,v1");
    }

    @Test
    void no_more_is_fetched_than_a_poll_takes_and_one_answer() {
        reading("max.poll.records=2");

        Fetched.next(broker).records(Fetched.batch(0, 3, 0));
        world.runFor(1_000);

        assertThat(broker.waiting()).isZero();
    }

    @Test
    void damaged_records_are_an_error_after_those_before_them() {
        var consumer = reading();
        var damaged = Fetched.batch(2, 1, 0);
        damaged.put(65, (byte) ~damaged.get(65));

        Fetched.next(broker).records(Fetched.together(Fetched.batch(0, 2, 0), damaged, Fetched.batch(3, 1, 0)));
        assertThat(poll(consumer, 10)).isEqualTo("v0,v1");
        Fetched.next(broker).records(Fetched.together(damaged, Fetched.batch(3, 1, 0)));

        assertThat(poll(consumer, 10)).isEqualTo("t-0 CORRUPT_MESSAGE");
        assertThat(consumer.position(T0)).isEqualTo(2);
    }

    @Test
    void a_preferred_replica_is_read_from_for_a_while() {
        reading("metadata.max.age.ms=1000");
        Fetched.next(broker).prefers(1);
        world.runFor(5);

        var other = world.broker(1);
        Fetched.next(other).records(Fetched.together());
        world.runFor(1_100);
        Fetched.next(other).records(Fetched.together());
        world.runFor(5);

        assertThat(broker.waiting()).isEqualTo(1);
    }

    @Test
    void a_preferred_replica_that_is_not_there_yet_is_not_asked_in_a_hurry() {
        reading("retry.backoff.ms=100");
        for (int i = 0; i < 200; i++) {
            if (broker.waiting() > 0) {
                Fetched.next(broker).prefers(1);
            }
            if (world.broker(1).waiting() > 0) {
                Fetched.next(world.broker(1)).error(ErrorCode.OFFSET_OUT_OF_RANGE);
            }
            world.runFor(5);
        }

        assertThat(broker.seen(FetchRequest.class)).hasSizeBetween(5, 25);
    }

    @Test
    void a_preferred_replica_that_nobody_knows_is_not_asked_for_in_a_hurry() {
        reading("retry.backoff.ms=100");
        for (int i = 0; i < 200; i++) {
            if (broker.waiting() > 0) {
                Fetched.next(broker).prefers(77);
            }
            world.runFor(5);
        }

        assertThat(broker.seen(FetchRequest.class)).hasSizeBetween(5, 25);
    }

    @Test
    void each_request_begins_with_another_partition() {
        var consumer = consumer("fetch.max.bytes=1");
        consumer.assign(new TreeMap<>(Map.of(T0, 0L, T1, 0L)));
        world.runFor(150);
        var first = new TreeSet<Integer>();
        for (int i = 0; i < 4; i++) {
            var fetched = Fetched.next(broker);
            assertThat(fetched.parts()).hasSize(2);
            first.add(fetched.parts().get(0));
            fetched.error(ErrorCode.NONE);
            world.runFor(5);
        }

        assertThat(first).containsExactly(0, 1);
    }

    @Test
    void a_poll_begins_with_another_partition_than_the_one_before() {
        var consumer = consumer("max.poll.records=1");
        consumer.assign(new TreeMap<>(Map.of(T0, 0L, T1, 0L)));
        world.runFor(150);
        for (int i = 0; i < 2; i++) {
            var fetched = Fetched.next(broker);
            int part = fetched.part().partition();
            fetched.records(Fetched.batch(part * 10L, 3, 0));
            world.runFor(5);
            if (broker.waiting() == 0) {
                break;
            }
        }
        var came = new TreeSet<String>();
        for (int i = 0; i < 4; i++) {
            came.add(poll(consumer, 1));
        }

        assertThat(came).contains("v0").anyMatch(value -> value.startsWith("v1") && value.length() == 3);
    }

    @Test
    void offsets_are_asked_for_until_the_leader_answers() {
        var consumer = consumer();
        var answers = new ArrayList<OffsetAnswer>();

        consumer.endOffset(T0, 5_000 * World.MILLI, answers::add);
        world.runFor(200);
        var question = broker.next();
        question.answer(new ListOffsetsResponse(List.of(new ListOffsetsResponse.Topic(
                "t", List.of(new ListOffsetsResponse.Partition(0, ErrorCode.OFFSET_NOT_AVAILABLE, -1, -1, -1))))));
        offsets(3, 9);
        world.runFor(300);

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).offset()).hasValue(9);
    }

    @Test
    void offsets_that_nobody_answers_end_in_time() {
        var consumer = consumer();
        var answers = new ArrayList<OffsetAnswer>();

        consumer.beginningOffset(new TopicPart("unknown", 0), 500 * World.MILLI, answers::add);
        assertThat(answers).isEmpty();
        world.runFor(600);

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).offset()).isEmpty();
        assertThat(answers.get(0).error()).isNotEmpty();
    }

    @Test
    void what_is_not_assigned_has_no_position() {
        var consumer = reading();

        assertThatThrownBy(() -> consumer.position(T1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("t-1 is not assigned; assigned are [t-0]");
    }
}
