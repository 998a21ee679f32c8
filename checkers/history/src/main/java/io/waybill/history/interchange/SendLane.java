package io.waybill.history.interchange;

import io.waybill.history.SendColumns;
import org.jspecify.annotations.Nullable;

/** One session's sends to one partition: whoever records many keeps it and saves the look-up. */
public final class SendLane {

    final int session;
    final int partition;

    /** The messages of the partition. */
    final Messages.OfPartition messages;

    /** The sequence that the next send without a sequence of its own gets. */
    int nextSequence;

    /** Whether a send was named that was invoked before one that was named earlier: the sequences are out of order. */
    boolean unordered;

    long lastInvokeNanos = Long.MIN_VALUE;

    /** The rows that wait, or null where none do. */
    @Nullable
    SendColumns waiting;

    SendLane(int session, int partition, Messages.OfPartition messages) {
        this.session = session;
        this.partition = partition;
        this.messages = messages;
    }

    /** Returns the session that sends. */
    public int session() {
        return session;
    }

    /** Returns the partition that is sent to. */
    public int partition() {
        return partition;
    }

    int next(long invokeNanos) {
        unordered |= invokeNanos < lastInvokeNanos;
        lastInvokeNanos = Math.max(lastInvokeNanos, invokeNanos);
        return nextSequence++;
    }
}
