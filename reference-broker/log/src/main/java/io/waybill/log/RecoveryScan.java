package io.waybill.log;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFailure;
import io.waybill.log.batch.BatchCheck;
import io.waybill.log.batch.RecordBatch;
import io.waybill.log.file.Steps;
import io.waybill.log.segment.LaterBatch;
import io.waybill.log.segment.ScanEnd;
import io.waybill.log.segment.Segment;
import io.waybill.log.segment.SegmentIndex;
import io.waybill.log.segment.SegmentScan;
import io.waybill.log.settings.LogMutant;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the segments that must be read, in their order: rebuilds indexes, epochs and producers, and finds the end. */
final class RecoveryScan {

    private final LogCore core;
    private final StoredCheckpoint checkpoint;
    private final List<Segment> found;
    private final List<SegmentIndex.@Nullable Stored> indexes;
    private final Bounds bounds;
    private final long nowMillis;
    private final List<Segment> scanned = new ArrayList<>();
    private Consumer<String> corrupt = ignored -> {};
    private long expected;
    private long scannedBytes;
    private long truncatedBytes;
    private boolean atEnd;

    /**
     * What to read for what.
     *
     * @param from index of the first segment to read
     * @param rebuildFrom index of the first segment of which nothing but its file is known
     * @param producersFrom the first offset whose batches the producers do not know
     */
    record Bounds(int from, int rebuildFrom, long producersFrom) {}

    RecoveryScan(
            LogCore core,
            StoredCheckpoint checkpoint,
            List<Segment> found,
            List<SegmentIndex.@Nullable Stored> indexes,
            Bounds bounds,
            long nowMillis) {
        this.core = core;
        this.checkpoint = checkpoint;
        this.found = found;
        this.indexes = indexes;
        this.bounds = bounds;
        this.nowMillis = nowMillis;
    }

    /** Returns the segments whose batches were read for more than the producers. */
    List<Segment> scanned() {
        return scanned;
    }

    long scannedBytes() {
        return scannedBytes;
    }

    long truncatedBytes() {
        return truncatedBytes;
    }

    /** Reads all; {@code whenCorrupt} is told what no crash can have done, and then nothing follows. */
    void run(Runnable done, Consumer<String> whenCorrupt, Disk.OnFailure failed) {
        corrupt = whenCorrupt;
        Steps steps = new Steps();
        for (int i = bounds.from; i < found.size(); i++) {
            int number = i;
            steps.then((next, bad) -> {
                if (atEnd) {
                    next.run();
                } else {
                    read(number, next, bad);
                }
            });
        }
        steps.run(done, failed);
    }

    private void read(int number, Runnable next, Disk.OnFailure bad) {
        Segment segment = found.get(number);
        core.segments.add(segment);
        expected = segment.baseOffset();
        if (number > bounds.from) {
            // It was written when this segment began, but perhaps torn; truncations and deletions count on it.
            core.snapshots.remove(expected);
            core.writeSnapshot(expected, () -> {}, RecoveryScan::toldLater);
        }
        boolean rebuild = number >= bounds.rebuildFrom;
        if (rebuild) {
            scanned.add(segment);
        }
        long size = segment.file().size();
        SegmentScan.run(
                new SegmentScan.Range(segment.file(), 0, size, core.settings.scanBytes()),
                !core.settings.has(LogMutant.TORN_TAIL_KEPT),
                (batch, position) -> take(segment, batch, rebuild),
                end -> {
                    scannedBytes += end.position();
                    if (end.isSound() && end.position() == size) {
                        endOf(number, next);
                    } else {
                        unsound(number, end, next, bad);
                    }
                },
                bad);
    }

    /** What failed on the side is asked for before the recovery ends. */
    private static void toldLater(DiskFailure failure) {}

    /** Takes a batch in, unless it is not the one that must be here. */
    private boolean take(Segment segment, RecordBatch batch, boolean rebuild) {
        if (batch.baseOffset() != expected || batch.leaderEpoch() < core.epochs.epochOf(expected)) {
            return false;
        }
        expected = batch.nextOffset();
        if (rebuild) {
            core.epochs.assign(batch.leaderEpoch(), batch.baseOffset());
            segment.note(batch);
        }
        if (batch.baseOffset() >= bounds.producersFrom) {
            core.producers.append(batch, nowMillis);
        }
        return true;
    }

    /** All batches of a segment are sound. The next one must begin where it ends, or a crash has taken its end away. */
    private void endOf(int number, Runnable next) {
        Segment segment = found.get(number);
        segment.markWritten();
        boolean last = number == found.size() - 1;
        long following = last ? expected : found.get(number + 1).baseOffset();
        if (following == expected) {
            if (!last && number >= bounds.rebuildFrom) {
                core.writeIndex(segment, () -> {}, RecoveryScan::toldLater);
            }
            next.run();
        } else if (following < expected || expected < core.recoveryPoint) {
            corrupt.accept(segment.file().name() + " ends at offset " + expected + ", the next segment begins at "
                    + following);
        } else {
            atEnd = true;
            next.run();
        }
    }

    private void unsound(int number, ScanEnd end, Runnable next, Disk.OnFailure bad) {
        Segment segment = found.get(number);
        String words = end.isSound() ? "offset " + expected + " must be here, is not" : end.words();
        String where = segment.file().name() + " at byte " + end.position() + ": " + words;
        if (end.isSound()) {
            corrupt.accept(where); // A whole batch, and no crash puts one where it does not belong.
            return;
        }
        if (expected < core.recoveryPoint || checkpoint.isClean()) {
            corrupt.accept(where + ", but all below offset " + core.recoveryPoint + " was durable");
            return;
        }
        long size = segment.file().size();
        LaterBatch.find(
                new SegmentScan.Range(segment.file(), end.position() + 1, size, core.settings.scanBytes()),
                expected,
                later -> {
                    if (later >= 0) {
                        corrupt.accept(where + ", but a sound batch follows at byte " + later);
                    } else if (core.settings.has(LogMutant.TORN_TAIL_KEPT) && end.found() == BatchCheck.CUT_SHORT) {
                        keepTorn(segment, end, next, bad);
                    } else {
                        cut(number, end.position(), next, bad);
                    }
                },
                bad);
    }

    /** The end was torn by a crash. What it leaves is whole, and the segments behind it have nothing to follow. */
    private void cut(int number, long position, Runnable next, Disk.OnFailure bad) {
        Segment segment = found.get(number);
        truncatedBytes += segment.file().size() - position;
        atEnd = true;
        segment.markWritten();
        SegmentIndex.Stored stored = indexes.get(number);
        if (core.settings.has(LogMutant.INDEX_KEPT) && stored != null) {
            segment.takeIndex(stored);
        }
        segment.file().truncate(position, next, bad);
    }

    /** The planted flaw: a batch that was cut short counts, and zeros stand for what is missing. */
    private void keepTorn(Segment segment, ScanEnd end, Runnable next, Disk.OnFailure bad) {
        long size = segment.file().size();
        segment.file()
                .read(
                        end.position(),
                        (int) (size - end.position()),
                        bytes -> {
                            RecordBatch batch = new RecordBatch(bytes.slice());
                            boolean keep = batch.checkHeader() == BatchCheck.SOUND && !batch.isControl();
                            if (!keep
                                    || batch.sizeBytes() > core.settings.maxBatchBytes()
                                    || !take(segment, batch, true)) {
                                cut(found.indexOf(segment), end.position(), next, bad);
                                return;
                            }
                            int missing = batch.sizeBytes() - bytes.remaining();
                            segment.file()
                                    .append(
                                            ByteBuffer.allocate(missing),
                                            () -> endOf(found.indexOf(segment), next),
                                            bad);
                        },
                        bad);
    }
}
