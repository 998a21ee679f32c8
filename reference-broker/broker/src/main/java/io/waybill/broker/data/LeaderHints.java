package io.waybill.broker.data;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.NodeEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who leads instead, told with the refusal, so that a client need not ask for the metadata first (KIP-951). */
final class LeaderHints {

    private final Hosting hosting;
    private final SortedMap<Integer, NodeEndpoint> endpoints = new TreeMap<>();

    LeaderHints(Hosting hosting) {
        this.hosting = hosting;
    }

    /** Returns what to say of the leader with an error. */
    LeaderIdAndEpoch of(ErrorCode error, LeaderIdAndEpoch leader) {
        boolean asks = error == ErrorCode.NOT_LEADER_OR_FOLLOWER || error == ErrorCode.FENCED_LEADER_EPOCH;
        if (!asks || leader.leaderId() < 0) {
            return LeaderIdAndEpoch.NONE;
        }
        hosting.endpoint(leader.leaderId()).ifPresent(endpoint -> endpoints.put(leader.leaderId(), endpoint));
        return leader;
    }

    /** Returns where the leaders are found that were told. */
    List<NodeEndpoint> endpoints() {
        return new ArrayList<>(endpoints.values());
    }
}
