package io.waybill.broker.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.ProduceResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProduceHandlerTest {

    private final Desk desk = new Desk();

    @Test
    void with_acks_of_the_leader_it_is_answered_when_appended() {
        desk.replica().lead(3, List.of(1));

        var answer = desk.ask(13, Desk.produce(1, Desk.batch("a", "b").build()));

        assertThat(answer.produced().error()).isEqualTo(ErrorCode.NONE);
        assertThat(answer.produced().baseOffset()).isZero();
        assertThat(answer.produced().logStartOffset()).isZero();
        assertThat(desk.replica().logEndOffset()).isEqualTo(2);
    }

    @Test
    void with_acks_of_all_it_is_answered_when_committed() {
        desk.replica().lead(3, List.of(1));
        var answer = desk.ask(13, Desk.produce(-1, Desk.batch("a").build()));
        desk.run(100);
        assertThat(answer.isAnswered()).isFalse();

        desk.fetch(Desk.Fetch.of(1).follower(1, 1));

        assertThat(answer.produced().error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void with_acks_of_all_it_ends_by_time_and_what_comes_later_changes_nothing() {
        desk.replica().lead(3, List.of(1));
        var answer = desk.ask(13, Desk.produce(-1, Desk.batch("a").build()));

        desk.run(499);
        assertThat(desk.replica().waiting()).isEqualTo(1);
        desk.run(2);
        assertThat(desk.replica().waiting()).isZero();
        desk.fetch(Desk.Fetch.of(1).follower(1, 1));

        assertThat(answer.produced().error()).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
        assertThat(answer.produced().baseOffset()).isEqualTo(-1);
    }

    @Test
    void without_acks_nothing_is_answered() {
        desk.replica().lead(3, List.of());

        var answer = desk.ask(13, Desk.produce(0, Desk.batch("a").build()));

        assertThat(answer.isNone).isTrue();
        assertThat(desk.replica().logEndOffset()).isEqualTo(1);
    }

    @Test
    void without_acks_an_error_ends_the_connection() {
        var answer = desk.ask(13, Desk.produce(0, Desk.batch("a").build()));

        assertThat(answer.isDisconnected).isTrue();
        assertThat(desk.world.hits()).contains("produce without acks fails and disconnects");
    }

    @Test
    void acks_must_be_all_one_or_none() {
        desk.replica().lead(3, List.of());

        for (int acks : new int[] {-2, 2}) {
            var answer = desk.ask(13, Desk.produce(acks, Desk.batch("a").build()));
            assertThat(answer.produced().error()).isEqualTo(ErrorCode.INVALID_REQUIRED_ACKS);
        }
        assertThat(desk.replica().logEndOffset()).isZero();
    }

    @Test
    void who_does_not_lead_says_who_does_and_where() {
        desk.host.elsewhere = new LeaderIdAndEpoch(2, 9);

        var answer = desk.ask(13, Desk.produce(1, Desk.batch("a").build()));

        var response = (ProduceResponse) answer.response;
        assertThat(answer.produced().error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        assertThat(answer.produced().currentLeader()).isEqualTo(new LeaderIdAndEpoch(2, 9));
        assertThat(response.nodeEndpoints())
                .singleElement()
                .satisfies(it -> assertThat(it.nodeId()).isEqualTo(2));
    }

    @Test
    void topics_are_known_by_name_up_to_version_12_and_by_id_from_13_on() {
        desk.replica().lead(3, List.of());
        var partition =
                new ProduceRequest.Partition(0, Payload.of(Desk.batch("a").build()));
        var byName = new ProduceRequest.Topic("orders", new UUID(0, 0), List.of(partition));
        var byId = new ProduceRequest.Topic("", Desk.ID, List.of(partition));

        assertThat(desk.ask(12, request(byName)).produced().error()).isEqualTo(ErrorCode.NONE);
        assertThat(desk.ask(13, request(byName)).produced().error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID);
        assertThat(desk.ask(12, request(byId)).produced().error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(desk.ask(13, request(byId)).produced().error()).isEqualTo(ErrorCode.NONE);
    }

    private static ProduceRequest request(ProduceRequest.Topic... topics) {
        return new ProduceRequest(null, (short) 1, 100, List.of(topics));
    }

    @Test
    void one_partition_fails_and_another_does_not() {
        desk.replica().lead(3, List.of());
        var good = new ProduceRequest.Partition(0, Payload.of(Desk.batch("a").build()));
        var bad = new ProduceRequest.Partition(1, Payload.of(Desk.batch("b").build()));
        var none = new ProduceRequest.Partition(7, Payload.of(Desk.batch("c").build()));

        var answer = desk.ask(13, request(new ProduceRequest.Topic("", Desk.ID, List.of(good, bad, none))));

        var response = (ProduceResponse) answer.response;
        assertThat(response.topics().get(0).partitions())
                .extracting(ProduceResponse.Partition::error)
                .containsExactly(ErrorCode.NONE, ErrorCode.NOT_LEADER_OR_FOLLOWER, ErrorCode.UNKNOWN_TOPIC_ID);
    }

    @Test
    void a_frame_that_has_arrived_stays_as_it_is() {
        desk.replica().lead(3, List.of());
        desk.ask(13, Desk.produce(1, Desk.batch("a").build()));
        ByteBuffer frame = Desk.batch("b").build();
        byte[] before = bytes(frame);

        desk.ask(13, Desk.produce(1, frame));

        assertThat(bytes(frame)).isEqualTo(before);
        assertThat(desk.replica().logEndOffset()).isEqualTo(2);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Test
    void what_is_no_batch_is_refused() {
        desk.replica().lead(3, List.of());

        assertThat(desk.ask(13, Desk.produce(1, 100, null)).produced().error()).isEqualTo(ErrorCode.INVALID_RECORD);
        assertThat(desk.ask(13, Desk.produce(1, ByteBuffer.allocate(3)))
                        .produced()
                        .error())
                .isEqualTo(ErrorCode.CORRUPT_MESSAGE);
        assertThat(desk.ask(13, Desk.produce(1, ByteBuffer.allocate(100)))
                        .produced()
                        .error())
                .isEqualTo(ErrorCode.CORRUPT_MESSAGE);
    }

    @Test
    void records_of_the_formats_before_this_one_are_refused_for_good() {
        desk.replica().lead(3, List.of());
        for (byte format : new byte[] {0, 1}) {
            // A message of format 0 without key and value: offset, size, crc, format, attributes, two lengths.
            var message = ByteBuffer.allocate(12 + 14 + format * 8);
            message.putLong(0).putInt(message.capacity() - 12).putInt(0x1234).put(format);

            var answer = desk.ask(3, byName(message.rewind()));

            assertThat(answer.produced().error()).isEqualTo(ErrorCode.INVALID_RECORD);
            assertThat(answer.produced().error().isRetriable()).isFalse();
        }
        assertThat(desk.replica().logEndOffset()).isZero();
    }

    @Test
    void without_a_producer_its_epoch_and_sequence_mean_nothing() {
        desk.replica().lead(3, List.of());

        // kafkajs writes epoch 0 and sequence 0 where Kafka's client writes -1.
        var answer = desk.ask(
                13, Desk.produce(1, Desk.batch("a").producer(-1, (short) 0, 0).build()));

        assertThat(answer.produced().error()).isEqualTo(ErrorCode.NONE);
        assertThat(desk.replica().producers()).isEmpty();
    }

    private static ProduceRequest byName(ByteBuffer records) {
        var partition = new ProduceRequest.Partition(0, Payload.of(records));
        return request(new ProduceRequest.Topic("orders", new UUID(0, 0), List.of(partition)));
    }

    @Test
    void zstd_needs_version_7_and_transactions_a_coordinator() {
        desk.replica().lead(3, List.of());
        ByteBuffer zstd = Desk.batch("a").build(4, it -> it);
        ByteBuffer transactional =
                Desk.batch("a").producer(5, (short) 0, 0).transactional().build();

        assertThat(desk.ask(6, Desk.produce(1, zstd)).produced().error())
                .isEqualTo(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE);
        assertThat(desk.ask(7, Desk.produce(1, zstd)).produced().error()).isEqualTo(ErrorCode.NONE);
        assertThat(desk.ask(13, Desk.produce(1, transactional)).produced().error())
                .isEqualTo(ErrorCode.INVALID_TXN_STATE);
    }
}
