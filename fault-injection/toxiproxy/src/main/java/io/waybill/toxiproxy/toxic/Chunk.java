package io.waybill.toxiproxy.toxic;

import io.netty.buffer.ByteBuf;

/** Bytes that were read at once. Whoever has it owns the bytes. */
final class Chunk {

    /** What a chunk costs beside its bytes. */
    private static final int OVERHEAD_BYTES = 160;

    final ByteBuf bytes;

    /** When it came to where it is now, later by the delays that it has had. */
    final long nanos;

    /** When the stage that holds it lets it go; that stage's alone. */
    long dueNanos;

    Chunk(ByteBuf bytes, long nanos) {
        this.bytes = bytes;
        this.nanos = nanos;
    }

    int size() {
        return bytes.readableBytes();
    }

    int cost() {
        return size() + OVERHEAD_BYTES;
    }

    /** Returns the same in a buffer that is not much larger than what it holds, for what may be kept for long. */
    Chunk compact() {
        if (bytes.capacity() <= 2 * size()) {
            return this;
        }
        ByteBuf small = bytes.alloc().directBuffer(size(), size());
        small.writeBytes(bytes);
        bytes.release();
        return new Chunk(small, nanos);
    }
}
