package io.waybill.wire.message;

import org.jspecify.annotations.Nullable;

/**
 * Where a node is found.
 *
 * @param nodeId the id of the node
 * @param host the host to connect to
 * @param port the port to connect to
 * @param rack the rack of the node, null where not told
 */
public record NodeEndpoint(
        int nodeId, String host, int port, @Nullable String rack) {}
