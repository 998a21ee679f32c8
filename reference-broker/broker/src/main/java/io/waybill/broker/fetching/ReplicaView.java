package io.waybill.broker.fetching;

import io.waybill.broker.replica.Replica;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.log.epoch.EpochEnd;
import io.waybill.log.exchange.AppendOutcome;
import java.nio.ByteBuffer;

/**
 * A replica of this broker as the one sees it that fetches for it.
 *
 * @param replica which
 */
public record ReplicaView(Replica replica) implements Followed {

    @Override
    public TopicPartition partition() {
        return replica.partition();
    }

    @Override
    public long promisedOffset() {
        return replica.promisedOffset();
    }

    @Override
    public long logStartOffset() {
        return replica.logStartOffset();
    }

    @Override
    public long logEndOffset() {
        return replica.logEndOffset();
    }

    @Override
    public long highWatermark() {
        return replica.highWatermark();
    }

    @Override
    public int lastEpoch() {
        return replica.lastEpoch();
    }

    @Override
    public long truncationOffset(EpochEnd leader) {
        return replica.truncationOffset(leader);
    }

    @Override
    public AppendOutcome append(ByteBuffer batches) {
        return replica.append(batches);
    }

    @Override
    public void commitTo(long leaderHighWatermark) {
        replica.commitTo(leaderHighWatermark);
    }

    @Override
    public void whenPromised(Runnable done) {
        replica.whenPromised(done);
    }

    @Override
    public void truncateTo(long offset, Runnable done) {
        replica.truncateTo(offset, done);
    }

    @Override
    public void restartAt(long offset, Runnable done) {
        replica.restartAt(offset, done);
    }

    @Override
    public void deleteBefore(long offset, Runnable done) {
        replica.deleteBefore(offset, done);
    }
}
