package io.waybill.broker.replica;

import io.waybill.broker.data.Produced;
import io.waybill.broker.data.Served;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.watch.DiskFailedException;
import io.waybill.broker.watch.ReplicaListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.log.PartitionLog;
import io.waybill.log.epoch.EpochEnd;
import io.waybill.log.exchange.AppendOutcome;
import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.exchange.Refusal;
import io.waybill.log.exchange.TimedOffset;
import io.waybill.log.file.LogFailure;
import io.waybill.log.producer.AbortedTransaction;
import io.waybill.log.producer.ProducerView;
import io.waybill.wire.message.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One replica of a partition on this broker.
 *
 * <pre>
 *   opening ──► idle ◄──────────────┐
 *                 │  ▲               │ this life is over
 *        told by  ▼  └───────────────┤
 *   the metadata  following ◄──► about to lead ──► leading
 *                                 its log is no longer truncated, and is durable
 *                                 with the beginning of the epoch
 * </pre>
 *
 * <p>Where its log cannot be trusted it is offline for the rest of this process. What it is told while its log opens is
 * done when it is open.
 *
 * <p>As a {@link Served} it is for those who answer requests. The rest is for who fetches on its behalf while it
 * follows. Two views of one replica are equal where they are the same object.
 */
public final class Replica implements Served {

    private final ReplicaContext context;
    private final TopicPartition partition;
    private final ReplicaListener listener;
    private final List<Runnable> whenClosed = new ArrayList<>();
    private @Nullable ReplicaLog open;
    private @Nullable PartitionState wished;
    private @Nullable Leading leading;
    private boolean isAboutToLead;
    private boolean isOffline;
    private boolean isEnded;
    private boolean isClosed;
    private int leaderEpoch = -1;
    private long term;

    Replica(ReplicaContext context, TopicPartition partition, ReplicaListener listener) {
        this.context = context;
        this.partition = partition;
        this.listener = listener;
    }

    /** Opens its log; {@code settled} when it is open or cannot be. */
    void open(Runnable settled) {
        new Opening(context, partition, listener, new OwnLog())
                .run(
                        log -> {
                            opened(log);
                            settled.run();
                        },
                        failure -> {
                            failed(failure);
                            settled.run();
                        });
    }

    private void opened(ReplicaLog log) {
        open = log;
        if (isEnded) {
            closeLog(log);
        } else {
            apply();
        }
    }

    /** Hears what becomes of its log. */
    private final class OwnLog implements ReplicaLog.Owner {

        @Override
        public void counts() {
            if (leading != null) {
                leading.counts();
            }
        }

        @Override
        public void settled() {
            if (isAboutToLead) {
                context.probes().leadsAfterChange.hit();
                beginToLead();
            }
        }

        @Override
        public void failed(LogFailure failure) {
            Replica.this.failed(failure);
        }
    }

    @Override
    public TopicPartition partition() {
        return partition;
    }

    /** Returns whether its log is open and it is not offline. */
    boolean isServing() {
        return open != null && !isOffline && !isEnded;
    }

    boolean isOffline() {
        return isOffline;
    }

    /** Returns what is to be written down as its high watermark; -1 for nothing. */
    long highWatermarkToKeep() {
        return open == null ? context.highWatermarks().of(partition) : open.highWatermark();
    }

    /** Leads or follows from now on, as a state of a new leader epoch says; or as of a new life of this broker. */
    void become(PartitionState state) {
        if (open == null && wished != null) {
            context.probes().roleChangesWhileOpening.hit();
        }
        endRole(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        wished = state;
        leaderEpoch = state.leaderEpoch();
        apply();
    }

    /** The leader epoch is the same, and something else has changed. */
    void stateChanged(PartitionState state) {
        wished = state;
        if (leading != null) {
            leading.stateChanged(state);
        }
    }

    /** This broker's life is over: it neither leads nor follows. */
    void standDown() {
        endRole(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        wished = null;
        context.following().cease(this);
        if (open != null) {
            open.wake();
        }
    }

    private void endRole(ErrorCode why) {
        term++;
        isAboutToLead = false;
        Leading former = leading;
        leading = null;
        if (former != null) {
            former.end(why);
        }
    }

    private void apply() {
        PartitionState state = wished;
        if (!isServing() || state == null) {
            return;
        }
        if (state.leader() == context.broker()) {
            context.following().cease(this);
            isAboutToLead = true;
            if (!log().isChanging()) {
                beginToLead();
            }
        } else {
            listener.follows(state.leaderEpoch(), state.leader());
            if (state.hasLeader()) {
                context.following().follow(this, state.leader(), state.leaderEpoch());
            } else {
                context.following().cease(this);
            }
        }
        log().wake();
    }

    /** First the log, then the epoch: its beginning is after the last record, which must not be lost afterwards. */
    private void beginToLead() {
        long ofTerm = term;
        int epoch = leaderEpoch;
        log().flush(() -> {
            if (term == ofTerm && isServing()) {
                log().log().beginEpoch(epoch, () -> lead(ofTerm), this::failed);
            }
        });
    }

    private void lead(long ofTerm) {
        PartitionState state = wished;
        if (term != ofTerm || state == null || !isServing()) {
            return;
        }
        isAboutToLead = false;
        var begun = new Leading(context, partition, listener, log(), state);
        leading = begun;
        begun.begin();
        log().wake();
    }

    /** What is configured has changed. */
    void configure() {
        if (isServing()) {
            log().configure();
            if (leading != null) {
                leading.settingsChanged();
            }
        }
    }

    /** Looks, as a leader, who is no longer in sync. */
    void lookWhoIsInSync() {
        if (leading != null) {
            leading.lookWhoIsInSync(
                    context.probes().earlyShrink.fires() ? 0 : log().settings().lagNanos());
        }
    }

    /** Removes what is too old or too much. */
    void tidy() {
        if (isServing()) {
            log().tidy();
        }
    }

    /** Notes what is durable, so that a restart reads less. */
    void checkpoint() {
        if (isServing()) {
            log().checkpoint();
        }
    }

    private void failed(LogFailure failure) {
        switch (failure.kind()) {
            case DISK -> context.environment().crash(new DiskFailedException(failure.toString()));
            case CORRUPT -> goOffline(failure);
            case OUT_OF_RANGE, TRUNCATED, CLOSED -> {
                // Whoever asked was told.
            }
        }
    }

    private void goOffline(LogFailure failure) {
        if (isOffline) {
            return;
        }
        context.probes().goesOffline.hit();
        isOffline = true;
        listener.offline(failure.toString());
        context.logs().distrusted();
        endRole(ErrorCode.KAFKA_STORAGE_ERROR);
        context.following().cease(this);
        if (open != null) {
            open.wake();
        } else if (isEnded) {
            closed();
        }
    }

    /** Closes its log in order; {@code done} once it is closed, or was never open. */
    void close(Runnable done) {
        whenClosed.add(done);
        if (isClosed) {
            closed();
            return;
        }
        if (isEnded) {
            return;
        }
        standDown();
        isEnded = true;
        if (open != null) {
            closeLog(open);
        } else if (isOffline) {
            closed();
        }
    }

    private void closeLog(ReplicaLog log) {
        log.end();
        log.log().close(this::closed, failure -> {
            failed(failure);
            closed();
        });
    }

    private void closed() {
        isClosed = true;
        var all = List.copyOf(whenClosed);
        whenClosed.clear();
        all.forEach(Runnable::run);
    }

    /** Closes and deletes its log: its topic is gone. */
    void remove(Runnable done) {
        listener.removed();
        close(() -> PartitionLog.delete(context.environment().disk(), Opening.logName(partition), done, this::failed));
    }

    private ReplicaLog log() {
        if (open == null) {
            throw new IllegalStateException("the log of " + partition + " must be open, is not");
        }
        return open;
    }

    // What those ask who answer requests.

    @Override
    public boolean leads() {
        return leading != null;
    }

    @Override
    public int leaderEpoch() {
        return leaderEpoch;
    }

    @Override
    public long epochStart() {
        if (leading == null) {
            throw new IllegalStateException("replica " + partition + " must lead, does not");
        }
        return leading.epochStart();
    }

    @Override
    public long logStartOffset() {
        return log().log().logStartOffset();
    }

    @Override
    public long logEndOffset() {
        return log().log().logEndOffset();
    }

    @Override
    public long highWatermark() {
        return log().highWatermark();
    }

    @Override
    public long lastStableOffset() {
        return log().log().lastStableOffset(highWatermark());
    }

    @Override
    public int epochOf(long offset) {
        return log().log().epochOf(offset);
    }

    @Override
    public EpochEnd endOffsetFor(int epoch) {
        return log().log().endOffsetFor(epoch);
    }

    @Override
    public Optional<EpochEnd> divergence(int lastEpoch, long fetchOffset) {
        return log().log().divergence(lastEpoch, fetchOffset);
    }

    /**
     * {@inheritDoc}
     *
     * <p>{@code acks=1} waits until it counts on this leader: until it is flushed, where each record is, or until the
     * disk has taken it.
     */
    @Override
    public Runnable produce(ByteBuffer batch, short acks, Consumer<Produced> done) {
        if (leading == null) {
            done.accept(Produced.refused(ErrorCode.NOT_LEADER_OR_FOLLOWER, null));
            return Leading.NOTHING;
        }
        return leading.produce(batch, acks, done);
    }

    @Override
    public boolean noteFetch(FollowerFetch fetch) {
        return leading != null && leading.noteFetch(fetch);
    }

    @Override
    public void read(ReadRequest request, Consumer<LogRead> done, LogFailure.Listener failed) {
        log().log().read(request, done, log().reading(failed));
    }

    @Override
    public void noteServed(long firstOffset, long endOffset) {
        listener.served(firstOffset, endOffset, highWatermark());
    }

    @Override
    public List<AbortedTransaction> abortedTransactions(long from, long to) {
        return log().log().abortedTransactions(from, to);
    }

    @Override
    public void offsetOfTime(long timestamp, long endOffset, Consumer<TimedOffset> done, LogFailure.Listener failed) {
        log().log().offsetOfTime(timestamp, endOffset, done, log().reading(failed));
    }

    @Override
    public List<Follower> inSyncFollowers() {
        return leading == null ? List.of() : leading.inSyncFollowers();
    }

    @Override
    public void deleteBefore(long offset, LongConsumer done, LogFailure.Listener failed) {
        log().deleteBefore(offset, done, failed);
    }

    @Override
    public List<ProducerView> producers() {
        return log().log().producers();
    }

    @Override
    public Runnable watch(boolean ofAppends, Runnable changed) {
        return log().watch(ofAppends, changed);
    }

    // What who fetches for it asks and does while it follows.

    /**
     * Returns the offset that it promises to have everything below, and fetches from: how far the disk has taken its
     * log, or, where each record is flushed, how far that has come.
     */
    public long promisedOffset() {
        return log().countedOffset();
    }

    /** Returns the leader epoch of its last record; -1 where it has none. */
    public int lastEpoch() {
        long end = logEndOffset();
        return end > logStartOffset() ? epochOf(end - 1) : -1;
    }

    /** Returns where to truncate to when a leader answers that the logs part. */
    public long truncationOffset(EpochEnd leader) {
        return log().log().truncationOffset(leader, highWatermark());
    }

    /** Appends what a leader has sent; refused as {@link Refusal#CLOSED} where it does not follow. */
    public AppendOutcome append(ByteBuffer batches) {
        PartitionState state = wished;
        boolean follows = isServing() && state != null && state.leader() != context.broker();
        if (!follows) {
            return new AppendOutcome.Refused(Refusal.CLOSED, "replica " + partition + " must follow, does not");
        }
        return log().appendAsFollower(batches);
    }

    /** Takes over what the leader says is committed, as far as the log goes; never back. */
    public void commitTo(long leaderHighWatermark) {
        if (leading == null) {
            log().commit(Math.min(leaderHighWatermark, logEndOffset()));
        }
    }

    /** Calls back when all of the log is promised. */
    public void whenPromised(Runnable done) {
        log().whenCounted(done);
    }

    /** Removes everything from an offset on, durably. Until it calls back nothing is appended, and it does not lead. */
    public void truncateTo(long offset, Runnable done) {
        log().truncateTo(offset, done);
    }

    /** Removes everything, durably, and begins at an offset, as {@link #truncateTo}. */
    public void restartAt(long offset, Runnable done) {
        log().restartAt(offset, done);
    }

    /** Removes everything below an offset that is committed, durably. */
    public void deleteBefore(long offset, Runnable done) {
        log().deleteBefore(offset, start -> done.run(), failure -> {});
    }
}
