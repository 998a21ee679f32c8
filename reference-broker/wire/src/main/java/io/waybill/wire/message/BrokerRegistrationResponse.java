package io.waybill.wire.message;

/**
 * The epoch of the registration.
 *
 * @param error what went wrong
 * @param brokerEpoch the epoch of the broker's registration
 */
public record BrokerRegistrationResponse(ErrorCode error, long brokerEpoch) implements Response {

    @Override
    public Api api() {
        return Api.BROKER_REGISTRATION;
    }
}
