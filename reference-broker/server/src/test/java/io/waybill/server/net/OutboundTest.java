package io.waybill.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.waybill.environment.Randomness;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits to be sent comes out as the stream that the other side cuts into the same frames. */
final class OutboundTest {

    @Test
    void frames_of_any_size_come_out_in_pieces_that_are_never_large() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            var randomness = Randomness.ofSeed(seed);
            var outbound = new Outbound();
            List<ByteBuffer> frames = new ArrayList<>();
            List<ByteBuffer> read = new ArrayList<>();
            var reader = new FrameReader(Integer.MAX_VALUE, FrameReader.Memory.UNLIMITED);
            for (int i = 0; i < 20; i++) {
                var frame = ByteBuffer.allocate(randomness.nextInt(randomness.chance(0.2) ? 500_000 : 300));
                for (int at = 0; at < frame.capacity(); at++) {
                    frame.put(at, (byte) randomness.nextInt(256));
                }
                frames.add(frame);
                outbound.add(parts(frame, randomness));
                if (randomness.chance(0.3)) {
                    take(outbound, reader, read);
                }
            }
            while (!outbound.isEmpty()) {
                take(outbound, reader, read);
            }

            assertThat(read).as("seed %d", seed).isEqualTo(frames);
            assertThat(outbound.bytes()).as("seed %d", seed).isZero();
        }
    }

    /** A frame in one buffer or in several, of which some are empty. */
    private static List<ByteBuffer> parts(ByteBuffer frame, Randomness randomness) {
        List<ByteBuffer> parts = new ArrayList<>();
        int from = 0;
        while (from < frame.limit() && randomness.chance(0.7)) {
            int length = randomness.nextInt(frame.limit() - from + 1);
            parts.add(frame.duplicate().limit(from + length).position(from));
            from += length;
        }
        parts.add(frame.duplicate().position(from));
        return parts;
    }

    private static void take(Outbound outbound, FrameReader reader, List<ByteBuffer> read) throws Exception {
        if (outbound.isEmpty()) {
            return;
        }
        long before = outbound.bytes();
        var chunk = outbound.take(UnpooledByteBufAllocator.DEFAULT);
        assertThat(chunk.readableBytes())
                .isEqualTo((int) (before - outbound.bytes()))
                .isBetween(1, 1 << 18);
        while (chunk.isReadable()) {
            var frame = reader.next(chunk);
            if (frame != null) {
                read.add(frame);
            }
        }
        chunk.release();
    }

    @Test
    void an_empty_frame_is_sent_too() {
        var outbound = new Outbound();
        outbound.add(List.of(ByteBuffer.allocate(0)));

        var chunk = outbound.take(UnpooledByteBufAllocator.DEFAULT);

        assertThat(chunk).isEqualTo(Unpooled.wrappedBuffer(new byte[4]));
        assertThat(outbound.isEmpty()).isTrue();
        chunk.release();
    }
}
