package io.waybill.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Frames that wait to be sent. They stay where the node made them, and are copied into the system's memory only when
 * the socket is about to take them, many small ones at once and of a large one a part: so what a slow reader leaves
 * waiting is in the heap, once.
 */
final class Outbound {

    /** As much as a socket takes at once when it is not behind. */
    private static final int CHUNK_BYTES = 1 << 17;

    private final ArrayDeque<ByteBuffer> frames = new ArrayDeque<>();
    private int headerLeft = Integer.BYTES;
    private long bytes;

    void add(ByteBuffer frame) {
        frames.add(frame);
        bytes += Integer.BYTES + frame.remaining();
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** Returns how many bytes wait, with the lengths before the frames. */
    long bytes() {
        return bytes;
    }

    /** Forgets what waits. */
    void clear() {
        frames.clear();
        bytes = 0;
    }

    /** Takes the next bytes to send; there must be some. The buffer belongs to the caller. */
    ByteBuf take(ByteBufAllocator memory) {
        var chunk = memory.directBuffer((int) Math.min(bytes, CHUNK_BYTES));
        while (!frames.isEmpty() && chunk.maxFastWritableBytes() >= Integer.BYTES) {
            var frame = frames.element();
            if (headerLeft > 0) {
                chunk.writeInt(frame.remaining());
                headerLeft = 0;
                bytes -= Integer.BYTES;
            }
            int part = Math.min(frame.remaining(), chunk.maxFastWritableBytes());
            int end = frame.limit();
            frame.limit(frame.position() + part);
            chunk.writeBytes(frame);
            frame.limit(end);
            bytes -= part;
            if (frame.hasRemaining()) {
                break;
            }
            frames.remove();
            headerLeft = Integer.BYTES;
        }
        return chunk;
    }
}
