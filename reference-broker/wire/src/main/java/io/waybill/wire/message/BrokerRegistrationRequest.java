package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Registers a life of a broker with the controller.
 *
 * @param brokerId the id of the broker
 * @param clusterId the id of the cluster
 * @param incarnationId tells one life of the broker process from the next
 * @param listeners where the node listens
 * @param features the features that the broker supports
 * @param rack the rack of the node, null where not told
 * @param logDirs the ids of its log directories (version 2+)
 * @param previousBrokerEpoch the epoch of the registration before a clean shutdown, -1 where it was not clean (version
 *     3+)
 */
public record BrokerRegistrationRequest(
        int brokerId,
        String clusterId,
        UUID incarnationId,
        List<Listener> listeners,
        List<Feature> features,
        @Nullable String rack,
        List<UUID> logDirs,
        long previousBrokerEpoch)
        implements Request {

    /** Copies its lists. */
    public BrokerRegistrationRequest {
        listeners = List.copyOf(listeners);
        features = List.copyOf(features);
        logDirs = List.copyOf(logDirs);
    }

    @Override
    public Api api() {
        return Api.BROKER_REGISTRATION;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.brokerRegistration(this);
    }

    /**
     * A feature and the levels supported.
     *
     * @param name the name
     * @param minSupportedVersion the oldest level supported
     * @param maxSupportedVersion the newest level supported
     */
    public record Feature(String name, short minSupportedVersion, short maxSupportedVersion) {}

    /**
     * A place where the node listens.
     *
     * @param name the name
     * @param host the host to connect to
     * @param port the port to connect to
     * @param securityProtocol 0 plain text
     */
    public record Listener(String name, String host, int port, short securityProtocol) {}
}
