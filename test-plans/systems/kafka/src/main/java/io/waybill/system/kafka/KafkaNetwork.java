package io.waybill.system.kafka;

import io.waybill.environment.Endpoint;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.system.ClusterFailedException;
import io.waybill.system.Stage;
import io.waybill.system.kafka.client.ClientWays;
import io.waybill.system.kafka.client.ClusterNetwork;
import io.waybill.toxiproxy.link.LinkServer;
import io.waybill.toxiproxy.link.ProxiedLinks;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways between the nodes of a cluster and to them: direct, or each through a proxy of its own where links are to be
 * broken.
 *
 * @param layout what the nodes are told of it
 * @param clients the ways as the cluster of processes uses them; has the proxies
 */
record KafkaNetwork(Layout layout, ClusterNetwork clients) implements AutoCloseable {

    /** From which proxies draw delays: what a plan's seed decides is when faults come and whom they hit. */
    private static final long SEED = 1;

    /**
     * Opens the ways, the proxies included where the stage wants links in its hands.
     *
     * @param server runs the proxies
     * @throws ClusterFailedException where it does not, or where this machine has not the addresses that it takes
     */
    static KafkaNetwork open(LocalProcesses processes, int nodes, Stage.Wishes wishes, LinkServer server) {
        if (!wishes.links()) {
            DirectLayout layout = DirectLayout.reserve(processes, nodes);
            return new KafkaNetwork(
                    layout, ClientWays.direct(layout.listening()).network());
        }
        List<ProxiedLayout.Ports> ports = new ArrayList<>();
        List<Endpoint> listening = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            ports.add(
                    new ProxiedLayout.Ports(processes.reservePort(), processes.reservePort(), processes.reservePort()));
            listening.add(new Endpoint(Layout.LOOPBACK, ports.get(node - 1).client()));
        }
        ProxiedLinks links = server.start(SEED);
        try {
            openNodes(links, ports);
            ClientWays clients = ClientWays.open(listening, listening, wishes.library(), links, Layout.LOOPBACK);
            return new KafkaNetwork(new ProxiedLayout(ports, clients.announced()), clients.network());
        } catch (RuntimeException e) {
            links.close();
            throw e;
        }
    }

    private static void openNodes(ProxiedLinks links, List<ProxiedLayout.Ports> ports) {
        try {
            links.open(ProxiedLayout.ways(ports));
        } catch (UncheckedIOException e) {
            throw new ClusterFailedException(
                    e.getMessage()
                            + "; each two of kafka's nodes need a loopback address, such as 127.20.1.2: Linux has"
                            + " them, on macOS make them first (sudo ifconfig lo0 alias 127.20.1.2 up)",
                    e);
        }
    }

    @Override
    public void close() {
        clients.close();
    }
}
