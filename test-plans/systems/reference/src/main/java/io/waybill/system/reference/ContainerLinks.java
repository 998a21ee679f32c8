package io.waybill.system.reference;

import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.toxiproxy.link.ProxiedLinks;
import io.waybill.toxiproxy.link.Route;
import io.waybill.toxiproxy.link.SourceLinks;
import io.waybill.toxiproxy.link.ToxiproxyLinkFaults;
import io.waybill.toxiproxy.proxy.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The links of containers, through a Toxiproxy for each node and one for all clients. A node dials its own at loopback;
 * clients, who are on this machine, dial theirs at published ports, which are the same on both sides. Used by one
 * thread at a time.
 */
final class ContainerLinks implements ProxiedLinks {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String EVERYWHERE = "0.0.0.0";

    private final int nodes;
    private final SourceLinks links;
    private final Deque<Integer> clientPorts;
    private final Map<Route, Integer> portsInUse = new HashMap<>();
    private final ProxyEvidence evidence;

    private ContainerLinks(int nodes, SourceLinks links, List<Integer> clientPorts, ProxyEvidence evidence) {
        this.nodes = nodes;
        this.links = links;
        this.clientPorts = new ArrayDeque<>(clientPorts);
        this.evidence = evidence;
    }

    /**
     * Makes those of a cluster.
     *
     * @param apis where the Toxiproxies of the nodes and then that of the clients serve their API, on loopback
     * @param clientPorts which ports of the clients' Toxiproxy are published
     * @param journal where it is written what the servers say of their proxies as faults begin and end
     */
    static ContainerLinks of(int nodes, List<Integer> apis, List<Integer> clientPorts, Path journal) {
        Map<Integer, ProxiedLinks> servers = new TreeMap<>();
        for (int node = 1; node <= nodes; node++) {
            servers.put(node, ToxiproxyLinkFaults.at(LOOPBACK, apis.get(node - 1)));
        }
        ProxiedLinks ofClients = ToxiproxyLinkFaults.at(LOOPBACK, apis.get(nodes));
        for (int group = nodes + 1; group <= nodes + clientPorts.size() / nodes; group++) {
            servers.put(group, ofClients);
        }
        return new ContainerLinks(nodes, new SourceLinks(servers), clientPorts, new ProxyEvidence(apis, journal));
    }

    @Override
    public Map<Route, InetSocketAddress> open(Map<Route, HostPort> wanted) {
        evidence.await();
        Deque<Integer> free = new ArrayDeque<>(clientPorts);
        Map<Route, HostPort> there = new LinkedHashMap<>();
        wanted.forEach(
                (route, at) -> there.put(route, isOfClients(route) ? new HostPort(EVERYWHERE, free.remove()) : at));
        Map<Route, InetSocketAddress> ways = new LinkedHashMap<>();
        links.open(there)
                .forEach((route, way) -> ways.put(
                        route,
                        isOfClients(route)
                                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), way.getPort())
                                : way));
        there.forEach((route, at) -> {
            if (isOfClients(route)) {
                clientPorts.remove(at.port());
                portsInUse.put(route, at.port());
            }
        });
        evidence.record("opened", there.size() + " routes");
        return ways;
    }

    @Override
    public void close(Collection<Route> some) {
        regardless(() -> links.close(some));
        for (Route route : some) {
            Integer port = portsInUse.remove(route);
            if (port != null) {
                clientPorts.add(port);
            }
        }
        evidence.record("closed", some.size() + " routes");
    }

    private boolean isOfClients(Route route) {
        return route.from() > nodes;
    }

    @Override
    public void begin(int id, LinkFault fault, Set<Link> broken) {
        evidence.await();
        links.begin(id, fault, broken);
        evidence.record(
                "begun",
                "fault " + id + ", " + fault + " on " + broken.stream().sorted().toList());
    }

    @Override
    public void end(int id) {
        regardless(() -> links.end(id));
        evidence.record("ended", "fault " + id);
    }

    @Override
    public void close() {
        regardless(links::close);
    }

    /** Links are healed, and proxies removed, also where what they said could not be written down. */
    private void regardless(Runnable step) {
        try {
            evidence.await();
        } finally {
            step.run();
        }
    }
}
