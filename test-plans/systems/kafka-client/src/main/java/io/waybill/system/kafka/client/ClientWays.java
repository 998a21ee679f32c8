package io.waybill.system.kafka.client;

import io.waybill.environment.Endpoint;
import io.waybill.system.ClientLibrary;
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
 * The ways of clients to the nodes of a cluster: direct, or each through a proxy of its own where links are to be
 * broken.
 *
 * <pre>
 *   producers ──► proxy 4→2 client ──► n2           reference clients, told their ways when they are made
 *   official clients ──► proxy 4→2 client ──► n2    know what the nodes announce: it is the proxies' addresses
 *   the harness ──► n2                              goes around: who aims a fault must not be hit by it
 * </pre>
 */
public final class ClientWays {

    /** What these routes are for. */
    public static final String PURPOSE = "client";

    private static final String OFFICIAL = "clients";
    private static final String PRODUCERS = "producers";
    private static final String CONSUMERS = "consumers";

    private final List<Endpoint> nodes;
    private final List<Endpoint> reached;
    private final @Nullable ProxiedLinks links;
    /** Where the clients of a group dial, node by node, by the group's name; a group shares its links. */
    private final SortedMap<String, List<Endpoint>> ways = new TreeMap<>();

    private final SortedMap<String, List<Integer>> groups = new TreeMap<>();

    private ClientWays(List<Endpoint> nodes, List<Endpoint> reached, @Nullable ProxiedLinks links) {
        this.nodes = List.copyOf(nodes);
        this.reached = List.copyOf(reached);
        this.links = links;
    }

    /**
     * Returns the ways of clients that reach each node directly.
     *
     * @param reached where this machine reaches each node's listener for clients, the first node's first
     */
    public static ClientWays direct(List<Endpoint> reached) {
        return new ClientWays(reached, reached, null);
    }

    /**
     * Opens the ways through proxies. Groups of clients have the ids after the last node's.
     *
     * @param nodes where each node listens for clients, the first node's first
     * @param reached where this machine reaches them, without a proxy of theirs between
     * @param host where the proxies listen
     */
    public static ClientWays open(
            List<Endpoint> nodes, List<Endpoint> reached, ClientLibrary library, ProxiedLinks links, String host) {
        ClientWays ways = new ClientWays(nodes, reached, links);
        List<String> names = library == ClientLibrary.REFERENCE ? List.of(PRODUCERS, CONSUMERS) : List.of(OFFICIAL);
        for (String name : names) {
            int id = nodes.size() + 1 + ways.groups.size();
            ways.groups.put(name, List.of(id));
            List<Route> routes = new ArrayList<>();
            for (int node = 1; node <= nodes.size(); node++) {
                Endpoint at = nodes.get(node - 1);
                routes.add(new Route(id, node, PURPOSE, at.host(), at.port()));
            }
            ways.ways.put(
                    name,
                    links.open(routes, host).values().stream()
                            .map(ClientWays::endpoint)
                            .toList());
        }
        return ways;
    }

    /** Returns a proxy's address as nodes and clients name it. */
    public static Endpoint endpoint(InetSocketAddress address) {
        return new Endpoint(address.getHostString(), address.getPort());
    }

    /** Returns where each node is to announce itself to clients, the first node's first. */
    public List<Endpoint> announced() {
        return ways.getOrDefault(OFFICIAL, nodes);
    }

    /** Returns the ways as a cluster of processes uses them, and hands the proxies over to it. */
    public ClusterNetwork network() {
        Map<Endpoint, Endpoint> around = from(announced(), reached);
        String bootstrap = announced().stream().map(Endpoint::toString).collect(Collectors.joining(","));
        return new ClusterNetwork(
                bootstrap, ofGroup(PRODUCERS), ofGroup(CONSUMERS), new ReferenceView(around, groups), links);
    }

    private Map<Endpoint, Endpoint> ofGroup(String name) {
        return ways.containsKey(name) ? from(announced(), Objects.requireNonNull(ways.get(name))) : Map.of();
    }

    private static Map<Endpoint, Endpoint> from(List<Endpoint> named, List<Endpoint> dialled) {
        Map<Endpoint, Endpoint> routes = new LinkedHashMap<>();
        for (int i = 0; i < named.size(); i++) {
            routes.put(named.get(i), dialled.get(i));
        }
        return routes;
    }
}
