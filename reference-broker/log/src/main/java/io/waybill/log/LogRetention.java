package io.waybill.log;

import io.waybill.log.file.LogFailure;
import io.waybill.log.file.Steps;
import io.waybill.log.segment.Segment;
import io.waybill.log.settings.LogMutant;
import io.waybill.log.settings.LogSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Takes the beginning of a log away: what is too old or too much, or what nobody wants any more. */
final class LogRetention {

    private final LogCore core;
    private final LogFlusher flusher;

    LogRetention(LogCore core, LogFlusher flusher) {
        this.core = core;
        this.flusher = flusher;
    }

    /**
     * Returns where the log must begin by its limits: at the end of a segment, the last one included, or where it
     * begins now.
     */
    long dueStart(long nowMillis, long highWatermark) {
        // What is not replicated may be all that is left of an acknowledged message; and the end of a transaction that
        // is still open would be about messages that are gone.
        long bound = core.settings.has(LogMutant.UNCOMMITTED_DELETED)
                ? Long.MAX_VALUE
                : Math.min(highWatermark, core.producers.firstUnstableOffset());
        long total = 0;
        for (Segment segment : core.segments) {
            total += segment.sizeBytes();
        }
        long start = core.logStart;
        for (Segment segment : core.segments) {
            boolean due = isTooOld(segment, nowMillis) || isTooMuch(total, segment);
            if (!due || segment.nextOffset() > bound) {
                break;
            }
            total -= segment.sizeBytes();
            start = Math.max(start, segment.nextOffset());
        }
        return start;
    }

    private boolean isTooOld(Segment segment, long nowMillis) {
        long newest = segment.maxTimestamp() < 0 ? segment.createdMillis() : segment.maxTimestamp();
        long limit = core.settings.retentionMillis();
        return limit != LogSettings.UNLIMITED && nowMillis - newest > limit;
    }

    private boolean isTooMuch(long total, Segment oldest) {
        long limit = core.settings.retentionBytes();
        return limit != LogSettings.UNLIMITED && total - oldest.sizeBytes() >= limit;
    }

    void advanceTo(long offset, LongConsumer done, LogFailure.Listener failed) {
        core.takeTurn(
                ending -> {
                    if (offset > core.logEnd()) {
                        ending.failed(core.failureOf(
                                LogFailure.Kind.OUT_OF_RANGE,
                                "log start offset must be at most " + core.logEnd() + ", was " + offset));
                        return;
                    }
                    flusher.flush(
                            () -> {
                                if (offset <= core.logStart) {
                                    finish(done);
                                } else {
                                    advance(offset, done, ending);
                                }
                            },
                            ending);
                },
                failed);
    }

    private void finish(LongConsumer done) {
        core.turns.end();
        done.accept(core.logStart);
    }

    /** All below the offset is durable: a log must not end before it begins. */
    private void advance(long offset, LongConsumer done, LogFailure.Listener failed) {
        List<Segment> gone = new ArrayList<>();
        Steps steps = new Steps()
                .then(core::awaitQuiet)
                .then(core::writeEpochs)
                .thenDo(() -> {
                    core.logStart = offset;
                    core.recoveryPoint = Math.max(core.recoveryPoint, offset);
                    core.producers.forgetAbortedBefore(offset);
                })
                .then(core::writeCheckpoint)
                // Only now: a crash before leaves the old start, and the epochs from there on.
                .thenDo(() -> core.epochs.truncateBefore(offset))
                .then(core::writeEpochs)
                .thenDo(() -> gone.addAll(takeDeletable()))
                .then((next, bad) -> core.dispose(gone, next, bad))
                .then((next, bad) -> core.deleteSnapshots(
                        core.snapshots.headSet(core.segments.get(0).baseOffset(), false), next, bad));
        core.run(steps, () -> finish(done), failed);
    }

    /**
     * The segments below the log's start. The one that becomes the first needs a snapshot at its base: the producers
     * whose batches go are known from nowhere else.
     */
    private List<Segment> takeDeletable() {
        int keep = core.segmentOf(core.logStart);
        while (keep > 0 && !core.snapshots.contains(core.segments.get(keep).baseOffset())) {
            keep--;
        }
        List<Segment> below = core.segments.subList(0, keep);
        List<Segment> gone = List.copyOf(below);
        below.clear();
        return gone;
    }
}
