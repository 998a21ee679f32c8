package io.waybill.toxiproxy.link;

import io.waybill.fault.LinkFaults;
import io.waybill.toxiproxy.proxy.EventLog;
import io.waybill.toxiproxy.proxy.HostPort;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The links of a cluster through proxies, whoever runs these: a way for each route, and faults on the links that run
 * over them. {@link LinkProxies} has the proxies in this process, {@link ToxiproxyLinkFaults} in any Toxiproxy.
 *
 * <p>All routes of a participant are opened before its links are broken. {@link #close} ends the proxies, their
 * connections and the faults.
 */
public interface ProxiedLinks extends LinkFaults, AutoCloseable {

    /**
     * Opens a proxy for each route, all or none. Returns where each can be dialled, in the order given.
     *
     * @param wanted where each proxy is to listen, at a port of 0 for any that is free; the host is one of the machine
     *     on which the proxies run
     * @throws IllegalArgumentException where two routes are from and to the same, for the same purpose
     * @throws UncheckedIOException where a proxy cannot listen there
     */
    Map<Route, InetSocketAddress> open(Map<Route, HostPort> wanted);

    /** Opens a proxy for each route, all or none, each at a free port of one host. Returns where to dial. */
    default Map<Route, InetSocketAddress> open(Collection<Route> routes, String listenHost) {
        Map<Route, HostPort> wanted = new LinkedHashMap<>();
        for (Route route : routes) {
            if (wanted.put(route, new HostPort(listenHost, 0)) != null) {
                throw new IllegalArgumentException("route " + route + " is asked for twice");
            }
        }
        return open(wanted);
    }

    /** Closes the proxies of some routes, with their connections. Those that are not open are passed over. */
    void close(Collection<Route> some);

    /**
     * Returns what the faults have hit, in order, as far as the proxies tell: Toxiproxy's own API says nothing of it.
     *
     * @param after the number of the last event that is known, or 0
     */
    default List<EventLog.Event> events(long after) {
        return List.of();
    }

    @Override
    void close();
}
