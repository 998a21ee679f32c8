package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says that the broker is alive, and what it wants to be.
 *
 * @param brokerId the id of the broker
 * @param brokerEpoch the epoch of the broker's registration
 * @param currentMetadataOffset how far the broker has read the metadata log
 * @param wantFence whether the broker asks to be fenced
 * @param wantShutDown whether the broker asks to leave
 * @param offlineLogDirs the log directories that have failed (version 1+)
 * @param cordonedLogDirs the log directories that take no new partitions, null where not supported (version 2+)
 */
public record BrokerHeartbeatRequest(
        int brokerId,
        long brokerEpoch,
        long currentMetadataOffset,
        boolean wantFence,
        boolean wantShutDown,
        List<UUID> offlineLogDirs,
        @Nullable List<UUID> cordonedLogDirs)
        implements Request {

    /** Copies its lists. */
    public BrokerHeartbeatRequest {
        offlineLogDirs = List.copyOf(offlineLogDirs);
        cordonedLogDirs = cordonedLogDirs == null ? null : List.copyOf(cordonedLogDirs);
    }

    @Override
    public Api api() {
        return Api.BROKER_HEARTBEAT;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.brokerHeartbeat(this);
    }
}
