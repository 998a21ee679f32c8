package io.waybill.system.reference.node;

import io.waybill.environment.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where the nodes of a cluster find each other: nodes 1 to {@code n}, each a broker, the first three of them
 * controllers too.
 *
 * @param ports those of each node, the first node's first
 */
public record LocalLayout(List<Ports> ports) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MOST_CONTROLLERS = 3;

    /** What a cluster decides itself. */
    private static final List<String> DECIDED = List.of(
            "node.id",
            "process.roles",
            "cluster.id",
            "controller.quorum.voters",
            "quorum.members",
            "listeners",
            "advertised.listeners",
            "waybill.routes",
            "log.dirs",
            "log.dir",
            "metrics.listener");

    /**
     * Where a node listens.
     *
     * @param host its address
     * @param client where clients and the other brokers find it
     * @param quorum where the members of the quorum find it
     * @param controller where brokers find it, if it is a controller
     */
    public record Ports(String host, int client, int quorum, int controller) {

        /** Makes those of a node on loopback. */
        public Ports(int client, int quorum, int controller) {
            this(LOOPBACK, client, quorum, controller);
        }

        Endpoint at(int port) {
            return new Endpoint(host, port);
        }
    }

    public LocalLayout {
        ports = List.copyOf(ports);
    }

    /**
     * Refuses configurations that a plan or a user must not give.
     *
     * @throws IllegalArgumentException names the first
     */
    public static void requireFree(Map<String, String> config) {
        for (String name : new TreeMap<>(config).keySet()) {
            if (DECIDED.contains(name)) {
                throw new IllegalArgumentException(name + " must not be given: the cluster decides it for each node");
            }
        }
    }

    /** Returns what people call a node. */
    public static String nameOf(int node) {
        return "n" + node;
    }

    /** Returns where clients and the other brokers find a node. */
    public Endpoint client(int node) {
        return of(node).at(of(node).client());
    }

    /** Returns where the members of the quorum find a node. */
    public Endpoint quorum(int node) {
        return of(node).at(of(node).quorum());
    }

    /** Returns where brokers find a controller. */
    public Endpoint controller(int node) {
        return of(node).at(of(node).controller());
    }

    private Ports of(int node) {
        return ports.get(node - 1);
    }

    /** Returns whether a node is a controller. */
    public boolean isController(int node) {
        return node <= MOST_CONTROLLERS;
    }

    /** Returns where clients begin. */
    public String bootstrap() {
        return IntStream.rangeClosed(1, ports.size())
                .mapToObj(node -> client(node).toString())
                .collect(Collectors.joining(","));
    }

    /**
     * Returns a node's configuration.
     *
     * @param clusterId the same for all nodes
     * @param data its folder
     * @param config what is not decided here
     */
    public SortedMap<String, String> config(int node, String clusterId, Path data, Map<String, String> config) {
        int controllers = Math.min(ports.size(), MOST_CONTROLLERS);
        SortedMap<String, String> all = new TreeMap<>(config);
        all.put("node.id", String.valueOf(node));
        all.put("process.roles", node <= controllers ? "broker,controller" : "broker");
        all.put("cluster.id", clusterId);
        all.put("controller.quorum.voters", list(controllers, true));
        all.put("quorum.members", list(ports.size(), false));
        all.put("listeners", "PLAINTEXT://" + client(node));
        all.put("log.dirs", data.toString());
        return all;
    }

    private String list(int nodes, boolean ofControllers) {
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(node -> node + "@" + (ofControllers ? controller(node) : quorum(node)))
                .collect(Collectors.joining(","));
    }
}
