package io.waybill.log;

import io.waybill.environment.Disk;
import io.waybill.log.batch.BatchCheck;
import io.waybill.log.batch.LogRecord;
import io.waybill.log.batch.RecordBatch;
import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.exchange.TimedOffset;
import io.waybill.log.file.LogFailure;
import io.waybill.log.segment.Segment;
import io.waybill.log.segment.SegmentScan;
import io.waybill.log.settings.LogMutant;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Reads batches by offset, and offsets by time. */
final class LogReader {

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final LogCore core;

    LogReader(LogCore core) {
        this.core = core;
    }

    void read(ReadRequest request, Consumer<LogRead> done, LogFailure.Listener failed) {
        long offset = request.offset();
        if (offset < core.logStart || offset > core.logEnd()) {
            LogFailure why = core.failureOf(
                    LogFailure.Kind.OUT_OF_RANGE,
                    "offset must be from " + core.logStart + " to " + core.logEnd() + ", was " + offset);
            later(() -> failed.failed(why), failed);
            return;
        }
        long end = Math.min(Math.min(request.endOffset(), core.readLimit), core.logEnd());
        if (offset >= end) {
            later(() -> done.accept(new LogRead(offset, offset, EMPTY)), failed);
            return;
        }
        Segment segment = core.segments.get(core.segmentOf(offset));
        new Read(segment, request, end, done, failed).begin();
    }

    /** Nobody is called before he has returned from asking; a read of nothing takes care of that. */
    private void later(Runnable task, LogFailure.Listener failed) {
        core.active().file().read(0, 0, nothing -> task.run(), telling(failed));
    }

    private Disk.OnFailure telling(LogFailure.Listener failed) {
        return cause -> failed.failed(LogFailure.ofDisk(core.files.log(), cause));
    }

    /** One read: from the index's position past the batches before the offset, then all that fit. */
    private final class Read {

        private final Segment segment;
        private final ReadRequest request;
        private final long endOffset;
        private final long endPosition;
        private final Consumer<LogRead> done;
        private final LogFailure.Listener failed;
        private final boolean trustsIndex = core.settings.has(LogMutant.INDEX_KEPT);
        private final boolean trustsBytes = core.settings.has(LogMutant.TORN_TAIL_KEPT);
        private final RecordBatch batch = new RecordBatch(EMPTY);
        private boolean byIndex;
        private long position;
        private long expected;

        Read(Segment segment, ReadRequest request, long endOffset, Consumer<LogRead> done, LogFailure.Listener failed) {
            this.segment = segment;
            this.request = request;
            this.endOffset = endOffset;
            this.endPosition = segment.sizeBytes();
            this.done = done;
            this.failed = failed;
        }

        void begin() {
            position = segment.positionBefore(request.offset());
            expected = segment.offsetBefore(request.offset());
            byIndex = position > 0;
            load((int) Math.min(Integer.MAX_VALUE, (long) request.maxBytes() + core.settings.indexIntervalBytes()));
        }

        private void load(int bytes) {
            if (isGone(segment)) {
                nothing();
                return;
            }
            int length = (int) Math.min(Math.max(bytes, RecordBatch.HEADER_BYTES), endPosition - position);
            segment.file().read(position, length, piece -> skip(piece.slice(), length), telling(failed));
        }

        private void skip(ByteBuffer piece, int asked) {
            batch.moveTo(piece, 0);
            while (true) {
                if (position >= endPosition) {
                    wrong("batch of offset " + request.offset() + " is missing");
                    return;
                }
                if (!batch.hasHeader()) {
                    loadMore(batch.start(), RecordBatch.HEADER_BYTES, piece, asked);
                    return;
                }
                if (isUnexpected()) {
                    return;
                }
                if (batch.nextOffset() > request.offset()) {
                    break;
                }
                expected = batch.nextOffset();
                position += batch.sizeBytes();
                batch.moveTo(piece, batch.start() + batch.sizeBytes());
            }
            if (!batch.isWhole()) {
                boolean wanted = request.atLeastOne() || batch.sizeBytes() <= request.maxBytes();
                if (wanted) {
                    loadMore(batch.start(), Math.max(batch.sizeBytes(), request.maxBytes()), piece, asked);
                } else {
                    done.accept(new LogRead(request.offset(), request.offset(), EMPTY));
                }
                return;
            }
            collect(piece);
        }

        /** Ends the read, or begins it anew without the index, where the batch is not the one that must be here. */
        private boolean isUnexpected() {
            BatchCheck found = batch.checkHeader();
            boolean other = batch.baseOffset() != expected && !trustsIndex;
            if (found == BatchCheck.SOUND && !other) {
                byIndex = false;
                return false;
            }
            if (byIndex && !trustsIndex) {
                segment.dropIndex();
                begin();
            } else {
                wrong(other ? "offset " + expected + " must be here, is " + batch.baseOffset() : batch.describe(found));
            }
            return true;
        }

        private void loadMore(int start, int bytes, ByteBuffer piece, int asked) {
            // What could be read was read: the file is shorter than it was, or the batch says too much.
            boolean allRead = piece.limit() < asked || bytes <= asked || position + asked >= endPosition;
            if (start == 0 && allRead) {
                wrong("the file ends within a batch");
            } else {
                load(Math.max(bytes, request.maxBytes()));
            }
        }

        private void collect(ByteBuffer piece) {
            int from = batch.start();
            long first = batch.baseOffset();
            long next = request.offset();
            int end = from;
            BatchCheck found = BatchCheck.SOUND;
            while (position + (end - from) < endPosition && batch.hasHeader() && batch.isWhole()) {
                boolean fits = end + (long) batch.sizeBytes() - from <= request.maxBytes();
                boolean allowed = batch.nextOffset() <= endOffset && (fits || (end == from && request.atLeastOne()));
                if (!allowed && end > from) {
                    break;
                }
                found = trustsBytes ? batch.checkHeader() : batch.check(); // Of the first in any case: it may lie.
                if (!allowed || found != BatchCheck.SOUND || (batch.baseOffset() != expected && !trustsIndex)) {
                    break;
                }
                expected = batch.nextOffset();
                next = expected;
                end += batch.sizeBytes();
                batch.moveTo(piece, end);
            }
            if (end == from && found != BatchCheck.SOUND) {
                wrong(batch.describe(found));
            } else {
                done.accept(new LogRead(end == from ? next : first, next, piece.slice(from, end - from)));
            }
        }

        private void wrong(String what) {
            if (segment.sizeBytes() < endPosition || isGone(segment)) {
                nothing();
                return;
            }
            failed.failed(core.failureOf(
                    LogFailure.Kind.CORRUPT, segment.file().name() + " at byte " + position + ": " + what));
        }

        /** What was to be read is being truncated or deleted, and nobody needs it. */
        private void nothing() {
            done.accept(new LogRead(request.offset(), request.offset(), EMPTY));
        }
    }

    /** Returns whether a segment is being truncated or was deleted: then its file may be shorter, or closed. */
    private boolean isGone(Segment segment) {
        return core.truncating || !core.segments.contains(segment);
    }

    /** Finds the first record with a timestamp or a later one, below {@code endOffset}. */
    void findTime(long timestamp, long endOffset, Consumer<TimedOffset> done, LogFailure.Listener failed) {
        findTime(core.logStart, timestamp, endOffset, done, failed);
    }

    /** Looks from the segment of an offset on: between two segments others may be deleted, so none has a number. */
    private void findTime(
            long from, long timestamp, long endOffset, Consumer<TimedOffset> done, LogFailure.Listener failed) {
        int index = core.segmentOf(from);
        while (index < core.segments.size() && core.segments.get(index).maxTimestamp() < timestamp) {
            index++;
        }
        if (index >= core.segments.size() || from >= core.logEnd()) {
            later(() -> done.accept(TimedOffset.NONE), failed);
            return;
        }
        Segment segment = core.segments.get(index);
        long size = segment.sizeBytes();
        TimedOffset[] found = {TimedOffset.NONE};
        SegmentScan.run(
                new SegmentScan.Range(
                        segment.file(), segment.positionBeforeTime(timestamp), size, core.settings.scanBytes()),
                true,
                (batch, position) -> {
                    found[0] = firstSince(batch, timestamp);
                    return found[0].offset() < 0 && !isGone(segment);
                },
                end -> {
                    if (found[0].offset() >= 0) {
                        done.accept(found[0].offset() < endOffset ? found[0] : TimedOffset.NONE);
                    } else if (core.truncating || segment.sizeBytes() < size) {
                        failed.failed(core.failureOf(
                                LogFailure.Kind.TRUNCATED, "while it was searched for the time " + timestamp));
                    } else if (isGone(segment)) {
                        findTime(core.logStart, timestamp, endOffset, done, failed);
                    } else if (!end.isSound()) {
                        failed.failed(core.failureOf(
                                LogFailure.Kind.CORRUPT,
                                segment.file().name() + " at byte " + end.position() + ": " + end.words()));
                    } else {
                        findTime(segment.nextOffset(), timestamp, endOffset, done, failed);
                    }
                },
                telling(failed));
    }

    private TimedOffset firstSince(RecordBatch batch, long timestamp) {
        if (batch.maxTimestamp() < timestamp || batch.nextOffset() <= core.logStart || batch.isControl()) {
            return TimedOffset.NONE;
        }
        if (batch.compression() != 0) {
            return new TimedOffset(
                    Math.max(batch.baseOffset(), core.logStart), batch.maxTimestamp(), batch.leaderEpoch());
        }
        for (LogRecord one : batch.records()) {
            if (one.timestamp() >= timestamp && one.offset() >= core.logStart) {
                return new TimedOffset(one.offset(), one.timestamp(), batch.leaderEpoch());
            }
        }
        return TimedOffset.NONE;
    }
}
