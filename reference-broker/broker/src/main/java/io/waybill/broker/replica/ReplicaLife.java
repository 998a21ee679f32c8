package io.waybill.broker.replica;

import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.watch.DiskFailedException;
import io.waybill.broker.watch.ReplicaListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.log.PartitionLog;
import io.waybill.log.file.LogFailure;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of a replica: its log is opened, it leads and follows as the metadata say, and ends.
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
 */
final class ReplicaLife {

    private final ReplicaContext context;
    private final TopicPartition partition;
    private final ReplicaListener listener;
    private final Replica replica;
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

    ReplicaLife(ReplicaContext context, TopicPartition partition, ReplicaListener listener) {
        this.context = context;
        this.partition = partition;
        this.listener = listener;
        this.replica = new Replica(this);
    }

    /** Returns the replica as others see it, always the same. */
    Replica replica() {
        return replica;
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
            ReplicaLife.this.failed(failure);
        }
    }

    TopicPartition partition() {
        return partition;
    }

    ReplicaListener listener() {
        return listener;
    }

    /** Returns what it decides as a leader; null while it does not lead. */
    @Nullable
    Leading leading() {
        return leading;
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    /** Returns whether it is to follow, whoever leads. */
    boolean follows() {
        PartitionState state = wished;
        return isServing() && state != null && state.leader() != context.broker();
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
        context.following().cease(replica);
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
            context.following().cease(replica);
            isAboutToLead = true;
            if (!log().isChanging()) {
                beginToLead();
            }
        } else {
            listener.follows(state.leaderEpoch(), state.leader());
            if (state.hasLeader()) {
                context.following().follow(replica, state.leader(), state.leaderEpoch());
            } else {
                context.following().cease(replica);
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
        context.following().cease(replica);
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

    /** Returns its log, which must be open. */
    ReplicaLog log() {
        if (open == null) {
            throw new IllegalStateException("the log of " + partition + " must be open, is not");
        }
        return open;
    }
}
