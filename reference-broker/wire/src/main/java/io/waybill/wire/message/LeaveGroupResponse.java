package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has left.
 *
 * @param error what went wrong
 * @param members an entry for each member (version 3+)
 */
public record LeaveGroupResponse(ErrorCode error, List<Member> members) implements Response {

    /** Copies its lists. */
    public LeaveGroupResponse {
        members = List.copyOf(members);
    }

    @Override
    public Api api() {
        return Api.LEAVE_GROUP;
    }

    /**
     * What concerns one member.
     *
     * @param memberId the member
     * @param groupInstanceId the name of a static member, null for a dynamic one
     * @param error what went wrong
     */
    public record Member(String memberId, @Nullable String groupInstanceId, ErrorCode error) {}
}
