package io.waybill.system.reference;

import io.waybill.environment.Endpoint;
import io.waybill.system.Stage;
import io.waybill.system.kafka.client.ClientWays;
import io.waybill.system.kafka.client.ClusterNetwork;
import io.waybill.system.reference.node.LocalLayout;
import io.waybill.toxiproxy.link.ProxiedLinks;
import io.waybill.toxiproxy.link.Route;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The ways between the nodes of a cluster: direct, or each through a proxy of its own where links are to be broken;
 * those of clients are {@link ClientWays}.
 *
 * <pre>
 *   n1 ──► proxy 1→2 client, controller, quorum ──► n2      each node is told its own ways in its configuration
 * </pre>
 */
final class ReferenceNetwork {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String CONTROLLER = "controller";
    private static final String QUORUM = "quorum";

    private final LocalLayout layout;
    private final @Nullable ProxiedLinks links;
    private final ClientWays clients;
    /** Where to dial, by who dials, what for, and whom. */
    private final Map<Route, Endpoint> ways = new LinkedHashMap<>();

    private ReferenceNetwork(LocalLayout layout, @Nullable ProxiedLinks links, ClientWays clients) {
        this.layout = layout;
        this.links = links;
        this.clients = clients;
    }

    /** Opens the ways, the proxies included where the stage wants links in its hands. */
    static ReferenceNetwork open(NodeHome home, Stage.Wishes wishes) {
        LocalLayout layout = home.layout();
        if (!wishes.links()) {
            return new ReferenceNetwork(layout, null, ClientWays.direct(home.reached()));
        }
        List<Endpoint> nodes = IntStream.rangeClosed(1, layout.ports().size())
                .mapToObj(layout::client)
                .toList();
        ProxiedLinks links = home.openLinks();
        try {
            ClientWays clients = ClientWays.open(nodes, home.reached(), wishes.library(), links, LOOPBACK);
            ReferenceNetwork network = new ReferenceNetwork(layout, links, clients);
            network.openWays(links);
            return network;
        } catch (RuntimeException e) {
            links.close();
            throw e;
        }
    }

    private void openWays(ProxiedLinks proxies) {
        int nodes = layout.ports().size();
        List<Route> routes = new ArrayList<>();
        for (int to = 1; to <= nodes; to++) {
            for (int from = 1; from <= nodes; from++) {
                if (from != to) {
                    routes.add(route(from, to, ClientWays.PURPOSE, layout.client(to)));
                    routes.add(route(from, to, QUORUM, layout.quorum(to)));
                    if (layout.isController(to)) {
                        routes.add(route(from, to, CONTROLLER, layout.controller(to)));
                    }
                }
            }
        }
        Map<Route, InetSocketAddress> opened = proxies.open(routes, LOOPBACK);
        opened.forEach((route, address) -> ways.put(route, ClientWays.endpoint(address)));
    }

    private static Route route(int from, int to, String purpose, Endpoint at) {
        return new Route(from, to, purpose, at.host(), at.port());
    }

    /** Returns what a node's configuration says of the ways, beside the layout. */
    SortedMap<String, String> config(int node) {
        SortedMap<String, String> config = new TreeMap<>();
        List<Endpoint> announced = clients.announced();
        Map<Endpoint, Endpoint> routes = new LinkedHashMap<>();
        for (int to = 1; to <= layout.ports().size(); to++) {
            routes.put(announced.get(to - 1), way(node, to, ClientWays.PURPOSE, layout.client(to)));
            if (to != node) {
                routes.put(layout.quorum(to), way(node, to, QUORUM, layout.quorum(to)));
                if (layout.isController(to)) {
                    routes.put(layout.controller(to), way(node, to, CONTROLLER, layout.controller(to)));
                }
            }
        }
        routes.entrySet().removeIf(route -> route.getKey().equals(route.getValue()));
        if (!routes.isEmpty()) {
            config.put("advertised.listeners", "PLAINTEXT://" + announced.get(node - 1));
            config.put(
                    "waybill.routes",
                    routes.entrySet().stream()
                            .map(route -> route.getKey() + ">" + route.getValue())
                            .collect(Collectors.joining(",")));
        }
        return config;
    }

    /** Returns the ways as the cluster of processes uses them, and hands them over to it. */
    ClusterNetwork network() {
        return clients.network();
    }

    /**
     * Returns where a node dials for an endpoint of another: at its own one, and without proxies, it is that itself.
     */
    private Endpoint way(int from, int to, String purpose, Endpoint at) {
        if (from == to || links == null) {
            return at;
        }
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
