package io.waybill.log;

import io.waybill.log.file.LogFailure;
import io.waybill.log.segment.Segment;

/**
 * Knows how far the disk has taken what was appended. That survives the end of the process, if not of the machine; what
 * is only on its way there survives nothing.
 */
final class LogWrites {

    private final LogCore core;
    private final Waiters waiters = new Waiters();
    private long written;

    LogWrites(LogCore core, long written) {
        this.core = core;
        this.written = written;
    }

    long writtenOffset() {
        return written;
    }

    /** Calls {@code done} when the disk has taken all that is in the log now. */
    void await(Runnable done, LogFailure.Listener failed) {
        if (core.failure != null) {
            failed.failed(core.failure);
        } else if (core.logEnd() > written || core.truncating) {
            waiters.add(core.logEnd(), done, failed);
        } else {
            // Whoever waits is never called before this has returned.
            core.active().file().read(0, 0, nothing -> done.run(), core.failing(failed));
        }
    }

    /** The disk has taken something. */
    void taken() {
        long reached = Math.min(reached(), core.readLimit);
        if (reached > written) {
            written = reached;
            tellReached();
        }
    }

    /** Files need not follow each other: a segment may be on the disk before the end of the one before it is. */
    private long reached() {
        int index = core.segmentOf(written);
        Segment segment = core.segments.get(index);
        while (segment.writtenOffset() == segment.nextOffset() && index + 1 < core.segments.size()) {
            segment = core.segments.get(++index);
        }
        return segment.writtenOffset();
    }

    private void tellReached() {
        boolean told = true;
        while (told) {
            told = waiters.tellNext(written);
        }
    }

    /** The log is going to end at an offset: nothing above may be called written any more. */
    void limit(long end) {
        written = Math.min(written, end);
    }

    /** The log ends at an offset now, and the disk has all of it. */
    void truncated(long end) {
        written = end;
        waiters.truncated(core, end);
        tellReached();
    }

    void failAll(LogFailure failure) {
        waiters.failAll(failure);
    }
}
