package io.waybill.client.consumer;

import io.waybill.log.batch.LogRecord;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that a consumer was given.
 *
 * @param part where it stands
 * @param leaderEpoch of the leader that appended it
 * @param content offset, time, key, value and headers; its buffers share the bytes of the response
 */
public record ConsumerRecord(TopicPart part, int leaderEpoch, LogRecord content) {

    /** Returns its offset. */
    public long offset() {
        return content.offset();
    }

    /** Returns its time in milliseconds since 1970. */
    public long timestampMillis() {
        return content.timestamp();
    }

    /** Returns its key; null where it has none. */
    public byte @Nullable [] key() {
        return bytes(content.key());
    }

    /** Returns what it says; null for a tombstone. */
    public byte @Nullable [] value() {
        return bytes(content.value());
    }

    /** Returns what was said beside it. */
    public List<LogRecord.Header> headers() {
        return content.headers();
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
