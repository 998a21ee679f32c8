package io.waybill.broker.data;

import io.waybill.wire.message.FetchRequest;

/**
 * Who fetches.
 *
 * @param replica the id of a follower; below 0 for a consumer
 * @param brokerEpoch of the follower's life
 * @param committedOnly whether a consumer wants decided transactions only
 * @param mayReadFollowers whether it knows that followers answer too (KIP-392)
 * @param rack where a consumer stands; empty where it does not say
 */
record FetchReader(int replica, long brokerEpoch, boolean committedOnly, boolean mayReadFollowers, String rack) {

    private static final int FIRST_WITH_RACK = 11;

    static FetchReader of(int version, FetchRequest request) {
        boolean isFollower = request.replicaId() >= 0;
        return new FetchReader(
                request.replicaId(),
                request.replicaEpoch(),
                !isFollower && request.isolationLevel() == 1,
                !isFollower && version >= FIRST_WITH_RACK,
                isFollower ? "" : request.rackId());
    }

    boolean isFollower() {
        return replica >= 0;
    }
}
