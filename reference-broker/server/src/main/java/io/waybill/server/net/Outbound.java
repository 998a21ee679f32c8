package io.waybill.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Frames that wait to be sent. They stay where the node made them, and are copied into the system's memory only when
 * the socket is about to take them, many small ones at once and of a large one a part: so what a slow reader leaves
 * waiting is in the heap, once.
 */
final class Outbound {

    /** As much as a socket takes at once when it is not behind. */
    private static final int CHUNK_BYTES = 1 << 17;

    /** The length of each frame, and its parts behind it; none of them is empty. */
    private final ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>();

    private long bytes;

    /** Adds a frame that stands in one buffer or in several; their positions are not moved. */
    void add(List<ByteBuffer> parts) {
        int length = 0;
        for (ByteBuffer part : parts) {
            length += part.remaining();
        }
        pieces.add(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
        for (ByteBuffer part : parts) {
            if (part.hasRemaining()) {
                pieces.add(part.slice());
            }
        }
        bytes += Integer.BYTES + (long) length;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Returns how many bytes wait, with the lengths before the frames. */
    long bytes() {
        return bytes;
    }

    /** Forgets what waits. */
    void clear() {
        pieces.clear();
        bytes = 0;
    }

    /** Takes the next bytes to send; there must be some. The buffer belongs to the caller. */
    ByteBuf take(ByteBufAllocator memory) {
        var chunk = memory.directBuffer((int) Math.min(bytes, CHUNK_BYTES));
        while (!pieces.isEmpty() && chunk.maxFastWritableBytes() > 0) {
            var piece = pieces.element();
            int part = Math.min(piece.remaining(), chunk.maxFastWritableBytes());
            int end = piece.limit();
            piece.limit(piece.position() + part);
            chunk.writeBytes(piece);
            piece.limit(end);
            bytes -= part;
            if (!piece.hasRemaining()) {
                pieces.remove();
            }
        }
        return chunk;
    }
}
