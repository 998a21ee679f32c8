package io.waybill.broker.fetching;

import io.waybill.broker.replica.Replica;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.log.epoch.EpochEnd;
import io.waybill.log.exchange.AppendOutcome;
import java.nio.ByteBuffer;

/** A replica of this broker as it is fetched for. */
record FollowedReplica(Replica replica) implements Followed {

    @Override
    public TopicPartition partition() {
        return replica.partition();
    }

    @Override
    public long promisedOffset() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long logStartOffset() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long logEndOffset() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long highWatermark() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int lastEpoch() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long truncationOffset(EpochEnd leader) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AppendOutcome append(ByteBuffer batches) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void commitTo(long leaderHighWatermark) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void whenPromised(Runnable done) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void truncateTo(long offset, Runnable done) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void restartAt(long offset, Runnable done) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void deleteBefore(long offset, Runnable done) {
        throw new UnsupportedOperationException();
    }
}
