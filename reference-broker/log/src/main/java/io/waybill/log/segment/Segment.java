package io.waybill.log.segment;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import io.waybill.log.batch.RecordBatch;
import io.waybill.log.producer.AbortedTransaction;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of batches whose offsets follow each other, from its base offset on. Only the last segment of a log takes
 * appends. For one thread.
 */
public final class Segment {

    private final long baseOffset;
    private DiskFile file;
    private final int indexInterval;
    private final long createdMillis;
    private SegmentIndex index = new SegmentIndex();
    private long size;
    private long nextOffset;
    private long writtenOffset;
    private long maxTimestamp = RecordBatch.NO_TIMESTAMP;
    private long bytesSinceEntry;
    private boolean unsynced;

    /**
     * Creates a segment that knows of no batch in its file yet.
     *
     * @param createdMillis from when its age counts where its batches have no timestamp
     */
    public Segment(long baseOffset, DiskFile file, int indexInterval, long createdMillis) {
        this.baseOffset = baseOffset;
        this.nextOffset = baseOffset;
        this.writtenOffset = baseOffset;
        this.file = file;
        this.indexInterval = indexInterval;
        this.createdMillis = createdMillis;
    }

    /** Returns the offset that its first record has or will have. */
    public long baseOffset() {
        return baseOffset;
    }

    /** Returns the offset after its last record. */
    public long nextOffset() {
        return nextOffset;
    }

    /** Returns the offset after the last record that the disk has taken. */
    public long writtenOffset() {
        return writtenOffset;
    }

    /** Returns the length of its batches. */
    public long sizeBytes() {
        return size;
    }

    /** Returns the largest timestamp, in milliseconds, or {@link RecordBatch#NO_TIMESTAMP}. */
    public long maxTimestamp() {
        return maxTimestamp;
    }

    /** Returns when it was created or, after a restart, opened. */
    public long createdMillis() {
        return createdMillis;
    }

    /** Returns its file, to read and to sync. */
    public DiskFile file() {
        return file;
    }

    /** Goes on in another file that has the same batches. */
    public void moveTo(DiskFile other) {
        file = other;
    }

    /** Returns whether something was appended since {@link #markSynced}. */
    public boolean isUnsynced() {
        return unsynced;
    }

    /** Notes that a sync begins. */
    public void markSynced() {
        unsynced = false;
    }

    /** Takes in a batch that stands at the end of what is known; says nothing to the file. */
    public void note(RecordBatch batch) {
        if (bytesSinceEntry >= indexInterval) {
            index.add((int) (batch.baseOffset() - baseOffset), (int) size, maxTimestamp);
            bytesSinceEntry = 0;
        }
        bytesSinceEntry += batch.sizeBytes();
        size += batch.sizeBytes();
        nextOffset = batch.nextOffset();
        maxTimestamp = Math.max(maxTimestamp, batch.maxTimestamp());
    }

    /** Notes that what is known is in the file. */
    public void markWritten() {
        writtenOffset = nextOffset;
    }

    /** Appends the bytes of batches that were noted; they belong to the file from now on. */
    public void append(ByteBuffer batches, Runnable written, Disk.OnFailure failed) {
        long end = nextOffset;
        unsynced = true;
        file.append(
                batches,
                () -> {
                    writtenOffset = end;
                    written.run();
                },
                failed);
    }

    /** Returns a position at which the batch of an offset, or one before it, begins. */
    public long positionBefore(long offset) {
        int entry = index.floor(offset - baseOffset);
        return entry < 0 ? 0 : index.positionAt(entry);
    }

    /** Returns the offset that the batch at {@link #positionBefore} must have. */
    public long offsetBefore(long offset) {
        int entry = index.floor(offset - baseOffset);
        return entry < 0 ? baseOffset : baseOffset + index.deltaAt(entry);
    }

    /** Returns the largest timestamp of all batches before {@link #positionBefore}. */
    public long maxTimestampBefore(long offset) {
        int entry = index.floor(offset - baseOffset);
        return entry < 0 ? RecordBatch.NO_TIMESTAMP : index.maxBeforeAt(entry);
    }

    /** Returns a position before which no timestamp is as large as {@code timestamp}. */
    public long positionBeforeTime(long timestamp) {
        int entry = index.before(timestamp);
        return entry < 0 ? 0 : index.positionAt(entry);
    }

    /** Forgets the index: it has shown to be wrong. Reads begin at the start of the segment then. */
    public void dropIndex() {
        index.clear();
    }

    /**
     * Forgets the batches from a position on; says nothing to the file.
     *
     * @param next the offset of the batch at that position
     * @param newMaxTimestamp the largest timestamp of those that stay
     * @param keepIndex whether to keep the index entries of what is forgotten; true only for a planted flaw
     */
    public void truncateTo(long position, long next, long newMaxTimestamp, boolean keepIndex) {
        size = position;
        nextOffset = next;
        writtenOffset = next;
        maxTimestamp = newMaxTimestamp;
        bytesSinceEntry = 0;
        if (!keepIndex) {
            index.truncateTo(position);
        }
    }

    /** Returns its index as bytes for a file. */
    public ByteBuffer indexBytes(List<AbortedTransaction> aborted) {
        return index.write(this, aborted);
    }

    /** Returns what a file says of this segment; null where the file is not whole or of another segment. */
    public SegmentIndex.@Nullable Stored readIndex(ByteBuffer bytes) {
        return SegmentIndex.read(bytes, baseOffset);
    }

    /** Takes index, size and end from a file, instead of from batches. */
    public void take(SegmentIndex.Stored stored) {
        index = stored.index();
        size = stored.sizeBytes();
        nextOffset = stored.nextOffset();
        writtenOffset = nextOffset;
        maxTimestamp = stored.maxTimestamp();
    }

    /** Takes the index alone from a file, whether it fits or not: a planted flaw. */
    public void takeIndex(SegmentIndex.Stored stored) {
        index = stored.index();
    }
}
