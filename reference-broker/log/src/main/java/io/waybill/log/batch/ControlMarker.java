package io.waybill.log.batch;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * What a control batch says: that a transaction ended.
 *
 * @param commit whether it was committed; otherwise it was aborted
 * @param coordinatorEpoch of the coordinator that decided; an older one must not overrule it
 */
public record ControlMarker(boolean commit, int coordinatorEpoch) {

    private static final short VERSION = 0;
    private static final short ABORT = 0;
    private static final short COMMIT = 1;
    private static final int KEY_BYTES = 4;
    private static final int VALUE_BYTES = 6;

    /** Returns the batch that ends a transaction, without an offset and an epoch: the log stamps them. */
    public ByteBuffer batch(long producerId, short producerEpoch, long timestamp) {
        ByteBuffer key = ByteBuffer.allocate(KEY_BYTES)
                .putShort(VERSION)
                .putShort(commit ? COMMIT : ABORT)
                .flip();
        ByteBuffer value = ByteBuffer.allocate(VALUE_BYTES)
                .putShort(VERSION)
                .putInt(coordinatorEpoch)
                .flip();
        return new BatchBuilder()
                .producer(producerId, producerEpoch, RecordBatch.NO_SEQUENCE)
                .transactional()
                .control()
                .add(timestamp, key, value)
                .build();
    }

    static ControlMarker of(List<LogRecord> records) {
        if (records.size() != 1) {
            throw new InvalidRecordException("a control batch must have one record, has " + records.size());
        }
        ByteBuffer key = Objects.requireNonNullElse(records.get(0).key(), ByteBuffer.allocate(0));
        ByteBuffer value = Objects.requireNonNullElse(records.get(0).value(), ByteBuffer.allocate(0));
        if (key.remaining() < KEY_BYTES || value.remaining() < VALUE_BYTES) {
            throw new InvalidRecordException("a control record must have a key of " + KEY_BYTES + " and a value of "
                    + VALUE_BYTES + " bytes, has " + key.remaining() + " and " + value.remaining());
        }
        short type = key.getShort(key.position() + Short.BYTES);
        if (type != ABORT && type != COMMIT) {
            throw new InvalidRecordException("type of a control record must be 0 or 1, was " + type);
        }
        return new ControlMarker(type == COMMIT, value.getInt(value.position() + Short.BYTES));
    }
}
