package io.waybill.wire.kafka;

import io.waybill.wire.message.Payload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.record.internal.BaseRecords;

/**
 * Writes a frame into one buffer, or as a list of parts in which payloads stand as they are, so that they can be sent
 * without being copied.
 */
final class FrameWriter extends ByteBufferAccessor {

    private final ByteBuffer buffer;
    private final boolean inParts;
    private final List<Payload> parts = new ArrayList<>();
    private int partStart;

    /** @param buffer has room for the whole frame, or in parts for everything but the payloads */
    FrameWriter(ByteBuffer buffer, boolean inParts) {
        super(buffer);
        this.buffer = buffer;
        this.inParts = inParts;
    }

    @Override
    public void writeRecords(BaseRecords records) {
        if (!(records instanceof PayloadRecords ours)) {
            throw new IllegalArgumentException("records must come from a payload, were " + records.getClass());
        }
        if (inParts) {
            endPart();
            parts.add(ours.payload());
        } else {
            buffer.put(ours.payload().bytes());
        }
    }

    /** Returns the parts of the frame, in order. */
    List<Payload> parts() {
        endPart();
        return List.copyOf(parts);
    }

    private void endPart() {
        int end = buffer.position();
        if (end > partStart) {
            parts.add(Payload.of(buffer.duplicate().position(partStart).limit(end)));
            partStart = end;
        }
    }
}
