package io.waybill.wire.message;

import java.util.List;

/**
 * How a client may prove who it is.
 *
 * @param error what went wrong
 * @param mechanisms the names of the mechanisms that the broker knows
 */
public record SaslHandshakeResponse(ErrorCode error, List<String> mechanisms) implements Response {

    /** Copies its lists. */
    public SaslHandshakeResponse {
        mechanisms = List.copyOf(mechanisms);
    }

    @Override
    public Api api() {
        return Api.SASL_HANDSHAKE;
    }
}
