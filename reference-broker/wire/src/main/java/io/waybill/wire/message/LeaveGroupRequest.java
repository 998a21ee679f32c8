package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes members out of a group.
 *
 * @param groupId the group
 * @param members an entry for each member; exactly one before version 3
 */
public record LeaveGroupRequest(String groupId, List<Member> members) implements Request {

    /** Copies its lists. */
    public LeaveGroupRequest {
        members = List.copyOf(members);
    }

    @Override
    public Api api() {
        return Api.LEAVE_GROUP;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.leaveGroup(this);
    }

    /**
     * What concerns one member.
     *
     * @param memberId the member
     * @param groupInstanceId the name of a static member, null for a dynamic one
     * @param reason why, in words (version 5+)
     */
    public record Member(
            String memberId,
            @Nullable String groupInstanceId,
            @Nullable String reason) {}
}
