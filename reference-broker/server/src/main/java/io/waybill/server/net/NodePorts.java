package io.waybill.server.net;

import io.waybill.environment.Endpoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What all loops of a node share of the network: its settings, and where it listens. Used by all their threads. */
public final class NodePorts {

    private final NetSettings settings;
    private final Transport transport;
    private final Traffic traffic = new Traffic();
    private final Set<Endpoint> taken = ConcurrentHashMap.newKeySet();

    /** Nothing is listened at yet. */
    public NodePorts(NetSettings settings, Transport transport) {
        this.settings = settings;
        this.transport = transport;
    }

    /** Returns what has gone over the sockets. */
    public Traffic traffic() {
        return traffic;
    }

    NetSettings settings() {
        return settings;
    }

    Transport transport() {
        return transport;
    }

    /**
     * Notes that one of its loops listens at an endpoint.
     *
     * @throws IllegalStateException where one does already
     */
    void take(Endpoint endpoint) {
        if (!taken.add(endpoint)) {
            throw new IllegalStateException("this node listens at " + endpoint + " already");
        }
    }
}
