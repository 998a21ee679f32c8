package io.waybill.broker.settings;

import io.waybill.environment.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A node of a cluster and where it is found. It may be a broker, a controller or both; every node is a member of the
 * quorum, voting where it is a controller and observing where it is not.
 *
 * @param id 0 or more
 * @param raft where it listens as a member of the quorum
 * @param controller where it answers brokers as a controller; null where it is none
 * @param client where it answers clients and other brokers as a broker; null where it is none
 * @param rack where it stands; null where it does not say
 */
public record NodeLayout(
        int id,
        Endpoint raft,
        @Nullable Endpoint controller,
        @Nullable Endpoint client,
        @Nullable String rack) {

    public NodeLayout {
        if (controller == null && client == null) {
            throw new IllegalArgumentException("node " + id + " must be a controller, a broker or both, was neither");
        }
    }

    /** Returns whether it votes in the quorum and may be the active controller. */
    public boolean isController() {
        return controller != null;
    }

    /** Returns whether it holds replicas and answers clients. */
    public boolean isBroker() {
        return client != null;
    }
}
