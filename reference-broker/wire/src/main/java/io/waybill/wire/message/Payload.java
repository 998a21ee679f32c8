package io.waybill.wire.message;

import java.nio.ByteBuffer;

/**
 * Bytes that a message carries and that wire never looks into: in memory, or somewhere else, for example in a range of
 * a file that a server sends without reading it.
 */
public interface Payload {

    /** No bytes. */
    Payload EMPTY = of(ByteBuffer.allocate(0));

    /** Returns how many bytes there are. */
    int sizeBytes();

    /**
     * Returns the bytes, from position to limit, as a view of its own: moving its position moves no other. A payload
     * that was decoded is a view of its frame.
     */
    ByteBuffer bytes();

    /**
     * Returns a payload in memory.
     *
     * @param bytes from its position to its limit; not copied, so it must not change as long as the payload is used
     */
    static Payload of(ByteBuffer bytes) {
        return new InMemory(bytes);
    }
}
