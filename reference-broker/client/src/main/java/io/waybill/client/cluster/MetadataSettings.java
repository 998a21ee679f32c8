package io.waybill.client.cluster;

import io.waybill.environment.Endpoint;
import java.util.List;

/**
 * How a client learns of the cluster; times are in milliseconds.
 *
 * @param bootstrap where it asks first, at least one place
 * @param clientId what it calls itself
 * @param backoffMillis the shortest time between two questions
 * @param timeoutMillis how long an answer may take
 * @param maxAgeMillis after which it asks anew although nothing is wrong
 */
public record MetadataSettings(
        List<Endpoint> bootstrap, String clientId, int backoffMillis, int timeoutMillis, long maxAgeMillis) {

    public MetadataSettings {
        bootstrap = List.copyOf(bootstrap);
        // Two questions at one moment would have the same answer, and a loop that never rests stops a simulated clock.
        backoffMillis = Math.max(1, backoffMillis);
        if (bootstrap.isEmpty()) {
            throw new IllegalArgumentException("bootstrap must name at least one place");
        }
    }
}
