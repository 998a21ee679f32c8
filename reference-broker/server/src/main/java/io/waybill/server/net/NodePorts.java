package io.waybill.server.net;

import io.waybill.environment.Endpoint;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What all loops of a node share of the network: its settings, and where it listens. Used by all their threads. */
public final class NodePorts {

    private final NetSettings settings;
    private final Transport transport;
    private final int loops;
    private final ConcurrentMap<Endpoint, Door> doors = new ConcurrentHashMap<>();
    private final Traffic traffic = new Traffic();

    /**
     * Nothing is listened at yet.
     *
     * @param loops how many share it
     */
    public NodePorts(NetSettings settings, Transport transport, int loops) {
        this.settings = settings;
        this.transport = transport;
        this.loops = loops;
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

    /** Returns one loop's share of what all may have together. */
    long ofLoop(long bytes) {
        return bytes / loops;
    }

    /** Returns the door at an endpoint, where one of the loops listens already; else makes it. */
    Door door(Endpoint endpoint) {
        return doors.computeIfAbsent(endpoint, at -> new Door(at, settings.maxConnections()));
    }
}
