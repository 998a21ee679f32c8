package io.waybill.history.interchange;

import io.waybill.history.SendColumns;
import org.jspecify.annotations.Nullable;

/** What an import knows of one session's sends to one partition. */
final class SendLane {

    final int session;
    final int partition;

    /** The sequence that the next send without a sequence of its own gets. */
    int nextSequence;

    /** Whether a send was named that was invoked before one that was named earlier: the sequences are out of order. */
    boolean unordered;

    long lastInvokeNanos = Long.MIN_VALUE;

    /** The rows that wait, or null where none do. */
    @Nullable
    SendColumns waiting;

    SendLane(int session, int partition) {
        this.session = session;
        this.partition = partition;
    }

    int next(long invokeNanos) {
        unordered |= invokeNanos < lastInvokeNanos;
        lastInvokeNanos = Math.max(lastInvokeNanos, invokeNanos);
        return nextSequence++;
    }
}
