package io.waybill.rpc;

import io.waybill.wire.ApiOffer;
import org.jspecify.annotations.Nullable;

/**
 * How a channel speaks.
 *
 * @param clientId what it calls itself; null to say nothing
 * @param maxFrameBytes the largest response that is read, without its length
 * @param known what the other side is known to answer; null to ask it first on each connection, as clients do
 */
public record ChannelSettings(
        @Nullable String clientId,
        int maxFrameBytes,
        @Nullable ApiOffer known) {

    /** As Kafka's {@code receive} limits allow: 100 MiB. */
    public static final int MAX_FRAME_BYTES = 100 * 1024 * 1024;

    /** Returns the settings of a client that asks each broker what it answers. */
    public static ChannelSettings ofClient(String clientId) {
        return new ChannelSettings(clientId, MAX_FRAME_BYTES, null);
    }

    /** Returns the settings of a node that knows what its peers answer. */
    public static ChannelSettings ofPeer(String clientId, ApiOffer known) {
        return new ChannelSettings(clientId, MAX_FRAME_BYTES, known);
    }
}
