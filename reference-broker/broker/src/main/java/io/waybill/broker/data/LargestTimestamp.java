package io.waybill.broker.data;

import io.waybill.log.exchange.TimedOffset;
import io.waybill.log.file.LogFailure;
import java.util.function.Consumer;

/**
 * Finds the first record of the largest timestamp (KIP-734). The log answers for any time which record is the first
 * that is as new, so the largest time that has one is searched for by halves; each record found moves the lower bound
 * up.
 */
final class LargestTimestamp {

    private final Served replica;
    private final long endOffset;
    private TimedOffset best = TimedOffset.NONE;
    private long low;
    private long high = Long.MAX_VALUE;

    LargestTimestamp(Served replica, long endOffset) {
        this.replica = replica;
        this.endOffset = endOffset;
    }

    /** Finds it; {@link TimedOffset#NONE} where there is no record below the end. */
    void find(Consumer<TimedOffset> done, LogFailure.Listener failed) {
        ask(0, done, failed);
    }

    private void ask(long timestamp, Consumer<TimedOffset> done, LogFailure.Listener failed) {
        replica.offsetOfTime(
                timestamp,
                endOffset,
                found -> {
                    if (found.offset() < 0) {
                        high = timestamp - 1;
                    } else {
                        best = found;
                        low = Math.max(timestamp, found.timestamp());
                    }
                    if (high <= low || best.offset() < 0) {
                        done.accept(best);
                    } else {
                        ask(low + (high - low) / 2 + 1, done, failed);
                    }
                },
                failed);
    }
}
