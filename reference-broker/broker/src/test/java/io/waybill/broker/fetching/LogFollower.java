package io.waybill.broker.fetching;

import io.waybill.broker.data.LogReplica;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.log.epoch.EpochEnd;
import io.waybill.log.exchange.AppendOutcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A replica that follows, on a real log: what is flushed is what it promises. */
class LogFollower implements Followed {

    private final LogReplica replica;

    /** Whether its log is being shortened. */
    boolean isChanging;

    /** What was done to its log, in order. */
    final List<String> done = new ArrayList<>();

    LogFollower(LogReplica replica) {
        this.replica = replica;
    }

    @Override
    public TopicPartition partition() {
        return replica.partition();
    }

    @Override
    public long promisedOffset() {
        return replica.log().flushedOffset();
    }

    @Override
    public long logStartOffset() {
        return replica.log().logStartOffset();
    }

    @Override
    public long logEndOffset() {
        return replica.log().logEndOffset();
    }

    @Override
    public long highWatermark() {
        return replica.highWatermark();
    }

    @Override
    public int lastEpoch() {
        long end = replica.log().logEndOffset();
        return end > replica.log().logStartOffset() ? replica.log().epochOf(end - 1) : -1;
    }

    @Override
    public long truncationOffset(EpochEnd leader) {
        return replica.log().truncationOffset(leader, replica.highWatermark());
    }

    @Override
    public AppendOutcome append(ByteBuffer batches) {
        return replica.log().appendAsFollower(batches, replica.nowMillis());
    }

    @Override
    public void commitTo(long leaderHighWatermark) {
        replica.commitTo(leaderHighWatermark);
    }

    @Override
    public void whenPromised(Runnable done) {
        replica.log().flush(done, LogReplica::fail);
    }

    @Override
    public void truncateTo(long offset, Runnable then) {
        done.add("truncate " + offset);
        isChanging = true;
        replica.log()
                .truncateTo(
                        offset,
                        replica.nowMillis(),
                        () -> {
                            isChanging = false;
                            replica.truncated();
                            then.run();
                        },
                        LogReplica::fail);
    }

    @Override
    public void restartAt(long offset, Runnable then) {
        done.add("restart " + offset);
        isChanging = true;
        replica.log()
                .restartAt(
                        offset,
                        replica.nowMillis(),
                        () -> {
                            isChanging = false;
                            replica.truncated();
                            then.run();
                        },
                        LogReplica::fail);
    }

    @Override
    public void deleteBefore(long offset, Runnable then) {
        done.add("delete " + offset);
        replica.log().deleteBefore(offset, start -> then.run(), LogReplica::fail);
    }
}
