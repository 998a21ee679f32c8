package io.waybill.log.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes one batch of format 2: says whose it is, takes records, and gives the bytes. Offset and leader epoch are left
 * to the log ({@link #baseOffset} and {@link #leaderEpoch} for who writes as a log). For one batch and one thread.
 */
public final class BatchBuilder {

    private static final int FIRST_BYTES = 512;
    private static final int LARGEST_HEAD = 64;

    private ByteBuffer body = ByteBuffer.allocate(FIRST_BYTES).position(RecordBatch.HEADER_BYTES);
    private int count;
    private long baseTimestamp = RecordBatch.NO_TIMESTAMP;
    private long maxTimestamp = RecordBatch.NO_TIMESTAMP;
    private long baseOffset;
    private int leaderEpoch = -1;
    private int attributes;
    private long producerId = RecordBatch.NO_PRODUCER;
    private short producerEpoch = -1;
    private int baseSequence = RecordBatch.NO_SEQUENCE;

    /** Creates a builder of a batch without a producer. */
    public BatchBuilder() {}

    /** Says whose batch it is, and the sequence of its first record. */
    public BatchBuilder producer(long id, short epoch, int sequence) {
        producerId = id;
        producerEpoch = epoch;
        baseSequence = sequence;
        return this;
    }

    /** Makes it part of its producer's transaction. */
    public BatchBuilder transactional() {
        attributes |= RecordBatch.TRANSACTIONAL_BIT;
        return this;
    }

    /** Sets the offset of the first record; 0 if not said. */
    public BatchBuilder baseOffset(long offset) {
        baseOffset = offset;
        return this;
    }

    /** Sets the epoch of the leader; -1 if not said. */
    public BatchBuilder leaderEpoch(int epoch) {
        leaderEpoch = epoch;
        return this;
    }

    BatchBuilder control() {
        attributes |= RecordBatch.CONTROL_BIT;
        return this;
    }

    /** Adds a record without headers. */
    public BatchBuilder add(long timestamp, @Nullable ByteBuffer key, @Nullable ByteBuffer value) {
        return add(timestamp, key, value, List.of());
    }

    /**
     * Adds a record; its offset follows the last one's.
     *
     * @param timestamp in milliseconds, 0 or more
     * @param key null for none; copied, its position stays
     * @param value null for a tombstone; copied, its position stays
     */
    public BatchBuilder add(
            long timestamp, @Nullable ByteBuffer key, @Nullable ByteBuffer value, List<LogRecord.Header> headers) {
        if (count == 0) {
            baseTimestamp = timestamp;
        }
        maxTimestamp = Math.max(maxTimestamp, timestamp);
        List<byte[]> names = new ArrayList<>(headers.size());
        int headerBytes = Varint.sizeOf(headers.size());
        for (LogRecord.Header header : headers) {
            byte[] name = header.name().getBytes(StandardCharsets.UTF_8);
            names.add(name);
            headerBytes += Varint.sizeOf(name.length) + name.length + sizeOf(header.value());
        }
        long timeDelta = timestamp - baseTimestamp;
        int size = 1 + Varint.sizeOf(timeDelta) + Varint.sizeOf(count) + sizeOf(key) + sizeOf(value) + headerBytes;
        reserve(size + LARGEST_HEAD);
        Varint.write(body, size);
        body.put((byte) 0);
        Varint.write(body, timeDelta);
        Varint.write(body, count);
        put(key);
        put(value);
        Varint.write(body, headers.size());
        for (int i = 0; i < headers.size(); i++) {
            Varint.write(body, names.get(i).length);
            body.put(names.get(i));
            put(headers.get(i).value());
        }
        count++;
        return this;
    }

    /** Returns the number of records so far. */
    public int count() {
        return count;
    }

    /** Returns the length of the batch so far, not compressed. */
    public int sizeBytes() {
        return body.position();
    }

    /** Returns the batch, not compressed, from position to limit. The builder is used up. */
    public ByteBuffer build() {
        return finish(body.flip());
    }

    /**
     * Returns the batch with its records compressed. The builder is used up.
     *
     * @param codec 1 gzip, 2 snappy, 3 lz4, 4 zstd
     * @param compress gives the compressed form of the bytes from position to limit
     */
    public ByteBuffer build(int codec, UnaryOperator<ByteBuffer> compress) {
        attributes |= codec & RecordBatch.COMPRESSION_BITS;
        ByteBuffer packed =
                compress.apply(body.flip().position(RecordBatch.HEADER_BYTES).slice());
        ByteBuffer whole = ByteBuffer.allocate(RecordBatch.HEADER_BYTES + packed.remaining());
        return finish(whole.position(RecordBatch.HEADER_BYTES).put(packed).flip());
    }

    private ByteBuffer finish(ByteBuffer batch) {
        batch.putLong(0, baseOffset);
        batch.putInt(RecordBatch.LENGTH_AT, batch.limit() - RecordBatch.LENGTH_OVERHEAD);
        batch.putInt(RecordBatch.EPOCH_AT, leaderEpoch);
        batch.put(RecordBatch.MAGIC_AT, RecordBatch.MAGIC);
        batch.putShort(RecordBatch.ATTRIBUTES_AT, (short) attributes);
        batch.putInt(RecordBatch.LAST_DELTA_AT, Math.max(0, count - 1));
        batch.putLong(RecordBatch.BASE_TIME_AT, baseTimestamp);
        batch.putLong(RecordBatch.MAX_TIME_AT, maxTimestamp);
        batch.putLong(RecordBatch.PRODUCER_AT, producerId);
        batch.putShort(RecordBatch.PRODUCER_EPOCH_AT, producerEpoch);
        batch.putInt(RecordBatch.SEQUENCE_AT, baseSequence);
        batch.putInt(RecordBatch.COUNT_AT, count);
        CRC32C crc = new CRC32C();
        crc.update(batch.duplicate().position(RecordBatch.ATTRIBUTES_AT));
        batch.putInt(RecordBatch.CRC_AT, (int) crc.getValue());
        return batch;
    }

    private void reserve(int size) {
        if (body.remaining() < size) {
            int capacity = Math.max(body.capacity() * 2, body.position() + size);
            body = ByteBuffer.allocate(capacity).put(body.flip());
        }
    }

    private void put(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            Varint.write(body, -1);
        } else {
            Varint.write(body, bytes.remaining());
            body.put(bytes.duplicate());
        }
    }

    private static int sizeOf(@Nullable ByteBuffer bytes) {
        return bytes == null ? Varint.sizeOf(-1) : Varint.sizeOf(bytes.remaining()) + bytes.remaining();
    }
}
