package io.waybill.log.segment;

import io.waybill.log.producer.AbortedTransaction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where the batches of a segment are, sparsely: entries of base offset, position, and the largest timestamp of all that
 * stands before. The last makes it an index of time too.
 *
 * <p>Once a segment takes no more appends its index is kept in a file, with the size of the segment, its end, its
 * aborted transactions and a checksum. What does not fit the segment is not used; the segment is read instead.
 */
public final class SegmentIndex {

    private static final int MAGIC = 0x57504931; // WPI1
    private static final int HEAD_BYTES = 4 + 8 + 8 + 8 + 8 + 4 + 4;
    private static final int ENTRY_BYTES = 4 + 4 + 8;
    private static final int ABORTED_BYTES = 32;
    private static final int FIRST_CAPACITY = 4;

    private int[] deltas = new int[FIRST_CAPACITY];
    private int[] positions = new int[FIRST_CAPACITY];
    private long[] maxBefore = new long[FIRST_CAPACITY];
    private int count;

    /** Creates an empty index. */
    public SegmentIndex() {}

    /** Returns the number of entries. */
    public int count() {
        return count;
    }

    void add(int delta, int position, long maxTimestampBefore) {
        if (count == deltas.length) {
            deltas = Arrays.copyOf(deltas, count * 2);
            positions = Arrays.copyOf(positions, count * 2);
            maxBefore = Arrays.copyOf(maxBefore, count * 2);
        }
        deltas[count] = delta;
        positions[count] = position;
        maxBefore[count] = maxTimestampBefore;
        count++;
    }

    int deltaAt(int entry) {
        return deltas[entry];
    }

    int positionAt(int entry) {
        return positions[entry];
    }

    long maxBeforeAt(int entry) {
        return maxBefore[entry];
    }

    /** Returns the last entry that begins at a delta or before, or -1. */
    int floor(long delta) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (deltas[middle] <= delta) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** Returns the last entry before which no timestamp is as large, or -1. */
    int before(long timestamp) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (maxBefore[middle] < timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    void truncateTo(long position) {
        while (count > 0 && positions[count - 1] >= position) {
            count--;
        }
    }

    void clear() {
        count = 0;
    }

    ByteBuffer write(Segment segment, List<AbortedTransaction> aborted) {
        ByteBuffer bytes =
                ByteBuffer.allocate(HEAD_BYTES + count * ENTRY_BYTES + aborted.size() * ABORTED_BYTES + Integer.BYTES);
        bytes.putInt(MAGIC).putLong(segment.baseOffset()).putLong(segment.sizeBytes());
        bytes.putLong(segment.nextOffset()).putLong(segment.maxTimestamp());
        bytes.putInt(count).putInt(aborted.size());
        for (int i = 0; i < count; i++) {
            bytes.putInt(deltas[i]).putInt(positions[i]).putLong(maxBefore[i]);
        }
        for (AbortedTransaction one : aborted) {
            bytes.putLong(one.producerId()).putLong(one.firstOffset());
            bytes.putLong(one.lastOffset()).putLong(one.lastStableOffset());
        }
        return bytes.putInt(crcOf(bytes.duplicate().flip())).flip();
    }

    /** Returns what the file of an index says; null where it is not whole. */
    static @Nullable Stored read(ByteBuffer file, long baseOffset) {
        ByteBuffer bytes = file.slice();
        int end = bytes.limit() - Integer.BYTES;
        if (end < HEAD_BYTES || bytes.getInt(end) != crcOf(bytes.duplicate().limit(end))) {
            return null;
        }
        if (bytes.getInt() != MAGIC || bytes.getLong() != baseOffset) {
            return null;
        }
        SegmentIndex index = new SegmentIndex();
        List<AbortedTransaction> aborted = new ArrayList<>();
        long size = bytes.getLong();
        long next = bytes.getLong();
        long maxTimestamp = bytes.getLong();
        int entries = bytes.getInt();
        int abortedCount = bytes.getInt();
        for (int i = 0; i < entries; i++) {
            index.add(bytes.getInt(), bytes.getInt(), bytes.getLong());
        }
        for (int i = 0; i < abortedCount; i++) {
            aborted.add(new AbortedTransaction(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong()));
        }
        return new Stored(index, size, next, maxTimestamp, List.copyOf(aborted));
    }

    private static int crcOf(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /**
     * The content of an index's file.
     *
     * @param sizeBytes of the segment when it was written
     * @param nextOffset the offset after its last record
     * @param aborted the transactions whose abort marker is in it
     */
    public record Stored(
            SegmentIndex index, long sizeBytes, long nextOffset, long maxTimestamp, List<AbortedTransaction> aborted) {}
}
