package io.waybill.log.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of a batch that is not compressed, one after the other. */
final class RecordReader {

    private static final int NULL_LENGTH = -1;

    private final ByteBuffer bytes;
    private final long baseOffset;
    private final long baseTimestamp;
    private final long appendTime;
    private final int lastDelta;

    RecordReader(RecordBatch batch, ByteBuffer buffer, int start, int end) {
        this.bytes = buffer.duplicate().limit(end).position(start);
        this.baseOffset = batch.baseOffset();
        this.baseTimestamp = batch.baseTimestamp();
        this.appendTime = batch.isAppendTime() ? batch.maxTimestamp() : RecordBatch.NO_TIMESTAMP;
        this.lastDelta = batch.lastOffsetDelta();
    }

    int remaining() {
        return bytes.remaining();
    }

    LogRecord next() {
        int size = length("record", bytes.limit());
        int end = bytes.position() + size;
        if (size < 1) {
            throw new InvalidRecordException("a record has no bytes");
        }
        bytes.get(); // attributes, of which none is in use
        long timestamp = baseTimestamp + Varint.read(bytes);
        long delta = Varint.read(bytes);
        if (delta < 0 || delta > lastDelta) {
            throw new InvalidRecordException(
                    "offset delta of a record must be from 0 to " + lastDelta + ", was " + delta);
        }
        ByteBuffer key = nullable("key", end);
        ByteBuffer value = nullable("value", end);
        List<LogRecord.Header> headers = headers(end);
        if (bytes.position() != end) {
            throw new InvalidRecordException("record of offset " + (baseOffset + delta) + " has "
                    + (end - bytes.position()) + " bytes too many");
        }
        long stamped = appendTime == RecordBatch.NO_TIMESTAMP ? timestamp : appendTime;
        return new LogRecord(baseOffset + delta, stamped, key, value, headers);
    }

    /**
     * Goes past a record whose offset is to be {@code expectedDelta} after the first, and keeps nothing of it. Returns
     * its own timestamp.
     */
    long skip(int expectedDelta) {
        int size = length("record", bytes.limit());
        int end = bytes.position() + size;
        if (size < 1) {
            throw new InvalidRecordException("a record has no bytes");
        }
        bytes.get();
        long timestamp = baseTimestamp + Varint.read(bytes);
        long delta = Varint.read(bytes);
        if (delta != expectedDelta) {
            throw new InvalidRecordException("offset delta of a record must be " + expectedDelta + ", was " + delta);
        }
        skipNullable("key", end);
        skipNullable("value", end);
        int headers = length("headers", end);
        for (int i = 0; i < headers; i++) {
            int nameBytes = length("name of a header", end);
            bytes.position(bytes.position() + nameBytes);
            skipNullable("header", end);
        }
        if (bytes.position() != end) {
            throw new InvalidRecordException("record of offset " + (baseOffset + delta) + " must end at byte " + end
                    + " of its batch, ends at " + bytes.position());
        }
        return timestamp;
    }

    private void skipNullable(String what, int end) {
        long size = Varint.read(bytes);
        if (size != NULL_LENGTH) {
            bytes.position(bytes.position() + inRange(what, size, end));
        }
    }

    private List<LogRecord.Header> headers(int end) {
        int count = length("headers", end);
        if (count == 0) {
            return List.of();
        }
        List<LogRecord.Header> headers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteBuffer name = slice(length("name of a header", end));
            headers.add(new LogRecord.Header(StandardCharsets.UTF_8.decode(name).toString(), nullable("header", end)));
        }
        return headers;
    }

    private @Nullable ByteBuffer nullable(String what, int end) {
        long size = Varint.read(bytes);
        return size == NULL_LENGTH ? null : slice(inRange(what, size, end));
    }

    private int length(String what, int end) {
        return inRange(what, Varint.read(bytes), end);
    }

    private int inRange(String what, long size, int end) {
        if (size < 0 || size > end - bytes.position()) {
            throw new InvalidRecordException("length of a " + what + " must be from 0 to "
                    + Math.max(0, end - bytes.position()) + ", was " + size);
        }
        return (int) size;
    }

    private ByteBuffer slice(int size) {
        ByteBuffer slice = bytes.slice(bytes.position(), size);
        bytes.position(bytes.position() + size);
        return slice;
    }
}
