package io.waybill.broker.data;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.NodeEndpoint;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which replicas this broker has, and what the metadata say of those it has not. */
interface Hosting {

    /** Returns this broker's id. */
    int broker();

    /** Looks up a replica by its topic's name. */
    Lookup byName(String topic, int partition);

    /** Looks up a replica by its topic's id. */
    Lookup byId(UUID topic, int partition);

    /** Returns where a broker answers clients; empty where it is not registered. */
    Optional<NodeEndpoint> endpoint(int broker);

    /** Returns whether a life of a broker is the one that is registered. */
    boolean isRegistered(int broker, long brokerEpoch);

    /**
     * What was found.
     *
     * @param replica null where there is none here that serves
     * @param error why not
     * @param leader who leads as far as the metadata know
     */
    record Lookup(@Nullable Served replica, ErrorCode error, LeaderIdAndEpoch leader) {}
}
