package io.waybill.wire.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.waybill.wire.ApiOffer;
import io.waybill.wire.ClientCodec;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.kafka.SchemaBytes.Filling;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.BadFrame;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.RequestHeader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Frames of every API and version, each broken in one to three places: they are read or they are bad frames, and
 * reading them costs no more memory than a frame of their size may. The seed of a failure alone decides what is drawn.
 */
final class BrokenFramesPropertyTest {

    private static final int BROKEN_REQUESTS_OF_EACH_API = 2_000;
    private static final int BROKEN_RESPONSES_OF_EACH_API = 500;
    private static final int MAX_FRAME_BYTES = 1 << 20;

    /** What the objects of a message may need for each byte of its frame. */
    private static final int BYTES_PER_BYTE = 32;

    /** What reading may need in any case: the first time, for loading classes. */
    private static final int BYTES_AT_LEAST = 2_000_000;

    private static final int LARGE_FRAME_BYTES = 1 << 15;

    /** A little less than a large frame has, as a number and as a varint, and as much as can be said. */
    private static final List<byte[]> LARGE_LENGTHS = List.of(
            new byte[] {0, 0, 0x7f, 0},
            new byte[] {(byte) 0x80, (byte) 0xfe, 1},
            new byte[] {0x7f, -1, -1, -1},
            new byte[] {-1, -1, -1, -1, 7});

    private static final int[] NASTY = {-1, -2, 0, 1, 127, 128, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000};

    private final com.sun.management.ThreadMXBean memory =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ServerCodec server = new ServerCodec(ApiOffer.of(List.of(Api.values())), MAX_FRAME_BYTES);
    private final ClientCodec client = new ClientCodec(MAX_FRAME_BYTES);

    @ParameterizedTest
    @EnumSource(Api.class)
    void a_broken_request_is_a_bad_frame_or_another_request(Api api) {
        var intact = server.readRequest(request(api, api.newestVersion(), new SplittableRandom(0)));
        assertThat(intact.header().api()).isEqualTo(api);

        for (int seed = 0; seed < BROKEN_REQUESTS_OF_EACH_API; seed++) {
            var random = new SplittableRandom(seed);
            var broken = broken(request(api, version(api, random), random), random);

            var before = memory.getCurrentThreadAllocatedBytes();
            var thrown = catchThrowable(() -> server.readRequest(broken));
            var allocated = memory.getCurrentThreadAllocatedBytes() - before;

            assertSound(thrown, allocated, broken, seed);
        }
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void a_broken_response_is_a_bad_frame_or_another_response(Api api) {
        for (int seed = 0; seed < BROKEN_RESPONSES_OF_EACH_API; seed++) {
            var random = new SplittableRandom(seed);
            var version = version(api, random);
            var data = ApiMessageType.fromApiKey(api.key()).newResponse();
            read(data, SchemaBytes.response(api.key(), version, random, Filling.ANYTHING), version);
            var broken = broken(EveryVersionPropertyTest.answer(api, version, data), random);

            var before = memory.getCurrentThreadAllocatedBytes();
            var thrown = catchThrowable(
                    () -> client.readResponse(new RequestHeader(api, version, broken.getInt(0), null), broken));
            var allocated = memory.getCurrentThreadAllocatedBytes() - before;

            assertSound(broken.remaining() < Integer.BYTES ? null : thrown, allocated, broken, seed);
        }
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void a_large_frame_that_announces_more_than_it_has_costs_what_its_bytes_may(Api api) {
        for (int version : new int[] {api.oldestVersion(), api.newestVersion()}) {
            var frame = request(api, version, new SplittableRandom(version));
            for (int at = 8; at < frame.remaining(); at++) {
                for (byte[] length : LARGE_LENGTHS) {
                    var large = ByteBuffer.wrap(Arrays.copyOf(bytesOf(frame), LARGE_FRAME_BYTES));
                    large.put(at, length);

                    var before = memory.getCurrentThreadAllocatedBytes();
                    var thrown = catchThrowable(() -> server.readRequest(large));
                    var allocated = memory.getCurrentThreadAllocatedBytes() - before;

                    assertSound(thrown, allocated, large, at);
                }
            }
        }
    }

    @Test
    void a_list_longer_than_any_request_needs_is_a_bad_frame() {
        var header = new RequestHeader(Api.CREATE_TOPICS, 7, 1, null);

        var most = client.writeRequest(header, creating(RequestReader.MAX_HASHED - 1));
        var tooMany = client.writeRequest(header, creating(RequestReader.MAX_HASHED + 1));

        assertThat(server.readRequest(most).request()).isEqualTo(creating(RequestReader.MAX_HASHED - 1));
        assertThatThrownBy(() -> server.readRequest(tooMany))
                .isInstanceOf(BadFrame.class)
                .hasMessageContaining("2001");
    }

    /** A heap of half a gigabyte takes many of them: the least that a list's element can be is two bytes. */
    @Test
    void a_large_frame_full_of_the_smallest_values_is_a_bad_frame_before_it_costs_much() {
        var frame = ByteBuffer.allocate(40_000_000);
        frame.putShort(Api.METADATA.key()).putShort((short) 1).putInt(7).putShort((short) -1);
        frame.putInt((frame.remaining() - Integer.BYTES) / 2).rewind();
        var large = new ServerCodec(ApiOffer.of(List.of(Api.METADATA)), frame.capacity());

        var before = memory.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> large.readRequest(frame)).isInstanceOf(BadFrame.class);

        assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(BYTES_AT_LEAST);
        frame.putInt(10, RequestReader.MAX_VALUES / 2);
        assertThat(large.readRequest(frame).request().api()).isEqualTo(Api.METADATA);
    }

    @Test
    void lists_are_limited_where_kafkas_code_has_hash_tables() {
        var hashed = Stream.of(Api.values())
                .filter(api -> Stream.of(ApiMessageType.fromApiKey(api.key())
                                .newRequest()
                                .getClass()
                                .getDeclaredClasses())
                        .anyMatch(part -> part.getSuperclass().getSimpleName().endsWith("HashMultiCollection")))
                .toList();

        assertThat(RequestReader.HASHED).containsExactlyInAnyOrderElementsOf(hashed);
    }

    private static CreateTopicsRequest creating(int topics) {
        return new CreateTopicsRequest(
                IntStream.range(0, topics)
                        .mapToObj(i -> new CreateTopicsRequest.Topic("t" + i, 1, (short) 1, List.of(), List.of()))
                        .toList(),
                0,
                false);
    }

    private static void assertSound(Throwable thrown, long allocated, ByteBuffer frame, int seed) {
        if (thrown != null) {
            assertThat(thrown).as("seed %d", seed).isExactlyInstanceOf(BadFrame.class);
        }
        assertThat(allocated)
                .as("bytes allocated for a frame of %d, seed %d", frame.remaining(), seed)
                .isLessThan(BYTES_AT_LEAST + (long) BYTES_PER_BYTE * frame.remaining());
    }

    private static int version(Api api, SplittableRandom random) {
        return random.nextInt(api.oldestVersion(), api.newestVersion() + 1);
    }

    private static ByteBuffer request(Api api, int version, SplittableRandom random) {
        var data = ApiMessageType.fromApiKey(api.key()).newRequest();
        read(data, SchemaBytes.request(api.key(), version, random, Filling.ANYTHING), version);
        return EveryVersionPropertyTest.frame(api, version, data);
    }

    private static void read(ApiMessage data, ByteBuffer bytes, int version) {
        data.read(new ByteBufferAccessor(bytes), (short) version);
    }

    private static byte[] bytesOf(ByteBuffer frame) {
        var bytes = new byte[frame.remaining()];
        frame.duplicate().get(bytes);
        return bytes;
    }

    private static ByteBuffer broken(ByteBuffer frame, SplittableRandom random) {
        var bytes = bytesOf(frame);
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            bytes = brokenOnce(bytes, random);
        }
        return ByteBuffer.wrap(bytes);
    }

    private static byte[] brokenOnce(byte[] bytes, SplittableRandom random) {
        var at = random.nextInt(bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
            case 2 -> {
                var changed = bytes.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                yield changed;
            }
            case 3 -> {
                var changed = bytes.clone();
                changed[at] = (byte) NASTY[random.nextInt(NASTY.length)];
                yield changed;
            }
            case 4 -> {
                var changed = bytes.clone();
                if (at + Integer.BYTES <= changed.length) {
                    ByteBuffer.wrap(changed).putInt(at, NASTY[random.nextInt(NASTY.length)]);
                }
                yield changed;
            }
            default -> {
                // A piece is missing in the middle.
                var until = at + random.nextInt(bytes.length - at);
                var changed = new byte[bytes.length - (until - at)];
                System.arraycopy(bytes, 0, changed, 0, at);
                System.arraycopy(bytes, until, changed, at, bytes.length - until);
                yield changed;
            }
        };
    }
}
