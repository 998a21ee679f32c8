package io.waybill.system.kafka;

import io.waybill.environment.Endpoint;
import io.waybill.toxiproxy.link.Route;
import io.waybill.toxiproxy.proxy.HostPort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Nodes that find each other through proxies, one for each that dials, each that is reached and each of its listeners.
 *
 * <p>Kafka's nodes know each other by one name and one port for each listener, whoever asks. So a node's name means
 * something else to each of the others: every JVM has a hosts file of its own, in which the name of another node is the
 * loopback address of the way from here to there, and at that address the proxy has the port that the node itself has.
 *
 * <pre>
 *   n1, told to dial n2:20005 ──► 127.20.1.2:20005, the proxy 1→2 ──► 127.0.0.1:20005, where n2 listens
 *   n3, told to dial n2:20005 ──► 127.20.3.2:20005, the proxy 3→2 ──► 127.0.0.1:20005
 * </pre>
 *
 * @param ports those of each node, the first node's first
 * @param announced where each node is to announce itself to clients
 */
record ProxiedLayout(List<Ports> ports, List<Endpoint> announced) implements Layout {

    /** The last two bytes of an address of its network are who dials and who is reached. */
    private static final String WAYS = "127.20.";

    private static final int MOST_NODES = 254;

    /**
     * A node's ports.
     *
     * @param client where clients find it
     * @param broker where the other brokers find it
     * @param controller where controllers and brokers find it as a controller
     */
    record Ports(int client, int broker, int controller) {}

    ProxiedLayout {
        ports = List.copyOf(ports);
        announced = List.copyOf(announced);
        if (ports.size() > MOST_NODES) {
            throw new IllegalArgumentException("nodes must be at most " + MOST_NODES + ", were " + ports.size());
        }
    }

    /** Returns the ways between nodes, and where the proxy of each is to listen. */
    static Map<Route, HostPort> ways(List<Ports> ports) {
        Map<Route, HostPort> ways = new LinkedHashMap<>();
        for (int to = 1; to <= ports.size(); to++) {
            Ports reached = ports.get(to - 1);
            for (int from = 1; from <= ports.size(); from++) {
                if (from != to) {
                    String at = address(from, to);
                    ways.put(
                            new Route(from, to, "broker", LOOPBACK, reached.broker()),
                            new HostPort(at, reached.broker()));
                    ways.put(
                            new Route(from, to, "controller", LOOPBACK, reached.controller()),
                            new HostPort(at, reached.controller()));
                }
            }
        }
        return ways;
    }

    private static String address(int from, int to) {
        return from == to ? LOOPBACK : WAYS + from + "." + to;
    }

    private static String name(int node) {
        return "n" + node;
    }

    @Override
    public SortedMap<String, String> settings(int node) {
        Ports mine = ports.get(node - 1);
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put(
                "controller.quorum.voters",
                IntStream.rangeClosed(1, ports.size())
                        .mapToObj(id ->
                                id + "@" + name(id) + ":" + ports.get(id - 1).controller())
                        .collect(Collectors.joining(",")));
        settings.put(
                "listeners",
                "PLAINTEXT://" + LOOPBACK + ":" + mine.client() + ",BROKER://" + LOOPBACK + ":" + mine.broker()
                        + ",CONTROLLER://" + LOOPBACK + ":" + mine.controller());
        // The controllers' too: what a leader tells the others of itself wins over what they were told of the voters.
        settings.put(
                "advertised.listeners",
                "PLAINTEXT://" + announced.get(node - 1) + ",BROKER://" + name(node) + ":" + mine.broker()
                        + ",CONTROLLER://" + name(node) + ":" + mine.controller());
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        return settings;
    }

    @Override
    public String hosts(int node) {
        String others = IntStream.rangeClosed(1, ports.size())
                .mapToObj(to -> address(node, to) + " " + name(to) + "\n")
                .collect(Collectors.joining());
        return LOOPBACK + " localhost\n" + others;
    }
}
