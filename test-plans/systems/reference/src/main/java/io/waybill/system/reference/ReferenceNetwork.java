package io.waybill.system.reference;

import io.waybill.environment.Endpoint;
import io.waybill.system.ClientLibrary;
import io.waybill.system.Stage;
import io.waybill.system.kafka.client.ClusterNetwork;
import io.waybill.system.kafka.client.ReferenceView;
import io.waybill.system.reference.node.LocalLayout;
import io.waybill.toxiproxy.link.LinkProxies;
import io.waybill.toxiproxy.link.ProxiedLinks;
import io.waybill.toxiproxy.link.Route;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ways between the nodes of a cluster and to them: direct, or each through a proxy of its own where links are to be
 * broken.
 *
 * <pre>
 *   n1 ──► proxy 1→2 client, controller, quorum ──► n2      each node is told its own ways in its configuration
 *   producers ──► proxy 4→2 client ──► n2                   reference clients, told their ways when they are made
 *   official clients ──► proxy 4→2 client ──► n2            know what the nodes announce: it is the proxies' addresses
 *   the harness ──► n2                                      goes around: who aims a fault must not be hit by it
 * </pre>
 */
final class ReferenceNetwork {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String CLIENT = "client";
    private static final String CONTROLLER = "controller";
    private static final String QUORUM = "quorum";

    private final LocalLayout layout;
    private final @Nullable ProxiedLinks links;
    /** Where to dial, by who dials, what for, and whom. */
    private final Map<Route, Endpoint> ways = new LinkedHashMap<>();
    /** The ids of groups of clients by their names; a group shares its links. */
    private final SortedMap<String, List<Integer>> groups = new TreeMap<>();

    private ReferenceNetwork(LocalLayout layout, @Nullable ProxiedLinks links) {
        this.layout = layout;
        this.links = links;
    }

    /**
     * Opens the ways, the proxies included where the stage wants links in its hands.
     *
     * @param seed from which proxies draw delays
     */
    static ReferenceNetwork open(LocalLayout layout, Stage.Wishes wishes, long seed) {
        if (!wishes.links()) {
            return new ReferenceNetwork(layout, null);
        }
        ReferenceNetwork network = new ReferenceNetwork(layout, LinkProxies.start(seed));
        try {
            network.openProxies(wishes.library());
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private void openProxies(ClientLibrary library) {
        int nodes = layout.ports().size();
        if (library == ClientLibrary.REFERENCE) {
            groups.put("producers", List.of(nodes + 1));
            groups.put("consumers", List.of(nodes + 2));
        } else {
            groups.put("clients", List.of(nodes + 1));
        }
        List<Route> routes = new ArrayList<>();
        for (int to = 1; to <= nodes; to++) {
            for (int from = 1; from <= nodes; from++) {
                if (from != to) {
                    routes.add(route(from, to, CLIENT, layout.client(to)));
                    routes.add(route(from, to, QUORUM, layout.quorum(to)));
                    if (layout.isController(to)) {
                        routes.add(route(from, to, CONTROLLER, layout.controller(to)));
                    }
                }
            }
            for (List<Integer> group : groups.values()) {
                routes.add(route(group.get(0), to, CLIENT, layout.client(to)));
            }
        }
        Map<Route, InetSocketAddress> opened = Objects.requireNonNull(links).open(routes, LOOPBACK);
        opened.forEach((route, address) -> ways.put(route, new Endpoint(address.getHostString(), address.getPort())));
    }

    private static Route route(int from, int to, String purpose, Endpoint at) {
        return new Route(from, to, purpose, at.host(), at.port());
    }

    /** Returns where a node announces itself to clients. */
    Endpoint announced(int node) {
        Integer official = groups.containsKey("clients") ? groups.get("clients").get(0) : null;
        return official == null ? layout.client(node) : way(official, node, CLIENT, layout.client(node));
    }

    /** Returns what a node's configuration says of the ways, beside the layout. */
    SortedMap<String, String> config(int node) {
        SortedMap<String, String> config = new TreeMap<>();
        if (links == null) {
            return config;
        }
        config.put("advertised.listeners", "PLAINTEXT://" + announced(node));
        Map<Endpoint, Endpoint> routes = new LinkedHashMap<>();
        for (int to = 1; to <= layout.ports().size(); to++) {
            routes.put(announced(to), to == node ? layout.client(to) : way(node, to, CLIENT, layout.client(to)));
            if (to != node) {
                routes.put(layout.quorum(to), way(node, to, QUORUM, layout.quorum(to)));
                if (layout.isController(to)) {
                    routes.put(layout.controller(to), way(node, to, CONTROLLER, layout.controller(to)));
                }
            }
        }
        config.put(
                "waybill.routes",
                routes.entrySet().stream()
                        .map(route -> route.getKey() + ">" + route.getValue())
                        .collect(Collectors.joining(",")));
        return config;
    }

    /** Returns the ways as the cluster of processes uses them, and hands them over to it. */
    ClusterNetwork network() {
        Map<Endpoint, Endpoint> around = new LinkedHashMap<>();
        for (int node = 1; node <= layout.ports().size(); node++) {
            around.put(announced(node), layout.client(node));
        }
        String bootstrap = around.keySet().stream().map(Endpoint::toString).collect(Collectors.joining(","));
        return new ClusterNetwork(
                bootstrap, ofGroup("producers"), ofGroup("consumers"), new ReferenceView(around, groups), links);
    }

    private Map<Endpoint, Endpoint> ofGroup(String name) {
        Map<Endpoint, Endpoint> routes = new LinkedHashMap<>();
        for (int id : groups.getOrDefault(name, List.of())) {
            for (int node = 1; node <= layout.ports().size(); node++) {
                routes.put(announced(node), way(id, node, CLIENT, layout.client(node)));
            }
        }
        return routes;
    }

    private Endpoint way(int from, int to, String purpose, Endpoint at) {
        Endpoint way = ways.get(route(from, to, purpose, at));
        if (way == null) {
            throw new IllegalStateException("there is no way from " + from + " to " + to + " for " + purpose);
        }
        return way;
    }

    /** Ends the proxies. */
    void close() {
        if (links != null) {
            links.close();
        }
    }
}
