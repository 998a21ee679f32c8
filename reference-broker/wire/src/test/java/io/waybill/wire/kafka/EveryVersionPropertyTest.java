package io.waybill.wire.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.waybill.wire.kafka.SchemaBytes.Filling;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.RequestHeader;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every API at every version, with messages drawn from its schema. Kafka's own code is the witness. A failure names the
 * API, the version and the seed; the seed alone decides what is drawn.
 */
final class EveryVersionPropertyTest {

    private static final int SEEDS = 12;
    private static final int CORRELATION_ID = 7;
    private static final String CLIENT = "tést";

    static Stream<Arguments> everyVersion() {
        return Stream.of(Api.values())
                .flatMap(api -> IntStream.rangeClosed(api.oldestVersion(), api.newestVersion())
                        .mapToObj(version -> Arguments.of(api, version)));
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void a_request_survives_our_words_byte_for_byte(Api api, int version) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var data = request(api, version, seed, Filling.OURS);
            var theirs = frame(api, version, data);

            var header = Frames.readRequestHeader(api, version, theirs);
            var request = Frames.readRequest(api, version, theirs);
            var ours = Frames.writeRequest(header, request);

            assertThat(hex(ours)).as("seed %d of %s", seed, data).isEqualTo(hex(theirs.rewind()));
        }
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void a_response_survives_our_words_byte_for_byte(Api api, int version) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var data = response(api, version, seed, Filling.OURS);
            var theirs = answer(api, version, data);

            var correlationId = Frames.readResponseHeader(api, version, theirs);
            var response = Frames.readResponse(api, version, theirs);
            var ours = Frames.writeResponse(new RequestHeader(api, version, correlationId, null), response);

            assertThat(hex(ours)).as("seed %d of %s", seed, data).isEqualTo(hex(theirs.rewind()));
        }
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void kafkas_own_parser_reads_our_requests(Api api, int version) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var data = request(api, version, seed, Filling.OURS);
            var request = Translators.of(api).readRequest(data, version);

            var ours = Frames.writeRequest(new RequestHeader(api, version, CORRELATION_ID, CLIENT), request);
            var header = org.apache.kafka.common.requests.RequestHeader.parse(ours);
            var parsed =
                    AbstractRequest.parseRequest(header.apiKey(), header.apiVersion(), new ByteBufferAccessor(ours));

            // Kafka's parser settles some defaults, as our translators do; so both are compared in our words.
            assertThat(Translators.of(api).readRequest(parsed.request.data(), version))
                    .as("seed %d", seed)
                    .isEqualTo(request);
            assertThat(header.correlationId()).isEqualTo(CORRELATION_ID);
            assertThat(header.clientId()).isEqualTo(CLIENT);
        }
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void kafkas_own_parser_reads_our_responses(Api api, int version) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var data = response(api, version, seed, Filling.OURS);
            var response = Translators.of(api).readResponse(data, version);
            var header = new org.apache.kafka.common.requests.RequestHeader(
                    ApiKeys.forId(api.key()), (short) version, CLIENT, CORRELATION_ID);

            var ours = Frames.writeResponse(new RequestHeader(api, version, CORRELATION_ID, CLIENT), response);
            var parsed = AbstractResponse.parseResponse(ours, header);

            assertThat(parsed.data()).as("seed %d", seed).isEqualTo(data);
        }
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void what_our_words_leave_out_is_skipped(Api api, int version) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var request = frame(api, version, request(api, version, seed, Filling.ANYTHING));
            var response = answer(api, version, response(api, version, seed, Filling.ANYTHING));

            Frames.readRequestHeader(api, version, request);
            Frames.readRequest(api, version, request);
            Frames.readResponseHeader(api, version, response);
            Frames.readResponse(api, version, response);

            assertThat(request.hasRemaining() || response.hasRemaining()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void a_full_answer_of_today_can_be_given_in_every_version(Api api, int version) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var newest = Translators.of(api)
                    .readResponse(
                            response(api, api.newestVersion(), seed, Filling.OURS_ONE_OF_EACH), api.newestVersion());

            var frame = Frames.writeResponse(new RequestHeader(api, version, CORRELATION_ID, null), newest);
            Frames.readResponseHeader(api, version, frame);
            var older = Frames.readResponse(api, version, frame);

            assertThat(KeptOrDefault.contradictions(newest, older))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void a_full_request_of_today_is_kept_or_refused_in_every_version(Api api, int version) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var newest = Translators.of(api)
                    .readRequest(
                            request(api, api.newestVersion(), seed, Filling.OURS_ONE_OF_EACH), api.newestVersion());
            var header = new RequestHeader(api, version, CORRELATION_ID, null);

            var refusal = catchThrowable(() -> {
                var frame = Frames.writeRequest(header, newest);
                Frames.readRequestHeader(api, version, frame);
                var older = Frames.readRequest(api, version, frame);
                assertThat(KeptOrDefault.contradictions(newest, older)).isEmpty();
            });

            assertThat(refusal)
                    .as("seed %d", seed)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            some -> assertThat(some).isInstanceOf(IllegalArgumentException.class));
        }
    }

    private static ApiMessage request(Api api, int version, int seed, Filling filling) {
        var data = ApiMessageType.fromApiKey(api.key()).newRequest();
        var bytes = SchemaBytes.request(api.key(), version, new SplittableRandom(seed), filling);
        data.read(new ByteBufferAccessor(bytes), (short) version);
        return data;
    }

    private static ApiMessage response(Api api, int version, int seed, Filling filling) {
        var data = ApiMessageType.fromApiKey(api.key()).newResponse();
        var bytes = SchemaBytes.response(api.key(), version, new SplittableRandom(seed), filling);
        data.read(new ByteBufferAccessor(bytes), (short) version);
        return data;
    }

    /** Returns the request as Kafka's code writes it. */
    static ByteBuffer frame(Api api, int version, ApiMessage data) {
        var head = new RequestHeaderData()
                .setRequestApiKey(api.key())
                .setRequestApiVersion((short) version)
                .setCorrelationId(CORRELATION_ID)
                .setClientId(CLIENT);
        return concatenated(head, ApiKeys.forId(api.key()).requestHeaderVersion((short) version), data, version);
    }

    /** Returns the response as Kafka's code writes it. */
    static ByteBuffer answer(Api api, int version, ApiMessage data) {
        var head = new ResponseHeaderData().setCorrelationId(CORRELATION_ID);
        return concatenated(head, ApiKeys.forId(api.key()).responseHeaderVersion((short) version), data, version);
    }

    private static ByteBuffer concatenated(Message head, short headVersion, Message body, int version) {
        var cache = new ObjectSerializationCache();
        var size = head.size(cache, headVersion) + body.size(cache, (short) version);
        var out = new ByteBufferAccessor(ByteBuffer.allocate(size));
        head.write(out, cache, headVersion);
        body.write(out, cache, (short) version);
        return out.buffer().flip();
    }

    private static String hex(ByteBuffer bytes) {
        return HexFormat.of().formatHex(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.limit());
    }
}
