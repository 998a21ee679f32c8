package io.waybill.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.waybill.environment.Randomness;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cutting a stream of bytes into frames, whatever it holds and however it is cut. */
final class FrameReaderTest {

    private static final int MAX = 300_000;
    private static final int MUTATIONS = 10_000;
    private static final String REPLAY = "stream of seed %d";

    @Test
    void a_frame_comes_whole_when_its_last_byte_has_come() throws Exception {
        var reader = new FrameReader(MAX, FrameReader.Memory.UNLIMITED);
        byte[] content = bytes(Randomness.ofSeed(1), 200_000);
        var stream = stream(List.of(content));

        for (int i = 0; i < stream.length - 1; i++) {
            assertThat(reader.next(Unpooled.wrappedBuffer(stream, i, 1))).isNull();
        }
        var frame = reader.next(Unpooled.wrappedBuffer(stream, stream.length - 1, 1));

        assertThat(frame).isEqualTo(ByteBuffer.wrap(content));
        assertThat(reader.isWithin()).isFalse();
    }

    @Test
    void a_frame_is_alone_in_its_memory() throws Exception {
        var reader = new FrameReader(MAX, FrameReader.Memory.UNLIMITED);
        var bytes = Unpooled.wrappedBuffer(stream(List.of(new byte[10], new byte[200_000])));

        assertThat(reader.next(bytes).array()).hasSize(10);
        assertThat(reader.next(bytes).array()).hasSize(200_000);
    }

    @Test
    void an_empty_frame_is_a_frame() throws Exception {
        var reader = new FrameReader(MAX, FrameReader.Memory.UNLIMITED);

        assertThat(reader.next(Unpooled.wrappedBuffer(new byte[4]))).isEqualTo(ByteBuffer.allocate(0));
    }

    @Test
    void a_length_that_may_not_be_is_seen_with_its_last_byte() {
        for (int length : new int[] {-1, Integer.MIN_VALUE, MAX + 1, Integer.MAX_VALUE}) {
            var bytes = Unpooled.buffer().writeInt(length);

            assertThatThrownBy(() -> new FrameReader(MAX, FrameReader.Memory.UNLIMITED).next(bytes))
                    .isInstanceOf(FrameReader.BadLength.class)
                    .hasMessage("length of a frame must be from 0 to 300000, was " + length);
        }
    }

    @Test
    void what_is_announced_takes_no_memory_before_it_comes() throws Exception {
        List<FrameReader> readers = new ArrayList<>();

        // Together they announce 200 GiB.
        for (int i = 0; i < 100; i++) {
            var reader = new FrameReader(Integer.MAX_VALUE, FrameReader.Memory.UNLIMITED);
            readers.add(reader);
            assertThat(reader.next(Unpooled.buffer().writeInt(Integer.MAX_VALUE).writeByte(1)))
                    .isNull();
        }

        assertThat(readers).allMatch(FrameReader::isWithin);
    }

    @Test
    void frames_survive_any_cut_and_garbage_is_only_refused() throws Exception {
        for (long seed = 0; seed < MUTATIONS; seed++) {
            var randomness = Randomness.ofSeed(seed);
            List<byte[]> contents = new ArrayList<>();
            for (int i = randomness.nextInt(6); i >= 0; i--) {
                contents.add(bytes(randomness, randomness.nextInt(randomness.chance(0.01) ? MAX : 200)));
            }
            byte[] whole = stream(contents);

            assertThat(read(whole, randomness)).as(REPLAY, seed).containsExactlyElementsOf(frames(contents));

            mutate(whole, randomness);
            // Either it throws what it may, or it gives frames within the limit.
            for (ByteBuffer frame : read(whole, randomness)) {
                assertThat(frame.remaining()).as(REPLAY, seed).isBetween(0, MAX);
            }
        }
    }

    private static void mutate(byte[] bytes, Randomness randomness) {
        for (int i = randomness.nextInt(4); i >= 0; i--) {
            bytes[randomness.nextInt(bytes.length)] = (byte) randomness.nextLong();
        }
        if (randomness.chance(0.5)) {
            bytes[randomness.nextInt(4)] = (byte) randomness.nextLong();
        }
    }

    /** Reads a stream in pieces; stops where it cannot be read. Whoever cut it must get every piece back. */
    private static List<ByteBuffer> read(byte[] stream, Randomness randomness) {
        var reader = new FrameReader(MAX, FrameReader.Memory.UNLIMITED);
        List<ByteBuffer> frames = new ArrayList<>();
        int from = 0;
        while (from < stream.length) {
            int piece = Math.min(stream.length - from, 1 + randomness.nextInt(randomness.chance(0.5) ? 8 : 100_000));
            ByteBuf bytes = Unpooled.wrappedBuffer(stream, from, piece);
            from += piece;
            try {
                while (bytes.isReadable()) {
                    var frame = reader.next(bytes);
                    if (frame != null) {
                        frames.add(frame);
                    }
                }
            } catch (FrameReader.BadLength e) {
                return frames;
            }
        }
        return frames;
    }

    private static byte[] bytes(Randomness randomness, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31 + count);
        }
        if (count > 0) {
            bytes[randomness.nextInt(count)] = (byte) randomness.nextLong();
        }
        return bytes;
    }

    private static List<ByteBuffer> frames(List<byte[]> contents) {
        return contents.stream().map(ByteBuffer::wrap).toList();
    }

    private static byte[] stream(List<byte[]> contents) {
        int size = contents.stream().mapToInt(content -> 4 + content.length).sum();
        var all = ByteBuffer.allocate(size);
        contents.forEach(content -> all.putInt(content.length).put(content));
        return all.array();
    }
}
