package io.waybill.log;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import io.waybill.log.file.LogFiles;
import io.waybill.log.file.Steps;
import io.waybill.log.segment.Segment;
import io.waybill.log.segment.SegmentScan;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** Makes the producers what they were at an offset: from the newest snapshot that can be used, and the log after it. */
final class ProducerReplay {

    /** What stands for no snapshot. */
    static final long NONE = -1;

    private final LogCore core;

    ProducerReplay(LogCore core) {
        this.core = core;
    }

    /**
     * Loads the newest of the snapshots that is whole and of this log's history.
     *
     * @param done is given its offset, or {@link #NONE}: then the producers are empty
     */
    void loadNewest(Collection<Long> offsets, LongConsumer done, Disk.OnFailure failed) {
        tryNext(new ArrayDeque<>(new TreeSet<>(offsets).descendingSet()), done, failed);
    }

    private void tryNext(Deque<Long> candidates, LongConsumer done, Disk.OnFailure failed) {
        if (candidates.isEmpty()) {
            core.producers.clear();
            done.accept(NONE);
            return;
        }
        long offset = candidates.remove();
        core.disk.open(
                core.files.of(offset, LogFiles.SNAPSHOT), file -> read(file, offset, candidates, done, failed), failed);
    }

    private void read(DiskFile file, long offset, Deque<Long> rest, LongConsumer done, Disk.OnFailure failed) {
        file.read(
                0,
                (int) file.size(),
                bytes -> {
                    file.close();
                    int lastEpoch = offset == 0 ? -1 : core.epochs.epochOf(offset - 1);
                    if (core.producers.load(bytes.slice(), offset, lastEpoch)) {
                        done.accept(offset);
                    } else {
                        core.snapshots.remove(offset); // Not one to count on.
                        tryNext(rest, done, failed);
                    }
                },
                failed);
    }

    /** Makes the producers those of the log's end, after a truncation. */
    void rebuild(long nowMillis, Runnable done, Disk.OnFailure failed) {
        long end = core.logEnd();
        loadNewest(
                core.snapshots.headSet(end, true),
                snapshot -> {
                    long from = Math.max(snapshot, core.segments.get(0).baseOffset());
                    core.producers.forgetAbortedFrom(from);
                    Steps steps = new Steps();
                    for (int i = core.segmentOf(from); i < core.segments.size(); i++) {
                        Segment segment = core.segments.get(i);
                        steps.then((next, bad) -> replay(segment, from, nowMillis, next, bad));
                    }
                    steps.run(done, failed);
                },
                failed);
    }

    private void replay(Segment segment, long from, long nowMillis, Runnable done, Disk.OnFailure failed) {
        SegmentScan.run(
                new SegmentScan.Range(
                        segment.file(), segment.positionBefore(from), segment.sizeBytes(), core.settings.scanBytes()),
                false,
                (batch, position) -> {
                    if (batch.baseOffset() >= from) {
                        core.producers.append(batch, nowMillis);
                    }
                    return true;
                },
                end -> done.run(),
                failed);
    }
}
