package io.waybill.broker.replica;

import io.waybill.broker.settings.BrokerMutant;
import io.waybill.broker.watch.ReplicaListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.environment.Timers;
import io.waybill.log.PartitionLog;
import io.waybill.log.batch.RecordBatch;
import io.waybill.log.exchange.AppendOrigin;
import io.waybill.log.exchange.AppendOutcome;
import io.waybill.log.file.LogFailure;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A replica's open log, and how far it counts, in either role:
 *
 * <pre>
 *   log start      high watermark      counted        log end
 *       |   committed     |   promised    |              |
 *       v                 v               v              v
 *   ────[────────────────────────────────────────────────)
 * </pre>
 *
 * <p>What counts is what is durable, or, where the log is not flushed for each record, what the disk has taken: as in
 * Kafka, that survives the end of the process, though not of the machine. What is still on its way to the disk never
 * counts. The high watermark never goes back, but where a truncation takes away what it was about.
 */
final class ReplicaLog {

    /** Who owns the log. */
    interface Owner {

        /** More of the log counts. */
        void counts();

        /** What was changing the log is done. */
        void settled();

        /** The log has failed. */
        void failed(LogFailure failure);
    }

    private final ReplicaContext context;
    private final TopicPartition partition;
    private final ReplicaListener listener;
    private final PartitionLog log;
    private final Owner owner;
    private final boolean countsAll;
    private final List<Runnable> watchers = new ArrayList<>();
    private final List<Runnable> watchersOfAppends = new ArrayList<>();
    private ReplicaSettings settings;
    private long highWatermark;
    private long unflushedRecords;
    private long toldWritten;
    private long toldFlushed;
    private boolean isChanging;
    private Timers.@Nullable Timer flushTimer;

    ReplicaLog(
            ReplicaContext context,
            TopicPartition partition,
            ReplicaListener listener,
            PartitionLog log,
            long highWatermark,
            Owner owner) {
        this.context = context;
        this.partition = partition;
        this.listener = listener;
        this.log = log;
        this.owner = owner;
        this.countsAll = context.mutants().has(BrokerMutant.S1);
        this.settings = context.config().of(partition.topic());
        this.highWatermark = highWatermark;
        this.toldWritten = log.writtenOffset();
        this.toldFlushed = log.flushedOffset();
        log.configure(settings.log());
        log.highWatermarkAdvanced(highWatermark);
    }

    PartitionLog log() {
        return log;
    }

    ReplicaSettings settings() {
        return settings;
    }

    /** Behaves as it is configured now. */
    void configure() {
        settings = context.config().of(partition.topic());
        log.configure(settings.log());
        if (settings.countsDurable()) {
            if (log.flushedOffset() < log.logEndOffset()) {
                flush();
            }
        } else {
            tellWritten();
            if (log.writtenOffset() < log.logEndOffset()) {
                log.awaitWritten(this::written, this::failed);
            }
        }
    }

    long highWatermark() {
        return highWatermark;
    }

    /** Returns below which offset this replica may promise to have everything. */
    long countedOffset() {
        if (countsAll) {
            return log.logEndOffset();
        }
        return settings.countsDurable() ? log.flushedOffset() : log.writtenOffset();
    }

    /** Returns whether a truncation or a restart is under way. */
    boolean isChanging() {
        return isChanging;
    }

    AppendOutcome appendAsLeader(ByteBuffer batch, int leaderEpoch) {
        ByteBuffer seen = batch.duplicate();
        AppendOutcome outcome = log.appendAsLeader(batch, leaderEpoch, AppendOrigin.CLIENT, context.wallMillis());
        outcome.match(it -> appended(seen, it), it -> false, it -> false);
        return outcome;
    }

    AppendOutcome appendAsFollower(ByteBuffer batches) {
        ByteBuffer seen = batches.duplicate();
        AppendOutcome outcome = log.appendAsFollower(batches, context.wallMillis());
        outcome.match(it -> appended(seen, it), it -> false, it -> false);
        return outcome;
    }

    private boolean appended(ByteBuffer bytes, AppendOutcome.Appended what) {
        long records = what.lastOffset() - what.firstOffset() + 1;
        if (records == 0) {
            return true;
        }
        if (listener != ReplicaListener.NONE) {
            int begin = bytes.position();
            var batch = new RecordBatch(bytes);
            while (batch.hasHeader() && batch.lastOffset() <= what.lastOffset()) {
                listener.appended(batch.baseOffset(), batch.lastOffset(), batch.leaderEpoch(), batch.crc());
                batch.moveToNext();
            }
            listener.grew(records, batch.start() - begin);
        }
        unflushedRecords += records;
        if (unflushedRecords >= settings.flushMessages()) {
            flush();
        } else if (flushTimer == null && settings.flushesByTime()) {
            flushTimer = context.environment().timers().after(settings.flushNanos(), this::flush);
        }
        if (!settings.countsDurable()) {
            log.awaitWritten(this::written, this::failed);
        }
        tell(watchersOfAppends);
        return true;
    }

    private void written() {
        tellWritten();
        owner.counts();
    }

    private void tellWritten() {
        if (log.writtenOffset() > toldWritten) {
            toldWritten = log.writtenOffset();
            listener.written(toldWritten);
        }
    }

    /** Makes all that is there durable. */
    void flush() {
        unflushedRecords = 0;
        if (flushTimer != null) {
            flushTimer.cancel();
            flushTimer = null;
        }
        log.flush(this::flushed, this::failed);
    }

    private void flushed() {
        tellFlushed();
        owner.counts();
    }

    private void tellFlushed() {
        if (log.flushedOffset() > toldFlushed) {
            toldFlushed = log.flushedOffset();
            listener.flushed(toldFlushed);
        }
    }

    /** Calls back when all that is there now is durable; never where it is truncated before. */
    void flush(Runnable done) {
        log.flush(
                () -> {
                    flushed();
                    done.run();
                },
                this::failed);
    }

    /** Calls back when all of the log counts. */
    void whenCounted(Runnable done) {
        long end = log.logEndOffset();
        if (countedOffset() >= end) {
            context.environment().timers().post(done);
        } else if (settings.countsDurable()) {
            log.flush(
                    () -> {
                        flushed();
                        counts(end, done);
                    },
                    failure -> failed(failure, done));
        } else {
            log.awaitWritten(
                    () -> {
                        written();
                        counts(end, done);
                    },
                    failure -> failed(failure, done));
        }
    }

    private void counts(long end, Runnable done) {
        if (countedOffset() >= end) {
            done.run();
        } else {
            whenCounted(done); // What counts was configured otherwise meanwhile.
        }
    }

    private void failed(LogFailure failure, Runnable waiter) {
        failed(failure);
        if (failure.kind() == LogFailure.Kind.TRUNCATED) {
            whenCounted(waiter); // What did not count is gone, and what is left counts, or will.
        }
    }

    /** Takes everything below an offset as committed. Returns whether that is news. */
    boolean commit(long offset) {
        if (offset <= highWatermark) {
            return false;
        }
        context.environment()
                .probes()
                .always(
                        offset <= log.logEndOffset(),
                        "the high watermark is within the log",
                        () -> partition + ": high watermark " + offset + ", log end " + log.logEndOffset());
        highWatermark = offset;
        log.highWatermarkAdvanced(offset);
        listener.highWatermark(offset);
        wake();
        return true;
    }

    void truncateTo(long offset, Runnable done) {
        isChanging = true;
        uncommit(
                offset,
                () -> log.truncateTo(
                        offset,
                        context.wallMillis(),
                        () -> {
                            // Not where the start has moved: a deletion may have been under way.
                            boolean hasNothing = log.logEndOffset() == offset && log.logStartOffset() == offset;
                            if (hasNothing) {
                                begunAt(offset, done);
                            } else {
                                listener.truncated(log.logEndOffset());
                                uncommit(log.logEndOffset(), () -> settle(done));
                            }
                        },
                        this::failed));
    }

    void restartAt(long offset, Runnable done) {
        isChanging = true;
        uncommit(offset, () -> log.restartAt(offset, context.wallMillis(), () -> begunAt(offset, done), this::failed));
    }

    private void begunAt(long offset, Runnable done) {
        listener.restarted(offset);
        uncommit(offset, () -> {
            // Where its leader's log begins, all before is committed.
            commit(offset);
            settle(done);
        });
    }

    /** Takes the high watermark back, first of all where it is written down: that must not outlive what it is about. */
    private void uncommit(long end, Runnable then) {
        if (highWatermark <= end) {
            context.highWatermarks().lower(partition, end, then);
            return;
        }
        context.probes().truncatesCommitted.hit();
        highWatermark = end;
        context.highWatermarks().lower(partition, end, then);
    }

    private void settle(Runnable done) {
        isChanging = false;
        toldWritten = Math.min(toldWritten, log.logEndOffset());
        toldFlushed = Math.min(toldFlushed, log.logEndOffset());
        tellFlushed();
        wake();
        done.run();
        owner.settled();
    }

    void deleteBefore(long offset, LongConsumer done, LogFailure.Listener failed) {
        long before = log.logStartOffset();
        log.deleteBefore(
                offset,
                start -> {
                    tellStart(before, start);
                    done.accept(start);
                },
                failure -> {
                    failed(failure);
                    failed.failed(failure);
                });
    }

    /** Removes what is too old or too much, and forgets who was silent for too long. */
    void tidy() {
        long before = log.logStartOffset();
        log.expireProducers(context.wallMillis(), highWatermark);
        if (!isChanging) {
            log.applyRetention(context.wallMillis(), highWatermark, start -> tellStart(before, start), this::failed);
        }
    }

    /** Makes it durable and notes that, so that a restart reads less. */
    void checkpoint() {
        log.checkpoint(this::flushed, this::failed);
    }

    private void tellStart(long before, long start) {
        if (start > before) {
            listener.deletedBefore(start);
            wake();
        }
    }

    /** Says to whoever asked that a read has failed; it may be the end of this replica. */
    LogFailure.Listener reading(LogFailure.Listener failed) {
        return failure -> {
            if (failure.kind() == LogFailure.Kind.CORRUPT) {
                owner.failed(failure);
            }
            failed.failed(failure);
        };
    }

    void failed(LogFailure failure) {
        owner.failed(failure);
    }

    Runnable watch(boolean ofAppends, Runnable changed) {
        List<Runnable> among = ofAppends ? watchersOfAppends : watchers;
        among.add(changed);
        return () -> among.remove(changed);
    }

    void wake() {
        tell(watchersOfAppends);
        tell(watchers);
    }

    private static void tell(List<Runnable> some) {
        if (!some.isEmpty()) {
            List.copyOf(some).forEach(Runnable::run);
        }
    }

    void end() {
        if (flushTimer != null) {
            flushTimer.cancel();
            flushTimer = null;
        }
    }
}
