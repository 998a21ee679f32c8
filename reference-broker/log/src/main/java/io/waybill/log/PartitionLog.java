package io.waybill.log;

import io.waybill.environment.Disk;
import io.waybill.log.epoch.EpochEnd;
import io.waybill.log.exchange.AppendOrigin;
import io.waybill.log.exchange.AppendOutcome;
import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.exchange.RecoveryReport;
import io.waybill.log.exchange.TimedOffset;
import io.waybill.log.file.LogFailure;
import io.waybill.log.file.LogFiles;
import io.waybill.log.file.Steps;
import io.waybill.log.producer.AbortedTransaction;
import io.waybill.log.producer.ProducerView;
import io.waybill.log.segment.Segment;
import io.waybill.log.settings.LogMutant;
import io.waybill.log.settings.LogSettings;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The log of one partition of one replica.
 *
 * <pre>
 *   log start          flushed       written        log end
 *       |  readable       |             |              |
 *       v                 v             v              v
 *   ────[─────────────────────────────────────────────)
 *        survives a crash    in the disk's hands    handed to the disk
 * </pre>
 *
 * <p>Appends change the log at once and are readable at once; the disk follows in order. What must survive a crash has
 * to be waited for with {@link #flush}. All else that takes a while calls back later, once: {@code done} or
 * {@code failed}; where the log has failed before, {@code failed} may be called at once.
 *
 * <p>When a disk fails to write, the log has failed: it tells the listener, refuses what would change it, and never
 * calls a flush done again. Open it anew to learn what is left. For one thread, the node's loop.
 */
public final class PartitionLog {

    private final LogCore core;
    private final LogWrites writes;
    private final LogFlusher flusher;
    private final LogAppender appender;
    private final LogReader reader;
    private final LogTruncation truncation;
    private final LogRetention retention;
    private final RecoveryReport recovery;

    private PartitionLog(LogCore core, RecoveryReport recovery, LogFailure.Listener listener) {
        this.core = core;
        this.recovery = recovery;
        this.writes = new LogWrites(core, core.logEnd());
        this.flusher = new LogFlusher(core, writes);
        this.appender = new LogAppender(core, writes, flusher);
        this.reader = new LogReader(core);
        this.truncation = new LogTruncation(core, flusher);
        this.retention = new LogRetention(core, flusher);
        core.serving = true;
        core.listener = failure -> {
            flusher.failAll(failure);
            listener.failed(failure);
        };
    }

    /**
     * Opens a log, or creates it where there is none, and repairs what a crash has left.
     *
     * @param name names its files, for example {@code orders-0}; 1 to 200 of the characters that the disk allows
     * @param nowMillis the time of day
     * @param failure is told once when the log fails later
     * @param failed is told where it cannot be opened; {@link LogFailure.Kind#CORRUPT} where it must not be trusted,
     *     and then nothing was changed
     */
    public static void open(
            Disk disk,
            String name,
            LogSettings settings,
            long nowMillis,
            LogFailure.Listener failure,
            Consumer<PartitionLog> done,
            LogFailure.Listener failed) {
        new LogRecovery(
                        disk,
                        name,
                        settings,
                        nowMillis,
                        (core, report) -> done.accept(new PartitionLog(core, report, failure)),
                        failed)
                .run();
    }

    /** Deletes all files of a log that is not open, durably. Does nothing where there is none. */
    public static void delete(Disk disk, String name, Runnable done, LogFailure.Listener failed) {
        LogFiles files = new LogFiles(name);
        Disk.OnFailure bad = why -> failed.failed(LogFailure.ofDisk(name, why));
        disk.list(
                names -> {
                    Steps steps = new Steps();
                    for (String file : files.ours(names)) {
                        steps.then((next, no) -> disk.delete(file, next, no));
                    }
                    steps.then(disk::syncDirectory).run(done, bad);
                },
                bad);
    }

    /** Returns what opening it found. */
    public RecoveryReport recovery() {
        return recovery;
    }

    /**
     * Behaves by other settings from the next append, look at what is too old, or read on. Segments and batches that
     * are there stay as they are, larger than a new limit or not.
     *
     * @param settings the same flaws as before
     */
    public void configure(LogSettings settings) {
        core.configure(settings);
    }

    /** Returns why it takes no more appends; empty where it does. */
    public Optional<LogFailure> failure() {
        return Optional.ofNullable(core.failure);
    }

    /** Returns the offset of the first record that may be read. */
    public long logStartOffset() {
        return core.logStart;
    }

    /** Returns the offset that the next record gets. */
    public long logEndOffset() {
        return core.logEnd();
    }

    /** Returns the offset below which everything survives a crash. */
    public long flushedOffset() {
        return flusher.flushedOffset();
    }

    /**
     * Returns the offset below which the disk has taken everything: it survives the end of the process, if not more.
     */
    public long writtenOffset() {
        return writes.writtenOffset();
    }

    /** Returns the bytes of all batches. */
    public long sizeBytes() {
        long size = 0;
        for (Segment segment : core.segments) {
            size += segment.sizeBytes();
        }
        return size;
    }

    /** Returns the number of segments. */
    public int segmentCount() {
        return core.segments.size();
    }

    /**
     * Notes durably that this replica leads from here on with an epoch, newer than all in the log. To be done before it
     * appends or answers in that epoch: whoever asks where the last epoch ended must get the same answer after a crash
     * (KIP-101).
     */
    public void beginEpoch(int leaderEpoch, Runnable done, LogFailure.Listener failed) {
        if (core.failure != null) {
            failed.failed(core.failure);
            return;
        }
        core.epochs.assign(leaderEpoch, core.logEnd());
        core.writeEpochs(done, core.failing(failed));
    }

    /**
     * Appends a produced batch: checks it and its sequence, gives it the next offset, the epoch and perhaps a time.
     *
     * @param batch one batch of format 2, from position to limit; where it is appended its bytes belong to the log,
     *     which changes some of them
     * @param leaderEpoch of this leader; not older than any in the log
     * @param nowMillis the time of day
     * @throws IllegalStateException while a truncation is under way
     */
    public AppendOutcome appendAsLeader(ByteBuffer batch, int leaderEpoch, AppendOrigin origin, long nowMillis) {
        return appender.asLeader(batch, leaderEpoch, origin, nowMillis);
    }

    /**
     * Appends what a leader has sent, with its offsets and epochs; all of it or, where a batch is not sound or does not
     * follow, nothing. A last batch that is not whole is left out.
     *
     * @param batches from position to limit; where they are appended the bytes belong to the log
     * @throws IllegalStateException while a truncation is under way
     */
    public AppendOutcome appendAsFollower(ByteBuffer batches, long nowMillis) {
        return appender.asFollower(batches, nowMillis);
    }

    /** Calls {@code done} when the disk has taken all that is in the log now, as {@link #writtenOffset} says. */
    public void awaitWritten(Runnable done, LogFailure.Listener failed) {
        writes.await(done, failed);
    }

    /** Calls {@code done} when all that is in the log now survives a crash. Who asks meanwhile shares the next sync. */
    public void flush(Runnable done, LogFailure.Listener failed) {
        flusher.flush(done, failed);
    }

    /** Flushes and moves the recovery point there, so that a restart reads less. A roll does so too. */
    public void checkpoint(Runnable done, LogFailure.Listener failed) {
        flusher.checkpoint(done, failed);
    }

    /**
     * Reads whole batches from an offset on, of one segment. Fails with {@link LogFailure.Kind#OUT_OF_RANGE} where the
     * log does not have the offset, and with {@link LogFailure.Kind#CORRUPT} where the first batch does not match its
     * checksum: then this replica should not serve any more.
     */
    public void read(ReadRequest request, Consumer<LogRead> done, LogFailure.Listener failed) {
        reader.read(request, done, failed);
    }

    /**
     * Finds the first record that has a timestamp or a later one.
     *
     * @param timestamp in milliseconds
     * @param endOffset only records below are looked for
     */
    public void offsetOfTime(long timestamp, long endOffset, Consumer<TimedOffset> done, LogFailure.Listener failed) {
        reader.findTime(timestamp, endOffset, done, failed);
    }

    /**
     * Removes the batches from the one with {@code offset} on, durably; below the log start offset, everything, and the
     * log begins at {@code offset}. Until it is done appends throw, and reads end at {@code offset}.
     *
     * @param nowMillis the time of day
     */
    public void truncateTo(long offset, long nowMillis, Runnable done, LogFailure.Listener failed) {
        truncation.truncateTo(offset, nowMillis, done, failed);
    }

    /** Removes everything, durably, and begins at an offset: what a follower does that its leader has left behind. */
    public void restartAt(long offset, long nowMillis, Runnable done, LogFailure.Listener failed) {
        truncation.restartAt(offset, nowMillis, done, failed);
    }

    /**
     * Removes, durably, all below an offset; whole segments go, records before it in the first one are not given any
     * more.
     *
     * @param offset at most the high watermark
     * @param done is given the log start offset
     */
    public void deleteBefore(long offset, LongConsumer done, LogFailure.Listener failed) {
        retention.advanceTo(offset, done, failed);
    }

    /**
     * Removes what is too old or too much, but nothing from the high watermark or from an open transaction on. Where
     * that is all, a new segment begins.
     *
     * @param done is given the log start offset
     * @throws IllegalStateException while a truncation is under way
     */
    public void applyRetention(long nowMillis, long highWatermark, LongConsumer done, LogFailure.Listener failed) {
        long start = retention.dueStart(nowMillis, highWatermark);
        if (start > core.logStart && start == core.logEnd()) {
            appender.leaveSegment(nowMillis);
        }
        retention.advanceTo(start, done, failed);
    }

    /** Returns the newest leader epoch, or -1. */
    public int latestEpoch() {
        return core.epochs.latest();
    }

    /** Returns the epoch of the batch with an offset, or -1 where it is not known. */
    public int epochOf(long offset) {
        return core.epochs.epochOf(offset);
    }

    /** Returns the epochs as text, {@code epoch start} on each line: for reports and tests. */
    public String epochs() {
        return core.epochs.lines();
    }

    /** Returns where the batches of an epoch end, or those of the largest smaller one (KIP-101, KIP-279). */
    public EpochEnd endOffsetFor(int epoch) {
        return core.epochs.endOf(epoch, core.logEnd());
    }

    /**
     * Returns, on a leader, where a follower's log parts from this one; empty where what it has is a part of this log.
     *
     * @param lastEpoch of the follower's last batch; -1 where it has none
     * @param fetchOffset where the follower's log ends
     */
    public Optional<EpochEnd> divergence(int lastEpoch, long fetchOffset) {
        if (core.settings.has(LogMutant.EPOCHS_IGNORED)) {
            boolean beyond = fetchOffset > core.logEnd();
            return beyond ? Optional.of(new EpochEnd(lastEpoch, core.logEnd())) : Optional.empty();
        }
        if (lastEpoch < 0) {
            return Optional.empty();
        }
        EpochEnd end = endOffsetFor(lastEpoch);
        boolean parts = end.epoch() < lastEpoch || end.endOffset() < fetchOffset;
        return parts ? Optional.of(end) : Optional.empty();
    }

    /**
     * Returns, on a follower, where to truncate to when a leader has answered that the logs part. It may take several
     * rounds: the leader's epoch may be one that this log does not have (KIP-279).
     *
     * @param leader the leader's answer
     * @param highWatermark this follower's, to fall back on where the leader knows nothing
     */
    public long truncationOffset(EpochEnd leader, long highWatermark) {
        long end = core.logEnd();
        if (core.settings.has(LogMutant.DIVERGENCE_KEPT)) {
            return end;
        }
        boolean nothingKnown = leader.endOffset() < 0;
        if (core.settings.has(LogMutant.TRUNCATE_TO_HIGH_WATERMARK) || nothingKnown) {
            return Math.min(highWatermark, end);
        }
        EpochEnd own = endOffsetFor(leader.epoch());
        if (core.settings.has(LogMutant.EPOCHS_IGNORED) || own.endOffset() < 0) {
            return Math.min(leader.endOffset(), end);
        }
        if (own.epoch() != leader.epoch()) {
            return Math.min(own.endOffset(), end);
        }
        return Math.min(Math.min(own.endOffset(), leader.endOffset()), end);
    }

    /** Returns the known producers, in the order of their ids. */
    public List<ProducerView> producers() {
        return core.producers.producers();
    }

    /**
     * Forgets producers that were silent for too long; those with a batch from the high watermark on stay (KIP-854).
     */
    public void expireProducers(long nowMillis, long highWatermark) {
        core.producers.expire(nowMillis, highWatermark);
    }

    /** Says how far the log is replicated: transactions that were decided below need not hold readers back any more. */
    public void highWatermarkAdvanced(long highWatermark) {
        core.producers.advanceHighWatermark(highWatermark);
    }

    /** Returns how far one may read who wants decided transactions only: at most the high watermark. */
    public long lastStableOffset(long highWatermark) {
        return Math.min(highWatermark, core.producers.firstUnstableOffset());
    }

    /** Returns the aborted transactions that may have messages from one offset, inclusive, to another, exclusive. */
    public List<AbortedTransaction> abortedTransactions(long from, long to) {
        return core.producers.abortedIn(from, to);
    }

    /** Closes it in order, durably, so that opening it need not read it. Appends are refused from then on. */
    public void close(Runnable done, LogFailure.Listener failed) {
        core.takeTurn(
                ending -> {
                    core.closing = true;
                    flusher.checkpoint(() -> writeLast(done, ending), ending);
                },
                failed);
    }

    private void writeLast(Runnable done, LogFailure.Listener failed) {
        Steps steps = new Steps()
                .then(core::awaitQuiet)
                .then(core::writeSnapshot)
                .then((next, bad) -> core.writeIndex(core.active(), next, bad))
                .thenDo(() -> core.intent =
                        "clean " + core.logEnd() + " " + core.active().sizeBytes() + "\n")
                .then(core::writeCheckpoint);
        core.run(steps, () -> finishClose(done), failed);
    }

    private void finishClose(Runnable done) {
        core.close();
        for (Segment segment : core.segments) {
            segment.file().close();
        }
        core.turns.end();
        done.run();
    }
}
