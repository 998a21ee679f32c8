package io.waybill.client.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.client.world.Produced;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.ProduceResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a send to its batch, and what ends it before it has one. */
final class ProducerTest {

    @Test
    void every_stage_is_told_in_its_order() {
        var bench = Bench.of();

        bench.send("a");
        bench.world.runFor(100);
        Produced.next(bench.world.broker(0)).refuse(ErrorCode.NOT_ENOUGH_REPLICAS);
        bench.world.runFor(500);
        Produced.next(bench.world.broker(0)).ok(7);
        bench.world.runFor(10);

        assertThat(bench.stages)
                .filteredOn(stage -> !stage.startsWith("identified"))
                .satisfies(stages -> assertThat(stages.get(5)).startsWith("drained 1 "))
                .filteredOn(stage -> !stage.startsWith("drained"))
                .containsExactly(
                        "intercepted 1 t",
                        "serialized 1 -1 1",
                        "held 1",
                        "partitioned 1 0",
                        "accumulated 1 1",
                        "sent 1 to 0 attempt 1",
                        "answered 1 NOT_ENOUGH_REPLICAS -1",
                        "retried 1",
                        "sent 1 to 0 attempt 2",
                        "answered 1 null 7",
                        "ended 1");
    }

    @Test
    void nobody_is_told_before_send_has_returned() {
        var bench = Bench.of("max.request.size=10");

        bench.send("longer than ten bytes");

        assertThat(bench.results).isEmpty();
        bench.world.runFor(1);
        assertThat(bench.result("longer than ten bytes")).isEqualTo("failed RecordTooLargeException");
    }

    @Test
    void what_cannot_be_turned_into_bytes_has_failed() {
        var bench = Bench.of(
                (topic, value) -> {
                    throw new IllegalStateException("no");
                },
                (topic, key, partitions) -> 0);

        bench.send("a");
        bench.world.runFor(1);

        assertThat(bench.result("a")).isEqualTo("failed SerializationException");
    }

    @Test
    void a_partitioner_that_throws_fails_the_send_alone() {
        var bench = Bench.of(Serializer.TEXT, (topic, key, partitions) -> {
            throw new IllegalStateException("no");
        });

        bench.send("a");
        bench.world.runFor(100);

        assertThat(bench.result("a")).isEqualTo("failed InvalidPartitionException");
    }

    @Test
    void a_partition_that_there_is_not_fails_the_send() {
        var bench = Bench.of(Serializer.TEXT, (topic, key, partitions) -> -1);

        bench.send("a");
        bench.world.runFor(100);

        assertThat(bench.result("a")).isEqualTo("failed InvalidPartitionException");
    }

    @Test
    void a_topic_that_nobody_knows_is_waited_for_within_max_block() {
        var bench = Bench.of("max.block.ms=2000");

        bench.sendTo("unknown", "a");
        bench.world.runFor(1_990);

        assertThat(bench.result("a")).isEqualTo("under way");
        bench.world.runFor(20);
        assertThat(bench.result("a")).isEqualTo("failed TimeoutException");
    }

    @Test
    void a_topic_that_appears_in_time_is_sent_to() {
        var bench = Bench.of("max.block.ms=2000");

        bench.sendTo("late", "a");
        bench.world.runFor(1_000);
        bench.world.topic("late", 1);
        bench.world.runFor(500);

        assertThat(Produced.next(bench.world.broker(1)).values()).isEqualTo("a");
    }

    @Test
    void what_waits_for_the_first_keeps_its_place_behind_it() {
        var bench = Bench.of("max.block.ms=2000");

        bench.sendTo("unknown", "a");
        bench.sendTo("t", "b");
        bench.world.runFor(1_900);
        assertThat(bench.world.broker(0).waiting()).isZero();
        bench.world.runFor(200);

        // Both have waited since the same moment.
        assertThat(bench.result("a")).isEqualTo("failed TimeoutException");
        assertThat(bench.result("b")).isEqualTo("failed TimeoutException");
    }

    @Test
    void metadata_are_asked_for_with_rests() {
        var bench = Bench.of("max.block.ms=2000", "retry.backoff.ms=100");

        bench.sendTo("unknown", "a");
        bench.world.runFor(2_000);

        int asked = bench.world.broker(0).seen(MetadataRequest.class).size()
                + bench.world.broker(1).seen(MetadataRequest.class).size();
        assertThat(asked).isBetween(10, 21);
    }

    @Test
    void a_backoff_of_nothing_does_not_stop_the_clock() {
        var bench = Bench.of("max.block.ms=200", "retry.backoff.ms=0");
        bench.world.broker(0).offer =
                io.waybill.wire.ApiOffer.of(java.util.List.of(Api.API_VERSIONS, Api.METADATA, Api.INIT_PRODUCER_ID));

        bench.sendTo("t", "a");
        bench.world.runFor(10_100);

        assertThat(bench.result("a")).isEqualTo("failed TimeoutException");
    }

    @Test
    void a_full_buffer_is_waited_for_within_max_block() {
        var bench = Bench.of("buffer.memory=100", "max.block.ms=500");

        bench.send("a", "b", "c", "d");
        bench.world.runFor(600);

        // Three have room.
        assertThat(bench.result("d")).isEqualTo("failed TimeoutException");
        assertThat(bench.result("c")).isEqualTo("under way");
    }

    @Test
    void room_is_given_back_by_every_ending() {
        var bench = Bench.of("buffer.memory=100", "max.block.ms=5000", "delivery.timeout.ms=2000");

        bench.send("a", "b", "c", "d", "e", "f");
        bench.world.runFor(100);
        Produced.next(bench.world.broker(0)).ok(0);
        Produced.next(bench.world.broker(0)).refuse(ErrorCode.MESSAGE_TOO_LARGE);
        // The third is lost and given up.
        bench.world.runFor(3_000);
        bench.world.broker(0).disconnect();
        bench.world.broker(0).on(Api.PRODUCE, request -> null);
        bench.world.runFor(100);

        assertThat(bench.result("a")).isEqualTo("ok@0");
        assertThat(bench.result("b")).isEqualTo("failed MESSAGE_TOO_LARGE");
        assertThat(bench.result("c")).isEqualTo("unknown TimeoutException");
        assertThat(bench.stages).contains("accumulated 4 4", "accumulated 5 5", "accumulated 6 6");
    }

    @Test
    void batches_do_not_linger_while_somebody_waits_for_room() {
        var bench = Bench.of("buffer.memory=100", "max.block.ms=5000", "linger.ms=60000", "batch.size=16384");

        bench.send("a", "b", "c", "d");
        bench.world.runFor(100);

        assertThat(Produced.next(bench.world.broker(0)).values()).isEqualTo("a,b,c");
    }

    @Test
    void batches_linger_and_gather() {
        var bench = Bench.of("linger.ms=50", "batch.size=16384");

        bench.send("a");
        bench.world.runFor(30);
        bench.send("b");
        assertThat(bench.world.broker(0).waiting()).isZero();
        bench.world.runFor(40);

        assertThat(Produced.next(bench.world.broker(0)).values()).isEqualTo("a,b");
    }

    @Test
    void a_flush_sends_at_once_and_ends_with_what_was_sent_before_it() {
        var bench = Bench.of("linger.ms=60000", "batch.size=16384");
        var told = new ArrayList<String>();

        bench.send("a");
        bench.world.runFor(50);
        bench.producer.flush(() -> told.add("flushed"));
        bench.world.runFor(50);
        // What comes later does not hold it up.
        bench.send("b");
        bench.world.runFor(50);
        assertThat(told).isEmpty();
        Produced.next(bench.world.broker(0)).ok(0);
        bench.world.runFor(5);

        assertThat(told).containsExactly("flushed");
        assertThat(bench.result("b")).isEqualTo("under way");
    }

    @Test
    void a_flush_of_nothing_ends() {
        var bench = Bench.of();
        var told = new ArrayList<String>();

        bench.producer.flush(() -> told.add("flushed"));
        assertThat(told).isEmpty();
        bench.world.runFor(1);

        assertThat(told).containsExactly("flushed");
    }

    @Test
    void close_ends_everything_in_every_state() {
        var bench = Bench.of("max.in.flight.requests.per.connection=1", "max.block.ms=60000");
        var told = new ArrayList<String>();
        bench.send("a", "b");
        bench.world.runFor(100);
        bench.sendTo("unknown", "held");
        bench.producer.flush(() -> told.add("flushed"));

        bench.producer.close();
        bench.send("after");
        bench.world.runFor(5);

        assertThat(bench.result("a")).isEqualTo("unknown ProducerClosed");
        assertThat(bench.result("b")).isEqualTo("failed ProducerClosed");
        assertThat(bench.result("held")).isEqualTo("failed ProducerClosed");
        assertThat(bench.result("after")).isEqualTo("failed ProducerClosed");
        assertThat(told).containsExactly("flushed");
        bench.world.runFor(100_000);
        assertThat(bench.world.broker(0).seen(ProduceRequest.class)).hasSize(1);
    }

    @Test
    void who_closes_from_a_callback_leaves_no_other_record_of_the_request_without_an_end() {
        var bench = Bench.of("linger.ms=20");
        bench.world.topic("t", 0, 0);
        bench.producer.send(ProducerRecord.<String, String>of("t", null, "a").to(0), result -> bench.producer.close());
        var other = new ArrayList<SendResult>();
        bench.producer.send(ProducerRecord.<String, String>of("t", null, "b").to(1), other::add);
        bench.world.runFor(200);

        var asked = bench.world.broker(0).next();
        var topic = asked.as(ProduceRequest.class).topics().get(0);
        assertThat(topic.partitions()).hasSize(2);
        asked.answer(new ProduceResponse(
                List.of(new ProduceResponse.Topic(
                        topic.topic(),
                        topic.topicId(),
                        List.of(answer(0, ErrorCode.NONE), answer(1, ErrorCode.NOT_ENOUGH_REPLICAS)))),
                List.of()));
        bench.world.runFor(10);

        assertThat(other)
                .singleElement()
                .isInstanceOfSatisfying(
                        SendResult.Failed.class,
                        failed -> assertThat(failed.error()).isEqualTo("ProducerClosed"));
    }

    private static ProduceResponse.Partition answer(int partition, ErrorCode error) {
        return new ProduceResponse.Partition(partition, error, 0, -1, 0, List.of(), null, LeaderIdAndEpoch.NONE);
    }

    @Test
    void who_sends_from_a_callback_is_served() {
        var bench = Bench.of();
        bench.producer.send(ProducerRecord.of("t", null, "a"), result -> bench.send("b"));
        bench.world.runFor(100);

        Produced.next(bench.world.broker(0)).ok(0);
        bench.world.runFor(50);

        assertThat(Produced.next(bench.world.broker(0)).values()).isEqualTo("b");
    }

    @Test
    void with_acks_0_it_is_sent_once_and_nobody_knows() {
        var bench = Bench.of("acks=0");

        bench.send("a");
        bench.world.runFor(100);

        assertThat(bench.result("a")).isEqualTo("unknown NoAcknowledgement");
        assertThat(Produced.next(bench.world.broker(0)).toString()).isEqualTo("a pid=-1 epoch=-1 seq=-1");
    }

    @Test
    void with_acks_0_what_never_left_has_failed_in_the_end() {
        var bench = Bench.of("acks=0", "delivery.timeout.ms=3000");
        bench.world.broker(0).refuses = true;

        bench.send("a");
        bench.world.runFor(3_500);

        assertThat(bench.result("a")).isEqualTo("failed TimeoutException");
    }
}
