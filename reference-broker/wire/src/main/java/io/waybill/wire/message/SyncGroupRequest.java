package io.waybill.wire.message;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the assignment; the leader brings it.
 *
 * @param groupId the group
 * @param generation the generation of the group, or the epoch of the member
 * @param memberId the member
 * @param groupInstanceId the name of a static member, null for a dynamic one (version 3+)
 * @param protocolType the kind of group, for example consumer (version 5+)
 * @param protocolName the name of the chosen protocol (version 5+)
 * @param assignments what the leader assigns to each member
 */
public record SyncGroupRequest(
        String groupId,
        int generation,
        String memberId,
        @Nullable String groupInstanceId,
        @Nullable String protocolType,
        @Nullable String protocolName,
        List<Assignment> assignments)
        implements Request {

    /** Copies its lists. */
    public SyncGroupRequest {
        assignments = List.copyOf(assignments);
    }

    @Override
    public Api api() {
        return Api.SYNC_GROUP;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.syncGroup(this);
    }

    /**
     * What is assigned to whom.
     *
     * @param memberId the member
     * @param assignment what the member is assigned, in the words of its protocol
     */
    public record Assignment(String memberId, ByteBuffer assignment) {}
}
