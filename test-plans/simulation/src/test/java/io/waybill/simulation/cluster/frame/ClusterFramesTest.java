package io.waybill.simulation.cluster.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.log.batch.BatchBuilder;
import io.waybill.raft.message.Message;
import io.waybill.raft.message.MessageCodec;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ClientCodec;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.RequestHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ClusterFramesTest {

    private static final int MOST_BYTES = 1 << 20;
    private static final UUID NO_ID = new UUID(0, 0);

    private final ClientCodec client = new ClientCodec(MOST_BYTES);
    private final ServerCodec server = new ServerCodec(ApiOffer.of(List.of(Api.FETCH)), MOST_BYTES);
    private final ClusterFrames frames = new ClusterFrames();

    private static Payload batch() {
        var batch =
                new BatchBuilder().producer(7, (short) 2, 40).baseOffset(100).leaderEpoch(3);
        batch.add(1, null, ByteBuffer.wrap("x".getBytes(StandardCharsets.UTF_8)));
        batch.add(1, null, ByteBuffer.wrap("y".getBytes(StandardCharsets.UTF_8)));
        return Payload.of(batch.build());
    }

    @Test
    void a_produce_request_says_which_batches_it_brings() {
        var request = new ProduceRequest(
                null,
                (short) -1,
                1_000,
                List.of(new ProduceRequest.Topic("orders", NO_ID, List.of(new ProduceRequest.Partition(1, batch())))));
        ByteBuffer frame = client.writeRequest(new RequestHeader(Api.PRODUCE, 9, 17, "p4"), request);

        String words = frames.describe(4, 1, frame);

        assertThat(words).isEqualTo("Produce #17 asks: acks -1 orders-1 [100..101 e3 p7/2 #40]");
    }

    @Test
    void an_answer_is_read_by_what_it_answers() {
        var header = new RequestHeader(Api.FETCH, 12, 5, "n2");
        var request = new FetchRequest(
                2,
                -1,
                500,
                1,
                1_000,
                (byte) 0,
                0,
                -1,
                List.of(new FetchRequest.Topic(
                        "orders", NO_ID, List.of(new FetchRequest.Partition(0, 3, 100, 2, 0, 1_000, Long.MAX_VALUE)))),
                List.of(),
                "");
        var response = new FetchResponse(
                ErrorCode.NONE,
                0,
                List.of(new FetchResponse.Topic(
                        "orders",
                        NO_ID,
                        List.of(new FetchResponse.Partition(
                                0,
                                ErrorCode.NONE,
                                99,
                                99,
                                0,
                                new FetchResponse.DivergingEpoch(-1, -1),
                                new LeaderIdAndEpoch(-1, -1),
                                null,
                                -1,
                                batch())))),
                List.of());

        String asked = frames.describe(2, 1, client.writeRequest(header, request));
        String answered = frames.describe(1, 2, server.writeResponse(header, response));

        assertThat(asked)
                .isEqualTo(
                        "Fetch #5 asks: replica 2 waits 500 ms for orders-0 from 100 of leader epoch 3, last epoch 2");
        assertThat(answered).isEqualTo("Fetch #5 answers: NONE orders-0 NONE hw 99 [100..101 e3 p7/2 #40]");
    }

    @Test
    void what_the_quorum_says_is_in_its_own_words() {
        ByteBuffer frame = MessageCodec.encode(new Message.TimeoutNow(1, 4));

        String words = frames.describe(1, 2, frame);

        assertThat(words).contains("t4");
    }

    @Test
    void bytes_that_mean_nothing_do_not_stop_a_trace() {
        assertThat(frames.describe(1, 2, ByteBuffer.wrap(new byte[] {0, 0, 0, 99, 5})))
                .isNotEmpty();
        assertThat(frames.describe(1, 2, ByteBuffer.wrap(new byte[] {3}))).isNotEmpty();
    }
}
