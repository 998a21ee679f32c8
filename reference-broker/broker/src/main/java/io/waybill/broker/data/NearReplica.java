package io.waybill.broker.data;

import io.waybill.wire.message.NodeEndpoint;
import java.util.OptionalInt;

/**
 * Which replica a consumer in a rack had better read from (KIP-392): the leader where it stands there too, else an
 * in-sync follower there that has the offset, the one that is furthest, of several the one of the lowest id.
 */
final class NearReplica {

    private final Hosting hosting;

    NearReplica(Hosting hosting) {
        this.hosting = hosting;
    }

    /**
     * Returns another replica; empty where the leader is as good as any.
     *
     * @param leader this broker's replica, which leads
     */
    OptionalInt find(Served leader, String rack, long offset) {
        if (rack.isEmpty() || stands(hosting.broker(), rack)) {
            return OptionalInt.empty();
        }
        var best = OptionalInt.empty();
        long furthest = -1;
        for (Served.Follower each : leader.inSyncFollowers()) {
            boolean hasOffset = each.logStart() <= offset && offset <= each.logEnd();
            boolean isBetter = each.logEnd() > furthest
                    || (each.logEnd() == furthest && each.replica() < best.orElse(Integer.MAX_VALUE));
            if (hasOffset && isBetter && stands(each.replica(), rack)) {
                best = OptionalInt.of(each.replica());
                furthest = each.logEnd();
            }
        }
        return best;
    }

    private boolean stands(int broker, String rack) {
        return hosting.endpoint(broker)
                .map(NodeEndpoint::rack)
                .filter(rack::equals)
                .isPresent();
    }
}
