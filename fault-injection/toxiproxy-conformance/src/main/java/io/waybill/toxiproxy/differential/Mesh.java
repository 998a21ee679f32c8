package io.waybill.toxiproxy.differential;

import io.waybill.fault.ClusterView;
import io.waybill.fault.Link;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.fault.QuorumView;
import io.waybill.toxiproxy.link.Route;
import io.waybill.toxiproxy.link.ToxiproxyLinkFaults;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Five nodes and a group of clients, and a way through a Toxiproxy from each of them to each node. Nodes are nothing
 * but ears: what is sent to one is what its socket hears.
 */
final class Mesh implements ClusterView, AutoCloseable {

    /** The group of clients: the id after the last node's. */
    static final int CLIENTS = 6;

    private static final List<Integer> NODES = List.of(1, 2, 3, 4, 5);
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PATIENCE_MILLIS = (int) PATIENCE.toMillis();

    /** What is on its way when all else has arrived would have arrived by then. */
    private static final long SILENCE_MILLIS = 200;

    private final ToxiproxyLinkFaults links;
    private final Map<Route, ServerSocket> ears = new LinkedHashMap<>();
    private final Map<Route, InetSocketAddress> ways;
    private final List<Socket> sockets = new ArrayList<>();

    /**
     * Opens the ways.
     *
     * @param apiPort of the Toxiproxy on this machine
     * @param name nobody else's at that server: of letters, digits and -
     */
    Mesh(int apiPort, String name) throws IOException {
        links = ToxiproxyLinkFaults.at(LOOPBACK, apiPort, PATIENCE);
        for (int from = 1; from <= CLIENTS; from++) {
            for (int to : NODES) {
                if (from != to) {
                    ServerSocket ear = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                    ear.setSoTimeout(PATIENCE_MILLIS);
                    ears.put(new Route(from, to, name, LOOPBACK, ear.getLocalPort()), ear);
                }
            }
        }
        ways = links.open(ears.keySet(), LOOPBACK);
    }

    ToxiproxyLinkFaults links() {
        return links;
    }

    @Override
    public List<Integer> nodes() {
        return NODES;
    }

    /** Node 1 leads, and the replicas are on three nodes. */
    @Override
    public PartitionView describe(Partition partition) {
        return new PartitionView(partition, 1, 1, List.of(1, 2, 3), List.of(1, 2, 3));
    }

    @Override
    public QuorumView quorum() {
        return new QuorumView(1, List.of(1, 2, 3));
    }

    @Override
    public SortedMap<String, List<Integer>> clients() {
        return new TreeMap<>(Map.of("clients", List.of(CLIENTS)));
    }

    /** Opens a connection over each way; each reaches its node, whatever is cut. */
    Map<Link, Scene.Connection> connect() throws IOException {
        Map<Link, Scene.Connection> connections = new LinkedHashMap<>();
        for (Map.Entry<Route, ServerSocket> each : ears.entrySet()) {
            Wire dialled = dial(each.getKey());
            Socket accepted = each.getValue().accept();
            sockets.add(accepted);
            connections.put(linkOf(each.getKey()), new Scene.Connection(dialled, new Wire(accepted)));
        }
        return connections;
    }

    private static Link linkOf(Route route) {
        return new Link(route.from(), route.to());
    }

    private Wire dial(Route route) throws IOException {
        InetSocketAddress way = Objects.requireNonNull(ways.get(route), route::toString);
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), way.getPort()), PATIENCE_MILLIS);
        return new Wire(socket);
    }

    /** Returns over which links no connection can be opened. */
    SortedSet<Link> refused() throws IOException {
        SortedSet<Link> refused = new TreeSet<>();
        for (Map.Entry<Route, ServerSocket> each : ears.entrySet()) {
            try {
                dial(each.getKey());
                sockets.add(each.getValue().accept());
            } catch (ConnectException e) {
                refused.add(linkOf(each.getKey()));
            }
        }
        return refused;
    }

    /**
     * Sends a byte both ways over each connection and returns the links that are silent: a cut one over which nothing
     * comes at all, and another one over which nothing comes on one connection or more.
     *
     * @param cut those over which nothing is expected: of the others it is waited for
     */
    static SortedSet<Link> talk(Map<Link, Scene.Connection> connections, SortedSet<Link> cut) throws IOException {
        for (Scene.Connection each : connections.values()) {
            each.client().send("?");
            each.server().send("!");
        }
        SortedSet<Link> others = links(connections.keySet());
        others.removeAll(cut);
        SortedSet<Link> silent = hear(connections, others);
        pause();
        SortedSet<Link> heard = new TreeSet<>();
        for (Map.Entry<Link, Scene.Connection> each : connections.entrySet()) {
            Link request = each.getKey();
            if (!each.getValue().server().isSilent()) {
                heard.add(request);
            }
            if (!each.getValue().client().isSilent()) {
                heard.add(request.reversed());
            }
        }
        SortedSet<Link> quiet = new TreeSet<>(cut);
        quiet.removeAll(heard);
        silent.addAll(quiet);
        return silent;
    }

    /** Waits for a byte over each of some links, on each connection, and returns those over which none comes. */
    static SortedSet<Link> hear(Map<Link, Scene.Connection> connections, SortedSet<Link> some) throws IOException {
        // One patience for all: whatever is wrong with one connection is often wrong with many.
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        SortedSet<Link> silent = new TreeSet<>();
        for (Map.Entry<Link, Scene.Connection> each : connections.entrySet()) {
            Link request = each.getKey();
            if (some.contains(request) && !each.getValue().server().hears("?", deadlineNanos)) {
                silent.add(request);
            }
            if (some.contains(request.reversed()) && !each.getValue().client().hears("!", deadlineNanos)) {
                silent.add(request.reversed());
            }
        }
        return silent;
    }

    private static SortedSet<Link> links(Set<Link> requests) {
        SortedSet<Link> links = new TreeSet<>(requests);
        requests.forEach(request -> links.add(request.reversed()));
        return links;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(SILENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        links.close();
        for (ServerSocket ear : ears.values()) {
            ear.close();
        }
    }
}
