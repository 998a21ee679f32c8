package io.waybill.broker.replica;

import io.waybill.broker.data.Produced;
import io.waybill.broker.data.Served;
import io.waybill.broker.watch.TopicPartition;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * One replica of a partition on this broker, as others see it.
 *
 * <p>As a {@link Served} it is for those who answer requests. The rest is for who fetches on its behalf while it
 * follows. Two views of one replica are equal where they are the same object.
 */
public final class Replica implements Served {

    private final ReplicaLife life;

    Replica(ReplicaLife life) {
        this.life = life;
    }

    private ReplicaLog log() {
        return life.log();
    }

    @Override
    public TopicPartition partition() {
        return life.partition();
    }

    // What those ask who answer requests.

    @Override
    public boolean leads() {
        return life.leading() != null;
    }

    @Override
    public int leaderEpoch() {
        return life.leaderEpoch();
    }

    @Override
    public long epochStart() {
        Leading leading = life.leading();
        if (leading == null) {
            throw new IllegalStateException("replica " + partition() + " must lead, does not");
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
        Leading leading = life.leading();
        if (leading == null) {
            done.accept(Produced.refused(ErrorCode.NOT_LEADER_OR_FOLLOWER, null));
            return Leading.NOTHING;
        }
        return leading.produce(batch, acks, done);
    }

    @Override
    public boolean noteFetch(FollowerFetch fetch) {
        Leading leading = life.leading();
        return leading != null && leading.noteFetch(fetch);
    }

    @Override
    public void read(ReadRequest request, Consumer<LogRead> done, LogFailure.Listener failed) {
        log().log().read(request, done, log().reading(failed));
    }

    @Override
    public void noteServed(long firstOffset, long endOffset) {
        life.listener().served(firstOffset, endOffset, highWatermark());
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
        Leading leading = life.leading();
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
        if (!life.follows()) {
            return new AppendOutcome.Refused(Refusal.CLOSED, "replica " + partition() + " must follow, does not");
        }
        return log().appendAsFollower(batches);
    }

    /** Takes over what the leader says is committed, as far as the log goes; never back. */
    public void commitTo(long leaderHighWatermark) {
        if (life.leading() == null) {
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
