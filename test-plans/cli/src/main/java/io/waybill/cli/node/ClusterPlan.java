package io.waybill.cli.node;

import io.waybill.server.process.NodeConfig;
import io.waybill.system.reference.node.LocalLayout;
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
 * @param metricsPort of the first node for its metrics, the others have those after it; {@link #FREE} to choose free
 *     ones
 * @param config static configurations for all of them
 * @param mutants the ids of planted flaws
 */
public record ClusterPlan(
        Path directory, int nodes, int port, int metricsPort, SortedMap<String, String> config, List<String> mutants) {

    /** Any port that is free. */
    public static final int FREE = 0;

    /** Where a node tells its metrics. */
    static final String METRICS = "metrics.listener";

    private static final String HOST = "127.0.0.1";
    private static final String CLUSTER_ID = "waybill-local";
    /** Below the ports that systems give to outgoing connections, so that none takes the port of a dead node. */
    private static final int FIRST_INNER_PORT = 20_000;

    private static final int INNER_PORTS = 12_000;

    public ClusterPlan {
        config = new TreeMap<>(config);
        mutants = List.copyOf(mutants);
        LocalLayout.requireFree(config);
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
        requireFree(port, "--port");
        if (metricsPort != FREE) {
            requireFree(metricsPort, "--metrics-port");
        }
        List<Integer> inner = innerPorts((metricsPort == FREE ? 3 : 2) * nodes);
        var layout = new LocalLayout(IntStream.range(0, nodes)
                .mapToObj(i -> new LocalLayout.Ports(port + i, inner.get(i), inner.get(nodes + i)))
                .toList());
        List<SortedMap<String, String>> configs = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            Path data = directory.resolve(LocalLayout.nameOf(node)).resolve("data");
            SortedMap<String, String> one = layout.config(node, CLUSTER_ID, data, config);
            int metrics = metricsPort == FREE ? inner.get(2 * nodes + node - 1) : metricsPort + node - 1;
            one.put(METRICS, HOST + ":" + metrics);
            one.putIfAbsent("num.loops", String.valueOf(NodeConfig.usualLoops(nodes)));
            configs.add(one);
        }
        configs.forEach(NodeConfig::of);
        return configs;
    }

    private void requireFree(int first, String option) {
        for (int i = 0; i < nodes; i++) {
            if (!isFree(first + i)) {
                throw new IllegalArgumentException("port " + (first + i) + " is in use: choose others with " + option);
            }
        }
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
