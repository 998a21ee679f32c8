package io.waybill.wire.message;

import java.util.List;

/**
 * Asks who coordinates groups or transactional ids.
 *
 * @param keyType 0 a group, 1 a transactional id (version 1+)
 * @param keys the groups or transactional ids whose coordinators are wanted; exactly one before version 4
 */
public record FindCoordinatorRequest(byte keyType, List<String> keys) implements Request {

    /** Copies its lists. */
    public FindCoordinatorRequest {
        keys = List.copyOf(keys);
    }

    @Override
    public Api api() {
        return Api.FIND_COORDINATOR;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.findCoordinator(this);
    }
}
