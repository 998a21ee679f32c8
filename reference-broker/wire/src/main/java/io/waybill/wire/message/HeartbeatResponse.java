package io.waybill.wire.message;

/**
 * Whether the member still belongs to the generation.
 *
 * @param error what went wrong
 */
public record HeartbeatResponse(ErrorCode error) implements Response {

    @Override
    public Api api() {
        return Api.HEARTBEAT;
    }
}
