package io.waybill.broker.fetching;

import io.waybill.broker.watch.TopicPartition;
import io.waybill.log.epoch.EpochEnd;
import io.waybill.log.exchange.AppendOutcome;
import java.nio.ByteBuffer;

/**
 * A replica as the one sees it that fetches for it; two views of one replica are equal. What takes a while calls back
 * later, once, or never where the replica has failed.
 *
 * <p>While {@link #truncateTo} or {@link #restartAt} has not called back, nothing else is asked for that changes the
 * log. The replica may have become something else meanwhile: who leads by then waits for it too.
 */
public interface Followed {

    /** Returns which partition it is of. */
    TopicPartition partition();

    /**
     * Returns the offset that it promises to have everything below: where it fetches from. At most the log's end, and
     * less while what does not count yet is on its way to the disk.
     */
    long promisedOffset();

    /** Returns the first offset. */
    long logStartOffset();

    /** Returns the offset after the last. */
    long logEndOffset();

    /** Returns what it knows to be committed. */
    long highWatermark();

    /** Returns the leader epoch of its last record; -1 where it has none. */
    int lastEpoch();

    /** Returns where to truncate to when a leader answers that the logs part. */
    long truncationOffset(EpochEnd leader);

    /** Appends what a leader has sent. */
    AppendOutcome append(ByteBuffer batches);

    /** Takes over what the leader says is committed, as far as the log goes. */
    void commitTo(long leaderHighWatermark);

    /** Calls back when all of the log is promised. */
    void whenPromised(Runnable done);

    /**
     * Removes everything from an offset on, durably. Below the high watermark this goes only after an unclean election.
     */
    void truncateTo(long offset, Runnable done);

    /**
     * Removes everything, durably, and begins at an offset. That may lie below the high watermark, by less than a
     * batch, where the leader's log begins within one; what is committed stays so, and the rest of the batch follows at
     * once.
     */
    void restartAt(long offset, Runnable done);

    /** Removes everything below an offset that is committed. */
    void deleteBefore(long offset, Runnable done);
}
