package io.waybill.log.batch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A view of one record batch of format 2 inside a buffer. The view can be moved, so that a log walks over many batches
 * with one object; it copies nothing. All numbers are big-endian:
 *
 * <pre>
 *   0  base offset              8
 *   8  length of what follows   4
 *  12  partition leader epoch   4
 *  16  magic: 2                 1
 *  17  CRC32C of what follows   4
 *  21  attributes               2   bits 0-2 codec, 3 append time, 4 transactional, 5 control
 *  23  last offset delta        4
 *  27  base timestamp           8
 *  35  max timestamp            8
 *  43  producer id              8
 *  51  producer epoch           2
 *  53  base sequence            4
 *  57  count of records         4
 *  61  records
 * </pre>
 *
 * <p>The base offset and the leader epoch stand before the checksum, so a leader stamps them in place. Source: Kafka's
 * documentation, "Record Batch". For one thread.
 */
public final class RecordBatch {

    /** Bytes of a header; the smallest batch. */
    public static final int HEADER_BYTES = 61;
    /** Bytes before those that the length field counts. */
    public static final int LENGTH_OVERHEAD = 12;
    /** What a batch without a producer has in its place. */
    public static final long NO_PRODUCER = -1;
    /** What a batch without a sequence has in its place. */
    public static final int NO_SEQUENCE = -1;
    /** The largest number of a codec that there is; three bits have room for more. */
    public static final int LAST_CODEC = 4;
    /** What a record or batch without a timestamp has in its place. */
    public static final long NO_TIMESTAMP = -1;

    static final byte MAGIC = 2;
    static final int LENGTH_AT = 8;
    static final int EPOCH_AT = 12;
    static final int MAGIC_AT = 16;
    static final int CRC_AT = 17;
    static final int ATTRIBUTES_AT = 21;
    static final int LAST_DELTA_AT = 23;
    static final int BASE_TIME_AT = 27;
    static final int MAX_TIME_AT = 35;
    static final int PRODUCER_AT = 43;
    static final int PRODUCER_EPOCH_AT = 51;
    static final int SEQUENCE_AT = 53;
    static final int COUNT_AT = 57;
    static final int COMPRESSION_BITS = 0x07;
    static final int APPEND_TIME_BIT = 0x08;
    static final int TRANSACTIONAL_BIT = 0x10;
    static final int CONTROL_BIT = 0x20;

    private final CRC32C crc = new CRC32C();
    private ByteBuffer buffer;
    private int start;

    /** Creates a view of the batch that begins at the buffer's position. */
    public RecordBatch(ByteBuffer buffer) {
        this.buffer = buffer;
        this.start = buffer.position();
    }

    /** Moves the view to the batch at an index of a buffer, which need not hold a whole one. Returns itself. */
    public RecordBatch moveTo(ByteBuffer newBuffer, int newStart) {
        buffer = newBuffer;
        start = newStart;
        return this;
    }

    /** Moves the view to the batch after this one. Returns whether the buffer has a byte there. */
    public boolean moveToNext() {
        start += sizeBytes();
        return start < buffer.limit();
    }

    /** Returns the index in the buffer at which the batch begins. */
    public int start() {
        return start;
    }

    /** Returns whether the buffer holds at least the header. */
    public boolean hasHeader() {
        return buffer.limit() - start >= HEADER_BYTES;
    }

    /** Returns whether the buffer holds the whole batch, which has a header. */
    public boolean isWhole() {
        return buffer.limit() - start >= sizeBytes();
    }

    /** Says whether the bytes are a batch: whole, of format 2, matching its checksum, with fields in their ranges. */
    public BatchCheck check() {
        BatchCheck header = checkHeader();
        if (header != BatchCheck.SOUND) {
            return header;
        }
        if (!isWhole()) {
            return BatchCheck.CUT_SHORT;
        }
        return crc() == computedCrc() ? BatchCheck.SOUND : BatchCheck.BAD_CRC;
    }

    /** Says what {@link #check} says, but asks for neither the records nor the checksum. */
    public BatchCheck checkHeader() {
        if (!hasHeader()) {
            return BatchCheck.CUT_SHORT;
        }
        int length = buffer.getInt(start + LENGTH_AT);
        if (length < HEADER_BYTES - LENGTH_OVERHEAD || length > Integer.MAX_VALUE - LENGTH_OVERHEAD) {
            return BatchCheck.BAD_LENGTH;
        }
        if (buffer.get(start + MAGIC_AT) != MAGIC) {
            return BatchCheck.BAD_MAGIC;
        }
        return fieldsInRange() ? BatchCheck.SOUND : BatchCheck.BAD_FIELD;
    }

    private boolean fieldsInRange() {
        int delta = buffer.getInt(start + LAST_DELTA_AT);
        boolean offsets = baseOffset() >= 0 && delta >= 0 && baseOffset() <= Long.MAX_VALUE - delta - 1;
        boolean count = count() >= 0 && count() <= delta + 1L;
        // Without a producer, epoch and sequence mean nothing, and some clients leave zeros there.
        boolean producer = producerId() >= 0
                ? producerEpoch() >= 0 && baseSequence() >= NO_SEQUENCE
                : producerId() == NO_PRODUCER && !isTransactional();
        return offsets && count && producer;
    }

    /** Returns a sentence about what {@link #check} found, with the batch's offset where it can be known. */
    public String describe(BatchCheck found) {
        String subject = hasHeader() ? "batch of offset " + baseOffset() : "batch";
        return subject + " " + found.words();
    }

    /** Returns the offset of the first record. */
    public long baseOffset() {
        return buffer.getLong(start);
    }

    /** Returns the offset of the last record. */
    public long lastOffset() {
        return baseOffset() + lastOffsetDelta();
    }

    /** Returns the offset after the last record. */
    public long nextOffset() {
        return lastOffset() + 1;
    }

    /** Returns the offset of the last record, counted from that of the first. */
    public int lastOffsetDelta() {
        return buffer.getInt(start + LAST_DELTA_AT);
    }

    /** Returns the length of the whole batch with its header. */
    public int sizeBytes() {
        return buffer.getInt(start + LENGTH_AT) + LENGTH_OVERHEAD;
    }

    /** Returns the epoch of the leader that appended it. */
    public int leaderEpoch() {
        return buffer.getInt(start + EPOCH_AT);
    }

    /** Returns the number of records. */
    public int count() {
        return buffer.getInt(start + COUNT_AT);
    }

    /** Returns the number of the codec: 0 none, 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
    public int compression() {
        return attributes() & COMPRESSION_BITS;
    }

    /** Returns whether the timestamps are those of the append. */
    public boolean isAppendTime() {
        return (attributes() & APPEND_TIME_BIT) != 0;
    }

    /** Returns whether it belongs to a transaction. */
    public boolean isTransactional() {
        return (attributes() & TRANSACTIONAL_BIT) != 0;
    }

    /** Returns whether it holds a marker instead of messages. */
    public boolean isControl() {
        return (attributes() & CONTROL_BIT) != 0;
    }

    /** Returns the timestamp from which those of the records are counted, in milliseconds. */
    public long baseTimestamp() {
        return buffer.getLong(start + BASE_TIME_AT);
    }

    /** Returns the largest timestamp, in milliseconds; {@link #NO_TIMESTAMP} where there is none. */
    public long maxTimestamp() {
        return buffer.getLong(start + MAX_TIME_AT);
    }

    /** Returns the id of its producer, or {@link #NO_PRODUCER}. */
    public long producerId() {
        return buffer.getLong(start + PRODUCER_AT);
    }

    /** Returns the epoch of its producer, or -1. */
    public short producerEpoch() {
        return buffer.getShort(start + PRODUCER_EPOCH_AT);
    }

    /** Returns the sequence of the first record, or {@link #NO_SEQUENCE}. */
    public int baseSequence() {
        return buffer.getInt(start + SEQUENCE_AT);
    }

    /** Returns the sequence of the last record, or {@link #NO_SEQUENCE}. Sequences go on with 0 after 2^31 - 1. */
    public int lastSequence() {
        int base = baseSequence();
        return base == NO_SEQUENCE ? NO_SEQUENCE : (base + lastOffsetDelta()) & Integer.MAX_VALUE;
    }

    /** Returns whether duplicates of it can be told: it has a producer and a sequence. */
    public boolean hasSequence() {
        return producerId() >= 0 && baseSequence() >= 0;
    }

    /** Writes the base offset into the buffer. The checksum stays right. */
    public void stampBaseOffset(long offset) {
        buffer.putLong(start, offset);
    }

    /** Writes the leader epoch into the buffer. The checksum stays right. */
    public void stampLeaderEpoch(int epoch) {
        buffer.putInt(start + EPOCH_AT, epoch);
    }

    /** Makes it the batch of a producer, with the sequence of its first record, and the checksum right again. */
    public void stampProducer(long producerId, short producerEpoch, int sequence) {
        buffer.putLong(start + PRODUCER_AT, producerId);
        buffer.putShort(start + PRODUCER_EPOCH_AT, producerEpoch);
        buffer.putInt(start + SEQUENCE_AT, sequence);
        buffer.putInt(start + CRC_AT, computedCrc());
    }

    /** Makes {@code millis} the timestamp of all records, and the checksum right again. */
    public void stampAppendTime(long millis) {
        buffer.putShort(start + ATTRIBUTES_AT, (short) (attributes() | APPEND_TIME_BIT));
        stampMaxTimestamp(millis);
    }

    /** Writes the largest timestamp into the buffer, and makes the checksum right again. */
    public void stampMaxTimestamp(long millis) {
        buffer.putLong(start + MAX_TIME_AT, millis);
        buffer.putInt(start + CRC_AT, computedCrc());
    }

    /** Returns a buffer of this batch alone, from its position to its limit; it shares the bytes. */
    public ByteBuffer bytes() {
        return buffer.duplicate().limit(start + sizeBytes()).position(start).slice();
    }

    /**
     * Returns the records of a batch that is sound and not compressed.
     *
     * @throws InvalidRecordException where they are not as the header says
     */
    public List<LogRecord> records() {
        if (compression() != 0) {
            throw new IllegalStateException("records of " + describe(BatchCheck.SOUND) + " are compressed");
        }
        return records(buffer, start + HEADER_BYTES, start + sizeBytes());
    }

    /**
     * Returns the records of a batch that is sound and compressed.
     *
     * @param plain the plain form of what follows the header, from position to limit; the records share its bytes
     * @throws InvalidRecordException where they are not as the header says
     */
    public List<LogRecord> records(ByteBuffer plain) {
        return records(plain, plain.position(), plain.limit());
    }

    private List<LogRecord> records(ByteBuffer from, int begin, int end) {
        List<LogRecord> records = new ArrayList<>(count());
        RecordReader reader = new RecordReader(this, from, begin, end);
        while (reader.remaining() > 0) {
            records.add(reader.next());
        }
        if (records.size() != count()) {
            throw new InvalidRecordException(
                    "batch of offset " + baseOffset() + " must have " + count() + " records, has " + records.size());
        }
        return records;
    }

    /**
     * Walks over the records of a batch that is sound and not compressed, and keeps nothing. Returns the largest of
     * their own timestamps; {@link #NO_TIMESTAMP} where none is as large.
     *
     * @throws InvalidRecordException where they are not as the header says, or their offsets do not follow each other
     */
    public long checkRecords() {
        RecordReader reader = new RecordReader(this, buffer, start + HEADER_BYTES, start + sizeBytes());
        int records = 0;
        long newest = NO_TIMESTAMP;
        while (reader.remaining() > 0) {
            newest = Math.max(newest, reader.skip(records++));
        }
        if (records != count()) {
            throw new InvalidRecordException(
                    "batch of offset " + baseOffset() + " must have " + count() + " records, has " + records);
        }
        return newest;
    }

    /**
     * Returns the marker of a sound control batch.
     *
     * @throws InvalidRecordException where it holds no marker that ends a transaction
     */
    public ControlMarker marker() {
        return ControlMarker.of(records());
    }

    private int attributes() {
        return buffer.getShort(start + ATTRIBUTES_AT);
    }

    /** Returns the checksum that stands in it; it does not cover the base offset and the leader epoch. */
    public int crc() {
        return buffer.getInt(start + CRC_AT);
    }

    /** Returns the checksum that ought to stand in it, by what is there; the batch must be whole. */
    public int computedCrc() {
        crc.reset();
        if (buffer.hasArray()) {
            crc.update(buffer.array(), buffer.arrayOffset() + start + ATTRIBUTES_AT, sizeBytes() - ATTRIBUTES_AT);
        } else {
            crc.update(buffer.duplicate().limit(start + sizeBytes()).position(start + ATTRIBUTES_AT));
        }
        return (int) crc.getValue();
    }
}
