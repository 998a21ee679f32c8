package io.waybill.log;

import io.waybill.environment.Disk;
import io.waybill.log.batch.BatchCheck;
import io.waybill.log.batch.InvalidRecordException;
import io.waybill.log.batch.RecordBatch;
import io.waybill.log.exchange.AppendOrigin;
import io.waybill.log.exchange.AppendOutcome;
import io.waybill.log.exchange.AppendOutcome.Appended;
import io.waybill.log.exchange.AppendOutcome.Duplicate;
import io.waybill.log.exchange.AppendOutcome.Refused;
import io.waybill.log.exchange.Refusal;
import io.waybill.log.producer.ProducerView.Remembered;
import io.waybill.log.producer.SequenceVerdict;
import io.waybill.log.segment.Segment;
import io.waybill.log.settings.LogMutant;
import io.waybill.log.settings.MessageTimestamps;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Appends: as a leader, who decides on offsets and epochs, and as a follower, who keeps them. */
final class LogAppender {

    private final LogCore core;
    private final LogFlusher flusher;
    private final Runnable written;
    private final Disk.OnFailure failing;
    private final RecordBatch batch = new RecordBatch(ByteBuffer.allocate(0));

    LogAppender(LogCore core, LogWrites writes, LogFlusher flusher) {
        this.core = core;
        this.written = writes::taken;
        this.failing = core::fail;
        this.flusher = flusher;
    }

    AppendOutcome asLeader(ByteBuffer bytes, int leaderEpoch, AppendOrigin origin, long nowMillis) {
        Refused refused = refuseAny();
        if (refused != null) {
            return refused;
        }
        batch.moveTo(bytes, bytes.position());
        refused = refuseShape(bytes, origin);
        if (refused != null) {
            return refused;
        }
        if (leaderEpoch < core.epochs.latest()) {
            return new Refused(
                    Refusal.STALE_LEADER_EPOCH,
                    "leader epoch must be >= " + core.epochs.latest() + ", was " + leaderEpoch);
        }
        if (batch.producerId() >= 0) {
            SequenceVerdict verdict = core.producers.check(batch, leaderEpoch);
            if (verdict == SequenceVerdict.DUPLICATE) {
                Remembered original = core.producers.original(batch);
                return new Duplicate(
                        original.baseOffset(), original.lastOffset(), isAppendTime() ? original.timestamp() : -1);
            }
            if (verdict != SequenceVerdict.ACCEPTED) {
                return refuse(verdict);
            }
        }
        long first = core.logEnd();
        batch.stampBaseOffset(first);
        batch.stampLeaderEpoch(leaderEpoch);
        if (isAppendTime()) {
            batch.stampAppendTime(nowMillis);
        }
        rollIfDue(batch.sizeBytes(), batch.lastOffset(), nowMillis);
        core.epochs.assign(leaderEpoch, first);
        core.producers.append(batch, nowMillis);
        core.active().note(batch);
        core.active().append(bytes, written, failing);
        return new Appended(first, batch.lastOffset(), isAppendTime() ? nowMillis : -1);
    }

    private boolean isAppendTime() {
        return core.settings.timestamps() == MessageTimestamps.LOG_APPEND_TIME;
    }

    private @Nullable Refused refuseAny() {
        if (core.truncating) {
            throw new IllegalStateException(
                    "log " + core.files.log() + " is being truncated: append when that is done");
        }
        if (core.closing) {
            return new Refused(Refusal.CLOSED, "log " + core.files.log() + " is being closed");
        }
        return core.failure == null ? null : new Refused(Refusal.CLOSED, core.failure.toString());
    }

    private @Nullable Refused refuseShape(ByteBuffer bytes, AppendOrigin origin) {
        BatchCheck found = batch.check();
        if (found != BatchCheck.SOUND) {
            return new Refused(Refusal.CORRUPT, batch.describe(found));
        }
        int size = batch.sizeBytes();
        if (size != bytes.remaining()) {
            return new Refused(
                    Refusal.INVALID,
                    "a produced batch must come alone, has " + (bytes.remaining() - size) + " bytes after it");
        }
        if (size > core.settings.maxBatchBytes()) {
            return new Refused(
                    Refusal.TOO_LARGE, "batch must have <= " + core.settings.maxBatchBytes() + " bytes, has " + size);
        }
        if (batch.count() != batch.lastOffsetDelta() + 1) {
            return new Refused(
                    Refusal.INVALID,
                    "batch must have " + (batch.lastOffsetDelta() + 1) + " records, has " + batch.count());
        }
        boolean mayControl = origin == AppendOrigin.BROKER && batch.producerId() >= 0 && batch.compression() == 0;
        if (batch.isControl() && !mayControl) {
            return new Refused(Refusal.INVALID, "a producer must not write control batches");
        }
        if (batch.compression() > RecordBatch.LAST_CODEC) {
            return new Refused(
                    Refusal.INVALID,
                    "codec must be from 0 to " + RecordBatch.LAST_CODEC + ", was " + batch.compression());
        }
        if (batch.isAppendTime()) {
            return new Refused(Refusal.INVALID, "a producer must not say when its records are appended");
        }
        if (batch.producerId() >= 0 && !batch.isControl() && batch.baseSequence() < 0) {
            return new Refused(
                    Refusal.INVALID, "batch of producer " + batch.producerId() + " must have a sequence, has none");
        }
        return refuseRecords();
    }

    private @Nullable Refused refuseRecords() {
        try {
            if (batch.isControl()) {
                batch.marker();
            } else if (batch.compression() == 0) {
                noteNewest(batch.checkRecords());
            }
            return null;
        } catch (InvalidRecordException wrong) {
            return new Refused(Refusal.INVALID, String.valueOf(wrong.getMessage()));
        }
    }

    /** What is found by time, and what is too old, goes by the header; some clients do not say it there. */
    private void noteNewest(long timestamp) {
        if (batch.maxTimestamp() != timestamp) {
            batch.stampMaxTimestamp(timestamp);
        }
    }

    private Refused refuse(SequenceVerdict verdict) {
        String who = "producer " + batch.producerId() + " epoch " + batch.producerEpoch();
        return switch (verdict) {
            case OUT_OF_ORDER ->
                new Refused(
                        Refusal.OUT_OF_ORDER_SEQUENCE,
                        who + " is missing what comes before sequence " + batch.baseSequence());
            case UNKNOWN_PRODUCER ->
                new Refused(
                        Refusal.UNKNOWN_PRODUCER,
                        who + " is unknown and must begin with sequence 0, not " + batch.baseSequence());
            case FENCED -> new Refused(Refusal.PRODUCER_FENCED, who + " is fenced by a newer epoch");
            case STALE_COORDINATOR ->
                new Refused(Refusal.COORDINATOR_FENCED, "marker for " + who + " is of an older coordinator");
            case ACCEPTED, DUPLICATE -> throw new IllegalStateException("no reason to refuse: " + verdict);
        };
    }

    AppendOutcome asFollower(ByteBuffer bytes, long nowMillis) {
        Refused refused = refuseAny();
        if (refused != null) {
            return refused;
        }
        int from = bytes.position();
        long first = core.logEnd();
        int end = from;
        long expected = first;
        // Where it led and wrote nothing, what others wrote in older epochs may come now: its own says nothing of them.
        core.epochs.truncateFrom(first);
        int epoch = core.epochs.latest();
        for (batch.moveTo(bytes, from); hasWhole(bytes); batch.moveToNext()) {
            BatchCheck found = batch.check();
            if (found != BatchCheck.SOUND) {
                return new Refused(Refusal.CORRUPT, batch.describe(found));
            }
            if (batch.baseOffset() != expected || batch.leaderEpoch() < epoch) {
                return new Refused(
                        Refusal.NOT_CONTIGUOUS,
                        "batch must have offset " + expected + " and an epoch >= " + epoch + ", has offset "
                                + batch.baseOffset() + " and epoch " + batch.leaderEpoch());
            }
            // One that is larger than a segment may be by now is alone in one: its leader took it when it was not.
            expected = batch.nextOffset();
            epoch = batch.leaderEpoch();
            end = batch.start() + batch.sizeBytes();
        }
        takeIn(bytes, from, end, nowMillis);
        return new Appended(first, expected - 1, -1);
    }

    /** A leader may end its answer within a batch; what is not whole is fetched again. */
    private boolean hasWhole(ByteBuffer bytes) {
        int left = bytes.limit() - batch.start();
        return left >= RecordBatch.LENGTH_OVERHEAD && batch.sizeBytes() <= left;
    }

    /** Appends the batches from index {@code from} to {@code end}, those that go into one segment in one piece. */
    private void takeIn(ByteBuffer bytes, int from, int end, long nowMillis) {
        int pieceFrom = from;
        for (batch.moveTo(bytes, from); batch.start() < end; batch.moveToNext()) {
            if (isRollDue(batch.sizeBytes(), batch.lastOffset(), nowMillis)) {
                appendPiece(bytes, pieceFrom, batch.start());
                pieceFrom = batch.start();
                roll(nowMillis);
            }
            core.epochs.assign(batch.leaderEpoch(), batch.baseOffset());
            if (!core.settings.has(LogMutant.PRODUCERS_NOT_ON_FOLLOWERS)) {
                core.producers.append(batch, nowMillis);
            }
            core.active().note(batch);
        }
        appendPiece(bytes, pieceFrom, end);
    }

    private void appendPiece(ByteBuffer bytes, int from, int end) {
        if (end > from) {
            core.active().append(bytes.slice(from, end - from), written, failing);
        }
    }

    private void rollIfDue(int size, long lastOffset, long nowMillis) {
        if (isRollDue(size, lastOffset, nowMillis)) {
            roll(nowMillis);
        }
    }

    private boolean isRollDue(int size, long lastOffset, long nowMillis) {
        Segment active = core.active();
        return active.sizeBytes() > 0
                && (active.sizeBytes() + size > core.settings.segmentBytes()
                        || lastOffset - active.baseOffset() > Integer.MAX_VALUE
                        || nowMillis - active.createdMillis() >= core.settings.segmentMillis());
    }

    private static void nothing() {}

    /** Whatever fails, the log's listener is told. */
    private static void toldElsewhere(Object failure) {}

    /** Begins another segment where the last one has anything, so that it can be deleted as a whole. */
    void leaveSegment(long nowMillis) {
        if (core.active().sizeBytes() > 0 && refuseAny() == null) {
            roll(nowMillis);
        }
    }

    /** Ends the active segment and begins the next one. Nobody waits: what goes to the disk is in order. */
    private void roll(long nowMillis) {
        Segment full = core.active();
        core.writeIndex(full, LogAppender::nothing, LogAppender::toldElsewhere);
        core.writeSnapshot(LogAppender::nothing, LogAppender::toldElsewhere);
        core.addSegment(full.nextOffset(), nowMillis);
        flusher.checkpoint(LogAppender::nothing, LogAppender::toldElsewhere);
    }
}
