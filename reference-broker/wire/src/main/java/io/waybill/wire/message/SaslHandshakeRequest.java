package io.waybill.wire.message;

/**
 * Says how a client wants to prove who it is.
 *
 * @param mechanism the name of the mechanism, for example {@code PLAIN}
 */
public record SaslHandshakeRequest(String mechanism) implements Request {

    @Override
    public Api api() {
        return Api.SASL_HANDSHAKE;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.saslHandshake(this);
    }
}
