package io.waybill.log.batch;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message, or one control record. Its buffers share the bytes of the batch.
 *
 * @param timestamp in milliseconds
 * @param key null where there is none
 * @param value null for a tombstone
 */
public record LogRecord(
        long offset,
        long timestamp,
        @Nullable ByteBuffer key,
        @Nullable ByteBuffer value,
        List<Header> headers) {

    public LogRecord {
        headers = List.copyOf(headers);
    }

    /**
     * A header of a record.
     *
     * @param name may occur twice in a record
     * @param value null where there is none
     */
    public record Header(String name, @Nullable ByteBuffer value) {}
}
