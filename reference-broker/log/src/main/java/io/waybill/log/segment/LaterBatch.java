package io.waybill.log.segment;

import io.waybill.environment.Disk;
import io.waybill.log.batch.BatchCheck;
import io.waybill.log.batch.RecordBatch;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/**
 * Looks for a sound batch anywhere after a position. A crash takes the end of a file; so where a batch is not sound,
 * but one after it is, no crash has done it.
 */
public final class LaterBatch {

    private final SegmentScan.Range range;
    private final long leastOffset;
    private final LongConsumer done;
    private final Disk.OnFailure failed;

    private LaterBatch(SegmentScan.Range range, long leastOffset, LongConsumer done, Disk.OnFailure failed) {
        this.range = range;
        this.leastOffset = leastOffset;
        this.done = done;
        this.failed = failed;
    }

    /**
     * Begins to look.
     *
     * @param leastOffset the least base offset that the batch may have
     * @param done is given its position, or -1 where there is none
     */
    public static void find(SegmentScan.Range range, long leastOffset, LongConsumer done, Disk.OnFailure failed) {
        new LaterBatch(range, leastOffset, done, failed).look(range.from());
    }

    private void look(long position) {
        if (position + RecordBatch.HEADER_BYTES > range.to()) {
            done.accept(-1);
            return;
        }
        int length = (int) Math.min(range.pieceBytes(), range.to() - position);
        range.file().read(position, length, piece -> inspect(position, 0, piece.slice()), failed);
    }

    private void inspect(long position, int from, ByteBuffer piece) {
        RecordBatch batch = new RecordBatch(piece);
        int last = piece.limit() - RecordBatch.HEADER_BYTES;
        for (int at = from; at <= last; at++) {
            batch.moveTo(piece, at);
            if (mayBegin(batch, position + at)) {
                if (batch.isWhole()) {
                    if (batch.check() == BatchCheck.SOUND) {
                        done.accept(position + at);
                        return;
                    }
                } else {
                    readWhole(position, at, batch.sizeBytes(), piece);
                    return;
                }
            }
        }
        long next = position + Math.max(last + 1, 0);
        if (next == position) {
            done.accept(-1);
        } else {
            look(next);
        }
    }

    private boolean mayBegin(RecordBatch batch, long position) {
        return batch.checkHeader() == BatchCheck.SOUND
                && batch.baseOffset() >= leastOffset
                && batch.baseOffset() - leastOffset <= Integer.MAX_VALUE
                && position + batch.sizeBytes() <= range.to();
    }

    private void readWhole(long position, int at, int size, ByteBuffer piece) {
        range.file()
                .read(
                        position + at,
                        size,
                        bytes -> {
                            if (new RecordBatch(bytes.slice()).check() == BatchCheck.SOUND) {
                                done.accept(position + at);
                            } else {
                                inspect(position, at + 1, piece);
                            }
                        },
                        failed);
    }
}
