package io.waybill.wire.message;

import java.nio.ByteBuffer;

/** A payload in memory; two of the same bytes are equal. */
record InMemory(ByteBuffer bytes) implements Payload {

    InMemory {
        bytes = bytes.slice();
    }

    @Override
    public int sizeBytes() {
        return bytes.remaining();
    }

    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }
}
