package io.waybill.broker.replica;

import io.waybill.broker.data.Produced;
import io.waybill.broker.data.Served.Follower;
import io.waybill.broker.data.Served.FollowerFetch;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.settings.BrokerMutant;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.broker.watch.ReplicaListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.log.exchange.Refusal;
import io.waybill.wire.message.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a leader decides in one leader epoch: how far its partition is committed, who is in sync, and when producers are
 * told. Its own epoch is durable.
 *
 * <p>The high watermark is what all have that are in sync or may be, this leader included as far as its log counts. It
 * does not move while fewer are in sync than {@code min.insync.replicas}: who left such a small ISR has everything that
 * is acknowledged, and may lead (KIP-966).
 */
final class Leading {

    static final short ACKS_ALL = -1;

    /** Ends a waiting that there is not. */
    static final Runnable NOTHING = () -> {};

    private final ReplicaContext context;
    private final ReplicaListener listener;
    private final ReplicaLog log;
    private final int leaderEpoch;
    private final long epochStart;
    private final InSync inSync;
    private final SortedMap<Integer, Progress> followers = new TreeMap<>();
    private final Acknowledgements committed = new Acknowledgements();
    private final Acknowledgements counted = new Acknowledgements();
    private final boolean acknowledgesAppended;
    private final boolean commitsAll;
    private final boolean appendsWithTooFew;
    private final boolean commitsWithTooFew;
    private final boolean joinsBehind;
    private final boolean acknowledgesDuplicates;

    Leading(
            ReplicaContext context,
            TopicPartition partition,
            ReplicaListener listener,
            ReplicaLog log,
            PartitionState state) {
        this.context = context;
        this.listener = listener;
        this.log = log;
        this.leaderEpoch = state.leaderEpoch();
        this.epochStart = log.log().logEndOffset();
        BrokerMutants mutants = context.mutants();
        this.acknowledgesAppended = mutants.has(BrokerMutant.R1);
        this.commitsAll = mutants.has(BrokerMutant.R2);
        this.appendsWithTooFew = mutants.has(BrokerMutant.R8);
        // What is appended with too few would never be committed with too few, so a flaw there alone would be none.
        this.commitsWithTooFew = mutants.has(BrokerMutant.R9) || mutants.has(BrokerMutant.R8);
        this.joinsBehind = mutants.has(BrokerMutant.R11);
        this.acknowledgesDuplicates = mutants.has(BrokerMutant.I5);
        for (int replica : state.replicas()) {
            if (replica != context.broker()) {
                followers.put(replica, new Progress(state.isr().contains(replica), context.nanos()));
            }
        }
        listener.leads(leaderEpoch, epochStart, state.isr());
        if (state.recovery() == LeaderRecovery.RECOVERING) {
            listener.leadsUncleanly(leaderEpoch);
        }
        this.inSync = new InSync(context, partition, listener, state, this::looksAgain);
        if (log.highWatermark() < epochStart) {
            context.probes().commitBehindEpochStart.hit();
        }
    }

    /** Begins to decide; apart from making it, since others may be told of it meanwhile. */
    void begin() {
        looksAgain();
    }

    long epochStart() {
        return epochStart;
    }

    /** The image has another state of this leader epoch. */
    void stateChanged(PartitionState now) {
        inSync.stateChanged(now);
        settingsChanged();
    }

    /** What is configured has changed, or who is in sync. */
    void settingsChanged() {
        looksAgain();
        if (!mayCommit() && !committed.isEmpty()) {
            context.probes().tooFewToCommit.hit();
            committed.refuseAll(ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND);
        }
    }

    /** More of this leader's own log counts. */
    void counts() {
        advance();
        for (var waiter : counted.takeBelow(log.countedOffset())) {
            acknowledge(waiter, (short) 1);
        }
    }

    /** Appends a batch. Returns what ends the waiting for its acknowledgement. */
    Runnable produce(ByteBuffer batch, short acks, Consumer<Produced> done) {
        if (acks == ACKS_ALL && !appendsWithTooFew && isTooFew()) {
            context.probes().tooFewToAppend.hit();
            return refused(
                    ErrorCode.NOT_ENOUGH_REPLICAS,
                    "in-sync replicas must be " + minInSync() + " or more, are " + inSync.isr(),
                    done);
        }
        return log.appendAsLeader(batch, leaderEpoch)
                .match(
                        it -> appended(it.firstOffset(), it.lastOffset(), it.appendMillis(), false, acks, done),
                        it -> appended(it.firstOffset(), it.lastOffset(), it.appendMillis(), true, acks, done),
                        it -> refused(errorOf(it.reason()), it.detail(), done));
    }

    private Runnable appended(
            long first, long last, long appendMillis, boolean isDuplicate, short acks, Consumer<Produced> done) {
        var good = new Produced(ErrorCode.NONE, first, appendMillis, null);
        var waiter = new Acknowledgements.Waiter(last, good, done);
        if (isDuplicate) {
            context.probes().duplicate.hit();
            listener.sentAgain(last);
        }
        boolean waits = acks == ACKS_ALL && !acknowledgesAppended && !(isDuplicate && acknowledgesDuplicates);
        Runnable end = NOTHING;
        if (waits && last >= log.highWatermark()) {
            if (isDuplicate) {
                context.probes().duplicateWaits.hit();
            }
            end = await(committed, waiter);
        } else if (acks == 1 && last >= log.countedOffset()) {
            end = await(counted, waiter);
        } else {
            acknowledge(waiter, acks);
        }
        // Where all counts that is appended, this may commit it.
        counts();
        return end;
    }

    private static Runnable await(Acknowledgements those, Acknowledgements.Waiter waiter) {
        those.add(waiter);
        return () -> those.remove(waiter);
    }

    private void acknowledge(Acknowledgements.Waiter waiter, short acks) {
        listener.acknowledged(waiter.lastOffset(), acks);
        waiter.done().accept(waiter.good());
    }

    private Runnable refused(ErrorCode error, String detail, Consumer<Produced> done) {
        listener.refused(error);
        done.accept(Produced.refused(error, detail));
        return NOTHING;
    }

    private static ErrorCode errorOf(Refusal refusal) {
        return switch (refusal) {
            case CORRUPT -> ErrorCode.CORRUPT_MESSAGE;
            case INVALID -> ErrorCode.INVALID_RECORD;
            case TOO_LARGE -> ErrorCode.MESSAGE_TOO_LARGE;
            // A producer that is not known has lost its place too, and of the two errors this one is safe with clients.
            case OUT_OF_ORDER_SEQUENCE, UNKNOWN_PRODUCER -> ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
            case PRODUCER_FENCED -> ErrorCode.INVALID_PRODUCER_EPOCH;
            case COORDINATOR_FENCED -> ErrorCode.TRANSACTION_COORDINATOR_FENCED;
            case STALE_LEADER_EPOCH -> ErrorCode.FENCED_LEADER_EPOCH;
            case NOT_CONTIGUOUS, CLOSED -> ErrorCode.KAFKA_STORAGE_ERROR;
        };
    }

    /** Notes a follower's fetch. Returns whether it is a replica, in a life that is not over. */
    boolean noteFetch(FollowerFetch fetch) {
        Progress progress = followers.get(fetch.replica());
        if (progress == null) {
            return false;
        }
        if (!progress.fetched(fetch, log.log().logEndOffset(), context.nanos())) {
            context.probes().followerOfFormerLife.hit();
            return false;
        }
        looksAgain();
        return true;
    }

    List<Follower> inSyncFollowers() {
        var found = new ArrayList<Follower>();
        for (int replica : inSync.isr()) {
            Progress progress = followers.get(replica);
            if (progress != null && progress.offset() >= 0) {
                found.add(new Follower(replica, progress.logStart(), progress.offset()));
            }
        }
        return found;
    }

    /** Looks who should be in sync, and how far it is committed by then. */
    private void looksAgain() {
        // First without who has left: measured by the high watermark that waited for him, he would be back at once.
        advance();
        lookWhoIsInSync(log.settings().lagNanos());
        advance();
    }

    /**
     * Looks who should be in sync.
     *
     * @param lagNanos after what time a follower that has not caught up is not
     */
    void lookWhoIsInSync(long lagNanos) {
        inSync.look();
        if (inSync.isPending() || !context.image().isActive(context.broker())) {
            return; // Who is not active is not heard, and is about to lead no more.
        }
        PartitionState state = inSync.state();
        if (state.recovery() == LeaderRecovery.RECOVERING) {
            // KIP-704: its log is what the partition has from now on; until all know that, it stays alone.
            context.probes().recovers.hit();
            inSync.propose(List.of(context.broker()));
            return;
        }
        var wanted = new ArrayList<Integer>();
        for (int replica : state.replicas()) {
            if (replica == context.broker()
                    || (state.isr().contains(replica) ? mayStay(replica, lagNanos) : mayJoin(replica, lagNanos))) {
                wanted.add(replica);
            }
        }
        if (!wanted.equals(state.isr())) {
            (wanted.containsAll(state.isr()) ? context.probes().expands : context.probes().shrinks).hit();
            inSync.propose(wanted);
        }
    }

    private boolean mayStay(int replica, long lagNanos) {
        Progress progress = followers.get(replica);
        return progress != null && progress.isCaughtUp(log.log().logEndOffset(), context.nanos(), lagNanos);
    }

    /**
     * It has everything that is committed, and all that was there when this epoch began; it still fetches; it lives;
     * and it keeps up, else it would have to go again at once.
     */
    private boolean mayJoin(int replica, long lagNanos) {
        Progress progress = followers.get(replica);
        if (progress == null
                || !progress.isHeard(context.nanos(), log.settings().lagNanos())) {
            return false;
        }
        Optional<BrokerRegistration> registered = context.image().broker(replica);
        boolean lives = registered
                .filter(it -> it.isActive() && it.epoch() == progress.brokerEpoch())
                .isPresent();
        boolean hasAll = progress.offset() >= Math.max(log.highWatermark(), epochStart) && mayStay(replica, lagNanos);
        return lives && (hasAll || joinsBehind);
    }

    /** Moves the high watermark to where all have everything, and tells who waited for it. */
    private void advance() {
        if (mayCommit()) {
            log.commit(reached());
            for (var waiter : committed.takeBelow(log.highWatermark())) {
                acknowledge(waiter, ACKS_ALL);
            }
        }
    }

    private long reached() {
        if (commitsAll) {
            return log.log().logEndOffset();
        }
        long followersHave = log.log().logEndOffset();
        long inSyncHave = followersHave;
        for (int replica : inSync.maximal()) {
            Progress progress = followers.get(replica);
            if (progress != null) {
                followersHave = Math.min(followersHave, progress.offset());
                inSyncHave = inSync.isr().contains(replica) ? Math.min(inSyncHave, progress.offset()) : inSyncHave;
            }
        }
        long own = log.countedOffset();
        if (followersHave > own) {
            context.probes().leaderBehindItsFollowers.hit();
        }
        if (followersHave < Math.min(own, inSyncHave)) {
            context.probes().waitsForProposed.hit();
        }
        return Math.min(own, followersHave);
    }

    private boolean mayCommit() {
        return commitsWithTooFew || !isTooFew();
    }

    private boolean isTooFew() {
        return inSync.isr().size() < minInSync();
    }

    private int minInSync() {
        return Math.min(log.settings().minInSync(), inSync.state().replicas().size());
    }

    /** It leads no more, or not in this epoch. */
    void end(ErrorCode why) {
        inSync.end();
        if (!committed.isEmpty() || !counted.isEmpty()) {
            context.probes().acksPendingAtEnd.hit();
        }
        committed.refuseAll(why);
        counted.refuseAll(why);
    }
}
