package io.waybill.client.admin;

import io.waybill.environment.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the cluster, as a broker knows it.
 *
 * @param clusterId the id of the cluster
 * @param controller the broker that takes what is for the controller, -1 where it is not known
 * @param brokers all that are registered
 */
public record ClusterDescription(String clusterId, int controller, List<Broker> brokers) {

    public ClusterDescription {
        brokers = List.copyOf(brokers);
    }

    /**
     * One broker.
     *
     * @param id its id
     * @param endpoint where clients find it
     * @param rack where it stands; null where that is not said
     * @param fenced whether it may not lead, as one that is not there
     */
    public record Broker(
            int id, Endpoint endpoint, @Nullable String rack, boolean fenced) {}
}
