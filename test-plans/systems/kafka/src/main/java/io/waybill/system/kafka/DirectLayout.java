package io.waybill.system.kafka;

import io.waybill.environment.Endpoint;
import io.waybill.environment.local.LocalProcesses;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Nodes that find each other, and are found by clients, where they listen.
 *
 * @param ports those of each node, the first node's first
 */
record DirectLayout(List<Ports> ports) implements Layout {

    /** A node's two ports. */
    record Ports(int client, int controller) {}

    DirectLayout {
        ports = List.copyOf(ports);
    }

    /** Returns one with ports that nobody else gets. */
    static DirectLayout reserve(LocalProcesses processes, int nodes) {
        List<Ports> ports = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            ports.add(new Ports(processes.reservePort(), processes.reservePort()));
        }
        return new DirectLayout(ports);
    }

    /** Returns the addresses at which clients find the cluster. */
    String bootstrap() {
        return listening().stream().map(Endpoint::toString).collect(Collectors.joining(","));
    }

    /** Returns where the nodes listen to clients, the first node first. */
    List<Endpoint> listening() {
        return ports.stream().map(each -> new Endpoint(LOOPBACK, each.client())).toList();
    }

    @Override
    public SortedMap<String, String> settings(int node) {
        Ports mine = ports.get(node - 1);
        String client = "PLAINTEXT://" + LOOPBACK + ":" + mine.client();
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put(
                "controller.quorum.voters",
                IntStream.rangeClosed(1, ports.size())
                        .mapToObj(id ->
                                id + "@" + LOOPBACK + ":" + ports.get(id - 1).controller())
                        .collect(Collectors.joining(",")));
        settings.put("listeners", client + ",CONTROLLER://" + LOOPBACK + ":" + mine.controller());
        settings.put("advertised.listeners", client);
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        return settings;
    }

    @Override
    public String hosts(int node) {
        return "";
    }
}
