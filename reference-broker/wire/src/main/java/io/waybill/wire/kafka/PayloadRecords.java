package io.waybill.wire.kafka;

import io.waybill.wire.message.Payload;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.RecordsSend;

/** A payload where the generated writer wants records; {@link FrameWriter} takes it out again. */
record PayloadRecords(Payload payload) implements BaseRecords {

    @Override
    public int sizeInBytes() {
        return payload.sizeBytes();
    }

    @Override
    public RecordsSend<? extends BaseRecords> toSend() {
        throw new UnsupportedOperationException("a payload is written by a FrameWriter, not sent by Kafka's network");
    }
}
