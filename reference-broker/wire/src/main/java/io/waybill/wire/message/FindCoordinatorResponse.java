package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who coordinates them.
 *
 * @param coordinators an answer for each key; exactly one before version 4
 */
public record FindCoordinatorResponse(List<Coordinator> coordinators) implements Response {

    /** Copies its lists. */
    public FindCoordinatorResponse {
        coordinators = List.copyOf(coordinators);
    }

    @Override
    public Api api() {
        return Api.FIND_COORDINATOR;
    }

    /**
     * Who coordinates one key.
     *
     * @param key the group or transactional id; empty when read before version 4
     * @param nodeId the id of the node
     * @param host the host to connect to
     * @param port the port to connect to
     * @param error what went wrong
     * @param errorMessage what went wrong, in words
     */
    public record Coordinator(
            String key,
            int nodeId,
            String host,
            int port,
            ErrorCode error,
            @Nullable String errorMessage) {}
}
