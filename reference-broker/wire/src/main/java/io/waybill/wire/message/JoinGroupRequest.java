package io.waybill.wire.message;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins a group; answered when all members have joined.
 *
 * @param groupId the group
 * @param sessionTimeoutMs after how long a silence the member is taken for dead, in milliseconds
 * @param rebalanceTimeoutMs how long members have to rejoin, in milliseconds; in version 0 the session timeout
 * @param memberId the member, empty for one that joins for the first time
 * @param groupInstanceId the name of a static member, null for a dynamic one (version 5+)
 * @param protocolType the kind of group, for example consumer
 * @param protocols the protocols that the member knows, best first
 * @param reason why, in words (version 8+)
 */
public record JoinGroupRequest(
        String groupId,
        int sessionTimeoutMs,
        int rebalanceTimeoutMs,
        String memberId,
        @Nullable String groupInstanceId,
        String protocolType,
        List<Protocol> protocols,
        @Nullable String reason)
        implements Request {

    /** Copies its lists. */
    public JoinGroupRequest {
        protocols = List.copyOf(protocols);
    }

    @Override
    public Api api() {
        return Api.JOIN_GROUP;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.joinGroup(this);
    }

    /**
     * A protocol that the member knows.
     *
     * @param name the name of the protocol
     * @param metadata opaque to the broker
     */
    public record Protocol(String name, ByteBuffer metadata) {}
}
