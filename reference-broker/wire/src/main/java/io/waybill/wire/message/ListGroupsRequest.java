package io.waybill.wire.message;

import java.util.List;

/**
 * Asks which groups a broker coordinates.
 *
 * @param states only groups in these states; empty for all (version 4+)
 * @param types only groups of these types; empty for all (version 5+)
 */
public record ListGroupsRequest(List<String> states, List<String> types) implements Request {

    /** Copies its lists. */
    public ListGroupsRequest {
        states = List.copyOf(states);
        types = List.copyOf(types);
    }

    @Override
    public Api api() {
        return Api.LIST_GROUPS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.listGroups(this);
    }
}
