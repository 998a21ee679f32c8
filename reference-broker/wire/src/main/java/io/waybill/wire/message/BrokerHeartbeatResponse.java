package io.waybill.wire.message;

/**
 * What the controller wants the broker to be.
 *
 * @param error what went wrong
 * @param isCaughtUp whether the broker has read enough of the metadata log
 * @param isFenced whether the broker is fenced
 * @param shouldShutDown whether the broker may go now
 */
public record BrokerHeartbeatResponse(ErrorCode error, boolean isCaughtUp, boolean isFenced, boolean shouldShutDown)
        implements Response {

    @Override
    public Api api() {
        return Api.BROKER_HEARTBEAT;
    }
}
