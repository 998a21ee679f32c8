package io.waybill.system;

import io.waybill.history.Event.Acks;
import java.time.Duration;
import java.util.Map;

/**
 * A producer that a plan asks for.
 *
 * @param name the session's name, as reports show it
 * @param idempotent whether the broker is to remove duplicates of its retries
 * @param maxInFlight how many requests may be on their way at once, 1 or more
 * @param deliveryTimeout how long it tries before it gives up on a message
 * @param config the client's own settings, verbatim; they win over the rest
 * @param library what it is made of
 */
public record ProducerSpec(
        String name,
        Acks acks,
        boolean idempotent,
        int maxInFlight,
        Duration deliveryTimeout,
        Map<String, String> config,
        ClientLibrary library) {

    /** Makes one of the library that is usual for the system. */
    public ProducerSpec(
            String name,
            Acks acks,
            boolean idempotent,
            int maxInFlight,
            Duration deliveryTimeout,
            Map<String, String> config) {
        this(name, acks, idempotent, maxInFlight, deliveryTimeout, config, ClientLibrary.USUAL);
    }

    public ProducerSpec {
        if (maxInFlight < 1) {
            throw new IllegalArgumentException(
                    "requests in flight of producer " + name + " must be >= 1, was " + maxInFlight);
        }
        config = Map.copyOf(config);
    }
}
