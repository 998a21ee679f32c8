package io.waybill.wire.message;

import org.jspecify.annotations.Nullable;

/**
 * Says that the member is alive.
 *
 * @param groupId the group
 * @param generation the generation of the group, or the epoch of the member
 * @param memberId the member
 * @param groupInstanceId the name of a static member, null for a dynamic one (version 3+)
 */
public record HeartbeatRequest(
        String groupId,
        int generation,
        String memberId,
        @Nullable String groupInstanceId) implements Request {

    @Override
    public Api api() {
        return Api.HEARTBEAT;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.heartbeat(this);
    }
}
