package io.waybill.broker.replica;

import io.waybill.broker.data.Served.FollowerFetch;

/**
 * What a leader knows of one follower, from its fetches in this leader epoch.
 *
 * <p>A follower has caught up when a fetch is from the leader's log end; or from where that was at the fetch before,
 * and then as of the time of that one: between the two it was given everything (as Kafka's replicas do). So one that is
 * always a fetch behind, under load, is in sync.
 */
final class Progress {

    private static final long NONE = -1;

    private long offset = NONE;
    private long logStart = NONE;
    private long brokerEpoch = NONE;
    private long fetchNanos;
    private long leaderEndAtFetch = Long.MAX_VALUE;
    private long caughtUpNanos;
    private boolean hasCaughtUp;

    /**
     * Makes it as a leadership begins.
     *
     * @param isInSync whether it is in sync: then it has as much time as any to be heard of
     */
    Progress(boolean isInSync, long nowNanos) {
        hasCaughtUp = isInSync;
        caughtUpNanos = nowNanos;
    }

    /** Notes a fetch. Returns false where it is of a life that is over. */
    boolean fetched(FollowerFetch fetch, long leaderEnd, long nowNanos) {
        if (fetch.brokerEpoch() < brokerEpoch) {
            return false;
        }
        if (fetch.brokerEpoch() > brokerEpoch) {
            brokerEpoch = fetch.brokerEpoch();
            leaderEndAtFetch = Long.MAX_VALUE;
        }
        if (fetch.offset() >= leaderEnd) {
            caughtUp(nowNanos);
        } else if (fetch.offset() >= leaderEndAtFetch) {
            caughtUp(fetchNanos);
        }
        offset = fetch.offset();
        logStart = fetch.logStart();
        fetchNanos = nowNanos;
        leaderEndAtFetch = leaderEnd;
        return true;
    }

    private void caughtUp(long nanos) {
        caughtUpNanos = hasCaughtUp ? Math.max(caughtUpNanos, nanos) : nanos;
        hasCaughtUp = true;
    }

    /** Returns below which offset it has everything; -1 where it was not heard of. */
    long offset() {
        return offset;
    }

    long logStart() {
        return logStart;
    }

    /** Returns the broker epoch of its last fetch; -1 where it was not heard of. */
    long brokerEpoch() {
        return brokerEpoch;
    }

    /** Returns whether it has fetched within a time. */
    boolean isHeard(long nowNanos, long withinNanos) {
        return offset != NONE && nowNanos - fetchNanos <= withinNanos;
    }

    /** Returns whether it has all, or had all within a time. */
    boolean isCaughtUp(long leaderEnd, long nowNanos, long withinNanos) {
        return offset >= leaderEnd || (hasCaughtUp && nowNanos - caughtUpNanos <= withinNanos);
    }
}
