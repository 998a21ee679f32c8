package io.waybill.wire.message;

import java.util.List;

/**
 * The groups that a broker coordinates.
 *
 * @param error what went wrong
 * @param groups the groups
 */
public record ListGroupsResponse(ErrorCode error, List<Group> groups) implements Response {

    /** Copies its lists. */
    public ListGroupsResponse {
        groups = List.copyOf(groups);
    }

    @Override
    public Api api() {
        return Api.LIST_GROUPS;
    }

    /**
     * One group.
     *
     * @param groupId the id of the group
     * @param protocolType what its members are, for example {@code consumer}
     * @param state the name of its state (version 4+)
     * @param type the name of its type (version 5+)
     */
    public record Group(String groupId, String protocolType, String state, String type) {}
}
