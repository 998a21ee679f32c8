package io.waybill.cli.node;

import io.waybill.environment.Endpoint;
import io.waybill.server.process.NodeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A cluster on this machine: nodes 1 to {@code nodes}, each a broker, the first three of them controllers too.
 *
 * @param directory where it lives
 * @param nodes how many, 1 or more
 * @param port of the first node for clients; the others have those after it
 * @param config static configurations for all of them
 * @param mutants the ids of planted flaws
 */
public record ClusterPlan(Path directory, int nodes, int port, SortedMap<String, String> config, List<String> mutants) {

    /** What a cluster decides itself. */
    private static final List<String> DECIDED = List.of(
            "node.id",
            "process.roles",
            "cluster.id",
            "controller.quorum.voters",
            "quorum.members",
            "listeners",
            "advertised.listeners",
            "log.dirs",
            "log.dir");

    private static final String HOST = "127.0.0.1";
    private static final int CONTROLLERS = 3;
    /** Below the ports that systems give to outgoing connections, so that none takes the port of a dead node. */
    private static final int FIRST_INNER_PORT = 20_000;

    private static final int INNER_PORTS = 12_000;

    public ClusterPlan {
        config = new TreeMap<>(config);
        mutants = List.copyOf(mutants);
        for (String name : config.keySet()) {
            if (DECIDED.contains(name)) {
                throw new IllegalArgumentException(name + " must not be given: the cluster decides it for each node");
            }
        }
    }

    /** Returns what people call a node. */
    static String nameOf(int node) {
        return "n" + node;
    }

    /** Returns where clients begin. */
    public String bootstrap() {
        return IntStream.range(0, nodes).mapToObj(i -> HOST + ":" + (port + i)).collect(Collectors.joining(","));
    }

    /**
     * Returns the configuration of each node, checked; node 1 is first.
     *
     * @throws io.waybill.server.process.InvalidConfigException where something is wrong
     * @throws IllegalArgumentException where a port for clients is not free
     */
    List<SortedMap<String, String>> configs() {
        for (int i = 0; i < nodes; i++) {
            if (!isFree(port + i)) {
                throw new IllegalArgumentException("port " + (port + i) + " is in use: choose others with --port");
            }
        }
        List<Integer> inner = innerPorts(nodes + Math.min(nodes, CONTROLLERS));
        String members = IntStream.rangeClosed(1, nodes)
                .mapToObj(node -> node + "@" + new Endpoint(HOST, inner.get(node - 1)))
                .collect(Collectors.joining(","));
        String voters = IntStream.rangeClosed(1, Math.min(nodes, CONTROLLERS))
                .mapToObj(node -> node + "@" + new Endpoint(HOST, inner.get(nodes + node - 1)))
                .collect(Collectors.joining(","));
        List<SortedMap<String, String>> configs = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            configs.add(config(node, members, voters));
        }
        configs.forEach(NodeConfig::of);
        return configs;
    }

    private SortedMap<String, String> config(int node, String members, String voters) {
        var all = new TreeMap<>(config);
        all.put("node.id", String.valueOf(node));
        all.put("process.roles", node <= CONTROLLERS ? "broker,controller" : "broker");
        all.put("cluster.id", "waybill-local");
        all.put("controller.quorum.voters", voters);
        all.put("quorum.members", members);
        all.put("listeners", "PLAINTEXT://" + HOST + ":" + (port + node - 1));
        all.put("log.dirs", directory.resolve(nameOf(node)).resolve("data").toString());
        return all;
    }

    private static List<Integer> innerPorts(int count) {
        List<Integer> ports = new ArrayList<>();
        int next = (int) (ProcessHandle.current().pid() * 37 % INNER_PORTS);
        for (int tried = 0; ports.size() < count && tried < INNER_PORTS; tried++) {
            int port = FIRST_INNER_PORT + (next + tried) % INNER_PORTS;
            if (isFree(port)) {
                ports.add(port);
            }
        }
        if (ports.size() < count) {
            throw new IllegalArgumentException(
                    "no " + count + " loopback ports from " + FIRST_INNER_PORT + " on are free");
        }
        return ports;
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
