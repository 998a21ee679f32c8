package io.waybill.log;

import io.waybill.environment.Disk;
import io.waybill.log.batch.RecordBatch;
import io.waybill.log.file.LogFailure;
import io.waybill.log.file.LogFiles;
import io.waybill.log.file.Steps;
import io.waybill.log.segment.Segment;
import io.waybill.log.segment.SegmentScan;
import io.waybill.log.settings.LogMutant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the end of a log away, or all of it. What is gone must stay gone: a crash may bring back what was deleted or
 * truncated, so each step is durable before the next relies on it, and it is told as done when all of it is.
 */
final class LogTruncation {

    private final LogCore core;
    private final LogFlusher flusher;
    private final ProducerReplay replay;

    LogTruncation(LogCore core, LogFlusher flusher) {
        this.core = core;
        this.flusher = flusher;
        this.replay = new ProducerReplay(core);
    }

    void truncateTo(long offset, long nowMillis, Runnable done, LogFailure.Listener failed) {
        core.takeTurn(
                ending -> {
                    if (offset >= core.logEnd()) {
                        core.active().file().read(0, 0, nothing -> finish(done), core.failing(ending));
                    } else if (offset < core.logStart) {
                        restart(offset, nowMillis, done, ending);
                    } else {
                        cut(offset, nowMillis, done, ending);
                    }
                },
                failed);
    }

    void restartAt(long offset, long nowMillis, Runnable done, LogFailure.Listener failed) {
        core.takeTurn(ending -> restart(offset, nowMillis, done, ending), failed);
    }

    private void begin(long end) {
        core.truncating = true;
        core.readLimit = end;
        flusher.limit(end);
    }

    private void finish(Runnable done) {
        core.truncating = false;
        core.readLimit = Long.MAX_VALUE;
        core.turns.end();
        done.run();
    }

    private void cut(long offset, long nowMillis, Runnable done, LogFailure.Listener failed) {
        begin(offset);
        Cut cut = new Cut(core.segmentOf(offset), offset);
        Steps search = new Steps().then(core::awaitQuiet).then(cut::find);
        Runnable then = () -> {
            if (cut.end < core.logStart) {
                restart(core.logStart, nowMillis, done, failed); // within the first batch
            } else {
                cut(cut, nowMillis, done, failed);
            }
        };
        core.run(search, then, failed);
    }

    private void cut(Cut cut, long nowMillis, Runnable done, LogFailure.Listener failed) {
        Segment last = cut.segment;
        begin(cut.end);
        Steps steps = new Steps()
                .then((next, bad) -> {
                    // First: a recovery point above the log's end would mean that durable records were lost.
                    core.recoveryPoint = Math.min(core.recoveryPoint, cut.end);
                    core.writeCheckpoint(next, bad);
                })
                .then((next, bad) -> drop(cut, next, bad))
                .then(core.disk::syncDirectory)
                // Else the sync below may fail and drop what stays, and a crash bring back what lies behind it.
                .then(last.file()::sync)
                .then((next, bad) -> last.file().truncate(cut.position, next, bad))
                .then(this::syncAll)
                .thenDo(() -> {
                    boolean keepIndex = core.settings.has(LogMutant.INDEX_KEPT);
                    last.truncateTo(cut.position, cut.end, cut.maxTimestamp, keepIndex);
                    core.epochs.truncateFrom(cut.end);
                })
                .then(core::writeEpochs)
                .then((next, bad) -> {
                    if (core.settings.has(LogMutant.PRODUCERS_NOT_TRUNCATED)) {
                        next.run();
                    } else {
                        replay.rebuild(nowMillis, next, bad);
                    }
                })
                .thenDo(() -> flusher.truncated(cut.end));
        core.run(steps, () -> finish(done), failed);
    }

    /** What stays and is not known to be durable: a sync that is under way for it may fail. */
    private void syncAll(Runnable done, Disk.OnFailure failed) {
        List<Segment> unsynced = new ArrayList<>();
        for (Segment segment : core.segments) {
            if (segment.nextOffset() > flusher.flushedOffset() || segment == core.active()) {
                unsynced.add(segment);
            }
        }
        Runnable one = Steps.afterAll(unsynced.size(), done);
        for (Segment segment : unsynced) {
            segment.markSynced();
            segment.file().sync(one, failed);
        }
    }

    /** Deletes the segments after the one that becomes the last, its index, and the snapshots above the new end. */
    private void drop(Cut cut, Runnable done, Disk.OnFailure failed) {
        List<Segment> after = core.segments.subList(cut.index + 1, core.segments.size());
        List<Segment> gone = List.copyOf(after);
        after.clear();
        String indexFile = core.files.of(cut.segment.baseOffset(), LogFiles.INDEX);
        new Steps()
                .then((next, bad) -> core.dispose(gone, next, bad))
                .then((next, bad) -> core.disk.delete(indexFile, next, bad))
                .then((next, bad) -> core.deleteSnapshots(core.snapshots.tailSet(cut.end, false), next, bad))
                .run(done, failed);
    }

    private void restart(long offset, long nowMillis, Runnable done, LogFailure.Listener failed) {
        begin(Math.min(offset, core.logStart));
        Steps steps = new Steps()
                .then(core::awaitQuiet)
                .then((next, bad) -> {
                    core.intent = "restart " + offset + "\n";
                    core.writeCheckpoint(next, bad);
                })
                .then((next, bad) -> core.dispose(List.copyOf(core.segments), next, bad))
                .then((next, bad) -> core.deleteSnapshots(core.snapshots, next, bad))
                .then((next, bad) -> startAnew(core, offset, nowMillis, next, bad))
                .thenDo(() -> flusher.truncated(offset));
        core.run(steps, () -> finish(done), failed);
    }

    /** Makes a log without segments and snapshots one that is empty and begins at an offset. */
    static void startAnew(LogCore core, long offset, long nowMillis, Runnable done, Disk.OnFailure failed) {
        core.segments.clear();
        core.addSegment(offset, nowMillis);
        core.epochs.clear();
        core.producers.clear();
        core.producers.forgetAbortedFrom(0);
        core.logStart = offset;
        core.recoveryPoint = offset;
        new Steps()
                .then(core.active().file()::sync)
                .then(core.disk::syncDirectory)
                .then(core::writeSnapshot)
                .thenDo(() -> core.intent = "")
                .then(core::writeEpochs)
                .then(core::writeCheckpoint)
                .run(done, failed);
    }

    /** Where a segment is cut: before the batch that has the offset, so that a batch is there as a whole or not. */
    private final class Cut {

        private final int index;
        private final Segment segment;
        private final long offset;
        private long position;
        private long end;
        private long maxTimestamp;

        Cut(int index, long offset) {
            this.index = index;
            this.segment = core.segments.get(index);
            this.offset = offset;
        }

        void find(Runnable done, Disk.OnFailure failed) {
            position = segment.positionBefore(offset);
            end = segment.offsetBefore(offset);
            maxTimestamp = segment.maxTimestampBefore(offset);
            SegmentScan.run(
                    new SegmentScan.Range(segment.file(), position, segment.sizeBytes(), core.settings.scanBytes()),
                    false,
                    this::isBefore,
                    scanned -> {
                        position = scanned.position();
                        done.run();
                    },
                    failed);
        }

        private boolean isBefore(RecordBatch batch, long at) {
            if (batch.nextOffset() > offset) {
                return false;
            }
            end = batch.nextOffset();
            maxTimestamp = Math.max(maxTimestamp, batch.maxTimestamp());
            return true;
        }
    }
}
