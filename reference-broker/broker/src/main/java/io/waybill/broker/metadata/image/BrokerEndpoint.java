package io.waybill.broker.metadata.image;

import io.waybill.environment.Endpoint;

/**
 * Where a broker can be reached for a purpose.
 *
 * @param listener the listener's name, such as {@code PLAINTEXT}; not empty
 * @param address host and port
 */
public record BrokerEndpoint(String listener, Endpoint address) {

    public BrokerEndpoint {
        if (listener.isEmpty()) {
            throw new IllegalArgumentException("the listener of " + address + " must have a name");
        }
    }
}
