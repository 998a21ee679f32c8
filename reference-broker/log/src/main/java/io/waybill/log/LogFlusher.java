package io.waybill.log;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFailure;
import io.waybill.log.file.LogFailure;
import io.waybill.log.file.Steps;
import io.waybill.log.segment.Segment;
import io.waybill.log.settings.LogMutant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what was appended durable. One sync is under way at a time, and serves all who asked before it began: the more
 * wait, the cheaper each is.
 */
final class LogFlusher {

    private final LogCore core;
    private final LogWrites writes;
    private final Waiters waiters = new Waiters();
    private long flushed;
    private long flushing;
    private boolean busy;

    LogFlusher(LogCore core, LogWrites writes) {
        this.core = core;
        this.writes = writes;
        this.flushed = writes.writtenOffset();
    }

    long flushedOffset() {
        return flushed;
    }

    /** Calls {@code done} when all that is in the log now is durable. */
    void flush(Runnable done, LogFailure.Listener failed) {
        if (core.failure != null) {
            failed.failed(core.failure);
            return;
        }
        waiters.add(core.logEnd(), done, failed);
        if (!busy && !core.truncating) {
            sync();
        }
    }

    private void sync() {
        busy = true;
        flushing = Math.min(core.logEnd(), core.readLimit);
        List<Segment> unsynced = new ArrayList<>();
        for (Segment segment : core.segments) {
            if (segment.isUnsynced()) {
                unsynced.add(segment);
                segment.markSynced();
            }
        }
        if (unsynced.isEmpty()) {
            unsynced.add(core.active()); // Whoever waits is never called before flush() has returned.
        }
        Disk.OnFailure failed = this::failed;
        Runnable synced = Steps.afterAll(unsynced.size(), this::syncDirectory);
        for (Segment segment : unsynced) {
            segment.file().sync(synced, swallowed(synced, failed));
        }
    }

    /** After the files: then those that were being created exist, and the folder's sync covers them. */
    private void syncDirectory() {
        if (!core.directoryDirty) {
            done();
            return;
        }
        core.directoryDirty = false;
        core.disk.syncDirectory(this::done, swallowed(this::done, this::failed));
    }

    private Disk.OnFailure swallowed(Runnable asIfDone, Disk.OnFailure failed) {
        return core.settings.has(LogMutant.SYNC_ERROR_SWALLOWED) ? cause -> asIfDone.run() : failed;
    }

    private void done() {
        if (core.failure != null) {
            failAll(core.failure);
            return;
        }
        busy = false;
        flushed = Math.max(flushed, flushing);
        tellReached();
    }

    private void tellReached() {
        boolean told = true;
        while (told) {
            told = waiters.tellNext(flushed);
        }
        if (!waiters.isEmpty() && !busy && !core.truncating) {
            sync();
        }
    }

    private void failed(DiskFailure cause) {
        core.fail(cause);
        failAll(LogFailure.ofDisk(core.files.log(), cause));
    }

    /**
     * Nobody who waits is told that it is durable: after a failed sync it may be lost although a later one succeeds.
     */
    void failAll(LogFailure failure) {
        waiters.failAll(failure);
        writes.failAll(failure);
    }

    /** The log is going to end at an offset: nothing above may be called durable any more. */
    void limit(long end) {
        flushing = Math.min(flushing, end);
        flushed = Math.min(flushed, end);
        writes.limit(end);
    }

    /** The log ends at an offset now, and all of it is durable. */
    void truncated(long end) {
        flushing = end;
        flushed = end;
        writes.truncated(end);
        waiters.truncated(core, end);
        tellReached();
    }

    /** Flushes, then moves the recovery point there: a restart reads the log from there on only. */
    void checkpoint(Runnable done, LogFailure.Listener failed) {
        flush(
                () -> {
                    long reached = flushed;
                    // The epochs below the recovery point are read from their file alone, so that comes first.
                    Steps steps = new Steps()
                            .then(core::writeEpochs)
                            // And a snapshot that is below is taken for durable.
                            .then(core::awaitQuiet)
                            .thenDo(() -> core.recoveryPoint = Math.max(core.recoveryPoint, Math.min(reached, flushed)))
                            .then(core::writeCheckpoint);
                    core.run(steps, done, failed);
                },
                failed);
    }
}
