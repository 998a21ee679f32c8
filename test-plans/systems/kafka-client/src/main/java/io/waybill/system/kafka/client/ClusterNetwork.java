package io.waybill.system.kafka.client;

import io.waybill.environment.Endpoint;
import io.waybill.toxiproxy.link.ProxiedLinks;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a cluster is reached. {@link #close} ends what it has opened.
 *
 * @param bootstrap where clients begin, {@code host:port} with commas between them
 * @param producers where reference producers connect for an address that the nodes announce
 * @param consumers the same for reference consumers
 * @param admin asks the cluster about itself
 * @param links the proxies through which the nodes and the clients reach each other; null where they do so directly
 */
public record ClusterNetwork(
        String bootstrap,
        Map<Endpoint, Endpoint> producers,
        Map<Endpoint, Endpoint> consumers,
        ReferenceView admin,
        @Nullable ProxiedLinks links)
        implements AutoCloseable {

    public ClusterNetwork {
        producers = Map.copyOf(producers);
        consumers = Map.copyOf(consumers);
    }

    @Override
    public void close() {
        try {
            admin.close();
        } finally {
            if (links != null) {
                links.close();
            }
        }
    }
}
