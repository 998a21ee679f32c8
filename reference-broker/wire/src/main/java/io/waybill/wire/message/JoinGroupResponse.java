package io.waybill.wire.message;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generation, and for its leader the members.
 *
 * @param error what went wrong
 * @param generation the generation of the group, or the epoch of the member
 * @param protocolType the kind of group, for example consumer (version 7+)
 * @param protocolName the chosen protocol, null where there is none
 * @param leader the member that assigns
 * @param skipAssignment whether the leader must leave the assignment as it is (version 9+)
 * @param memberId the member
 * @param members an entry for each member
 */
public record JoinGroupResponse(
        ErrorCode error,
        int generation,
        @Nullable String protocolType,
        @Nullable String protocolName,
        String leader,
        boolean skipAssignment,
        String memberId,
        List<Member> members)
        implements Response {

    /** Copies its lists. */
    public JoinGroupResponse {
        members = List.copyOf(members);
    }

    @Override
    public Api api() {
        return Api.JOIN_GROUP;
    }

    /**
     * What concerns one member.
     *
     * @param memberId the member
     * @param groupInstanceId the name of a static member, null for a dynamic one (version 5+)
     * @param metadata opaque to the broker
     */
    public record Member(String memberId, @Nullable String groupInstanceId, ByteBuffer metadata) {}
}
