package io.waybill.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.wire.message.Api;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.ApiVersionsResponse;
import io.waybill.wire.message.ApiVersionsResponse.ApiRange;
import io.waybill.wire.message.BadFrame;
import io.waybill.wire.message.BadFrame.Reason;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.HeartbeatRequest;
import io.waybill.wire.message.HeartbeatResponse;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.LeaveGroupRequest;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.RequestHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Both sides of the codec, and what they refuse. */
final class CodecTest {

    private static final int LIMIT = 10_000;
    private static final ApiOffer EVERYTHING = ApiOffer.of(List.of(Api.values()));
    private static final HeartbeatRequest HEARTBEAT = new HeartbeatRequest("g", 3, "m", null);
    private static final RequestHeader HEADER = new RequestHeader(Api.HEARTBEAT, 4, 42, "c");

    private final ServerCodec server = new ServerCodec(EVERYTHING, LIMIT);
    private final ClientCodec client = new ClientCodec(LIMIT);

    @Test
    void a_request_arrives_as_it_was_sent() {
        var frame = client.writeRequest(HEADER, HEARTBEAT);

        var received = server.readRequest(frame);

        assertThat(received).isEqualTo(new ReceivedRequest(HEADER, HEARTBEAT, ErrorCode.NONE));
    }

    @Test
    void a_response_arrives_as_it_was_sent() {
        var response = new HeartbeatResponse(ErrorCode.REBALANCE_IN_PROGRESS);

        var received = client.readResponse(HEADER, server.writeResponse(HEADER, response));

        assertThat(received).isEqualTo(response);
    }

    @Test
    void the_bytes_are_those_of_the_protocol_guide() {
        var header = new RequestHeader(Api.HEARTBEAT, 3, 42, "c");

        var frame = client.writeRequest(header, HEARTBEAT);

        // key, version, correlation id, client id | group, generation, member, no instance
        assertThat(hex(frame))
                .isEqualTo("000c" + "0003" + "0000002a" + "000163" + "000167" + "00000003" + "00016d" + "ffff");
    }

    @Test
    void the_bytes_of_a_flexible_version_are_those_of_the_protocol_guide() {
        var frame = client.writeRequest(HEADER, HEARTBEAT);

        // key, version, correlation id, client id, no tags | group, generation, member, no instance, no tags
        assertThat(hex(frame))
                .isEqualTo("000c" + "0004" + "0000002a" + "000163" + "00" + "0267" + "00000003" + "026d" + "00" + "00");
    }

    @Test
    void asking_for_versions_in_an_unknown_version_is_answered_in_version_0() {
        var asked = new RequestHeader(Api.API_VERSIONS, 99, 5, null);
        var frame = ByteBuffer.allocate(30)
                .putShort((short) 18)
                .putShort((short) 99)
                .putInt(5)
                .rewind();

        var received = server.readRequest(frame);
        var answer =
                server.writeResponse(received.header(), EVERYTHING.answer(received.error(), ApiOffer.Features.NONE));
        var read = (ApiVersionsResponse) client.readResponse(asked(asked), answer);

        assertThat(received.header()).isEqualTo(new RequestHeader(Api.API_VERSIONS, 0, 5, null));
        assertThat(received.request()).isEqualTo(ApiVersionsRequest.UNKNOWN);
        assertThat(read.error()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
        assertThat(read.apis()).contains(new ApiRange((short) 18, (short) 0, (short) 5));
    }

    /** A client knows no version 99 either; what matters is that it asked in a newer one than the answer's. */
    private static RequestHeader asked(RequestHeader header) {
        return new RequestHeader(header.api(), header.api().newestVersion(), header.correlationId(), null);
    }

    @Test
    void an_offer_says_what_is_answered() {
        var offer = ApiOffer.of(List.of(Api.PRODUCE, Api.FETCH)).with(Api.FETCH, 4, 12);
        var feature = new ApiVersionsResponse.FinalizedFeature("transaction.version", (short) 2, (short) 2);

        var answer = offer.answer(ErrorCode.NONE, new ApiOffer.Features(List.of(), 3, List.of(feature)));

        // Produce from 0, or librdkafka stops compressing.
        assertThat(answer.apis())
                .containsExactly(
                        new ApiRange((short) 0, (short) 0, (short) 13), new ApiRange((short) 1, (short) 4, (short) 12));
        assertThat(answer.finalizedFeatures()).containsExactly(feature);
        assertThat(offer.offers(Api.FETCH, 13)).isFalse();
        assertThat(offer.offers(Api.METADATA)).isFalse();
    }

    @Test
    void a_feature_from_level_0_is_kept_from_clients_that_cannot_read_it() {
        var features = new ApiOffer.Features(
                List.of(new ApiVersionsResponse.SupportedFeature("transaction.version", (short) 0, (short) 2)),
                -1,
                List.of());
        var answer = EVERYTHING.answer(ErrorCode.NONE, features);
        var old = new RequestHeader(Api.API_VERSIONS, 3, 1, null);
        var young = new RequestHeader(Api.API_VERSIONS, 4, 1, null);

        var readByOld = (ApiVersionsResponse) client.readResponse(old, server.writeResponse(old, answer));
        var readByYoung = (ApiVersionsResponse) client.readResponse(young, server.writeResponse(young, answer));

        assertThat(readByOld.supportedFeatures()).isEmpty();
        assertThat(readByYoung.supportedFeatures()).hasSize(1);
    }

    @Test
    void a_version_that_is_not_on_offer_is_a_bad_frame() {
        var reader = new ServerCodec(EVERYTHING.with(Api.HEARTBEAT, 0, 3), LIMIT);
        var frame = client.writeRequest(HEADER, HEARTBEAT);

        assertBad(
                () -> reader.readRequest(frame),
                Reason.UNSUPPORTED_VERSION,
                "Heartbeat is answered in versions 0 to 3");
    }

    @Test
    void an_api_that_is_not_on_offer_is_a_bad_frame() {
        var reader = new ServerCodec(ApiOffer.of(List.of(Api.FETCH)), LIMIT);
        var frame = client.writeRequest(HEADER, HEARTBEAT);

        assertBad(() -> reader.readRequest(frame), Reason.UNKNOWN_API, "API 12 is not answered here");
    }

    @Test
    void a_frame_that_is_too_large_is_bad_before_it_is_read() {
        var frame = ByteBuffer.allocate(LIMIT + 1);

        assertBad(() -> server.readRequest(frame), Reason.OVERSIZED, "a request may have 10000 bytes");
        assertBad(() -> client.readResponse(HEADER, frame), Reason.OVERSIZED, "a response may have 10000 bytes");
    }

    @Test
    void a_frame_that_ends_too_early_is_bad() {
        var frame = client.writeRequest(HEADER, HEARTBEAT);

        for (int length = 0; length < frame.limit(); length++) {
            var cut = frame.slice(0, length);
            assertBad(() -> server.readRequest(cut), Reason.MALFORMED, "");
        }
    }

    @Test
    void what_follows_a_request_is_left_unread() {
        // Metadata of all topics in version 13, as librdkafka 2.16.1 sends it: the last three bytes are too many.
        var frame = ByteBuffer.wrap(HexFormat.of().parseHex("0003000d00000003000772646b61666b610000000000010000"));

        var received = server.readRequest(frame);

        assertThat(received.header()).isEqualTo(new RequestHeader(Api.METADATA, 13, 3, "rdkafka"));
        assertThat(received.request()).isEqualTo(new MetadataRequest(null, false));
    }

    @Test
    void a_response_that_goes_on_after_its_message_is_bad() {
        var frame = server.writeResponse(HEADER, new HeartbeatResponse(ErrorCode.NONE));
        var longer = ByteBuffer.allocate(frame.limit() + 2).put(frame).rewind();

        assertBad(() -> client.readResponse(HEADER, longer), Reason.MALFORMED, "2 bytes follow");
    }

    @Test
    void a_response_to_another_request_is_bad() {
        var frame = server.writeResponse(HEADER, new HeartbeatResponse(ErrorCode.NONE));
        var other = new RequestHeader(Api.HEARTBEAT, 4, 43, "c");

        assertBad(() -> client.readResponse(other, frame), Reason.UNEXPECTED_RESPONSE, "request 43, was to 42");
    }

    @Test
    void a_request_refuses_what_its_version_cannot_say() {
        var two = new LeaveGroupRequest(
                "g",
                List.of(new LeaveGroupRequest.Member("a", null, null), new LeaveGroupRequest.Member("b", null, null)));
        var staticMember = new HeartbeatRequest("g", 3, "m", "instance");

        assertThatThrownBy(() -> client.writeRequest(new RequestHeader(Api.LEAVE_GROUP, 2, 1, null), two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 2 cannot say 2 times a member");
        assertThatThrownBy(() -> client.writeRequest(new RequestHeader(Api.HEARTBEAT, 2, 1, null), staticMember))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Heartbeat version 2 cannot say this");
    }

    @Test
    void all_topics_are_an_empty_list_in_the_oldest_version_of_metadata() {
        var oldest = new RequestHeader(Api.METADATA, 0, 1, null);
        var all = new MetadataRequest(null, true);

        var frame = client.writeRequest(oldest, all);
        var received = server.readRequest(frame).request();

        assertThat(hex(frame)).endsWith("00000000");
        assertThat(received).isEqualTo(all);
        assertThatThrownBy(() -> client.writeRequest(oldest, new MetadataRequest(List.of(), true)))
                .hasMessageContaining("version 0 cannot say no topics");
    }

    @Test
    void what_a_request_carries_is_a_view_of_its_frame() {
        var records = Payload.of(ByteBuffer.wrap("batches".getBytes(StandardCharsets.UTF_8)));
        var topic = new ProduceRequest.Topic("t", new UUID(0, 0), List.of(new ProduceRequest.Partition(0, records)));
        var frame = client.writeRequest(
                new RequestHeader(Api.PRODUCE, 9, 1, null), new ProduceRequest(null, (short) 0, 1, List.of(topic)));

        var received = (ProduceRequest) server.readRequest(frame).request();
        var bytes = received.topics().get(0).partitions().get(0).records().bytes();

        assertThat(received.expectsResponse()).isFalse();
        assertThat(bytes).isEqualTo(records.bytes());
        IntStream.range(0, frame.limit()).forEach(at -> frame.put(at, (byte) 'x'));
        assertThat(bytes).isEqualTo(ByteBuffer.wrap("xxxxxxx".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_parts_of_a_response_are_its_bytes_with_the_payloads_as_they_are() {
        var header = new RequestHeader(Api.FETCH, 12, 1, null);
        var first = Payload.of(ByteBuffer.wrap("first".getBytes(StandardCharsets.UTF_8)));
        var second = Payload.of(ByteBuffer.wrap("second".getBytes(StandardCharsets.UTF_8)));
        var response = new FetchResponse(
                ErrorCode.NONE,
                0,
                List.of(new FetchResponse.Topic(
                        "t", new UUID(0, 0), List.of(partition(0, first), partition(1, second)))),
                List.of());

        var whole = server.writeResponse(header, response);
        var parts = server.writeResponseInParts(header, response);

        var joined = ByteBuffer.allocate(whole.remaining());
        parts.forEach(part -> joined.put(part.bytes()));
        assertThat(joined.flip()).isEqualTo(whole);
        assertThat(parts).satisfiesOnlyOnce(part -> assertThat(part).isSameAs(first));
        assertThat(parts).satisfiesOnlyOnce(part -> assertThat(part).isSameAs(second));
    }

    private static FetchResponse.Partition partition(int index, Payload records) {
        return new FetchResponse.Partition(
                index,
                ErrorCode.NONE,
                10,
                10,
                0,
                new FetchResponse.DivergingEpoch(-1, -1),
                LeaderIdAndEpoch.NONE,
                List.of(),
                -1,
                records);
    }

    private static String hex(ByteBuffer frame) {
        var bytes = new byte[frame.remaining()];
        frame.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void assertBad(ThrowingCallable read, Reason reason, String part) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        BadFrame.class, bad -> assertThat(bad.reason()).isEqualTo(reason))
                .hasMessageContaining(part);
    }
}
