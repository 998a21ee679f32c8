package io.waybill.log.segment;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import io.waybill.log.batch.BatchCheck;
import io.waybill.log.batch.RecordBatch;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Walks over the batches of a file, from one position to another, a piece of the file at a time. */
public final class SegmentScan {

    private final DiskFile file;
    private final long end;
    private final int pieceBytes;
    private final boolean checksums;
    private final Visitor visitor;
    private final Consumer<ScanEnd> done;
    private final Disk.OnFailure failed;
    private long position;

    private SegmentScan(
            Range range, boolean checksums, Visitor visitor, Consumer<ScanEnd> done, Disk.OnFailure failed) {
        this.file = range.file;
        this.position = range.from;
        this.end = range.to;
        this.pieceBytes = range.pieceBytes;
        this.checksums = checksums;
        this.visitor = visitor;
        this.done = done;
        this.failed = failed;
    }

    /**
     * Begins a scan.
     *
     * @param checksums whether a batch whose checksum is wrong ends it
     */
    public static void run(
            Range range, boolean checksums, Visitor visitor, Consumer<ScanEnd> done, Disk.OnFailure failed) {
        new SegmentScan(range, checksums, visitor, done, failed).load(range.pieceBytes);
    }

    private void load(int bytes) {
        int length = (int) Math.min(Math.max(bytes, pieceBytes), end - position);
        file.read(position, length, piece -> visit(piece.slice(), length), failed);
    }

    private void visit(ByteBuffer piece, int asked) {
        RecordBatch batch = new RecordBatch(piece);
        while (position < end) {
            int left = piece.limit() - batch.start();
            boolean more = piece.limit() == asked && position + left < end;
            if (!batch.hasHeader()) {
                if (more) {
                    load(RecordBatch.HEADER_BYTES);
                } else {
                    finish(BatchCheck.CUT_SHORT, batch);
                }
                return;
            }
            BatchCheck found = batch.checkHeader();
            if (found != BatchCheck.SOUND) {
                finish(found, batch);
                return;
            }
            int size = batch.sizeBytes();
            if (size > left) {
                if (more && position + size <= end) {
                    load(size);
                } else {
                    finish(BatchCheck.CUT_SHORT, batch);
                }
                return;
            }
            if (checksums && batch.check() != BatchCheck.SOUND) {
                finish(BatchCheck.BAD_CRC, batch);
                return;
            }
            if (!visitor.visit(batch, position)) {
                finish(BatchCheck.SOUND, batch);
                return;
            }
            position += size;
            batch.moveTo(piece, batch.start() + size);
        }
        finish(BatchCheck.SOUND, batch);
    }

    private void finish(BatchCheck found, RecordBatch batch) {
        done.accept(new ScanEnd(position, found, found == BatchCheck.SOUND ? "" : batch.describe(found)));
    }

    /** Is shown each batch. */
    public interface Visitor {

        /**
         * Looks at a batch; the view moves on afterwards.
         *
         * @param position where it begins in the file
         * @return whether to take it in and go on
         */
        boolean visit(RecordBatch batch, long position);
    }

    /**
     * What to walk over.
     *
     * @param from a position at which a batch begins
     * @param to the position after the last byte
     * @param pieceBytes how much to read at once; more where a batch is larger
     */
    public record Range(DiskFile file, long from, long to, int pieceBytes) {}
}
