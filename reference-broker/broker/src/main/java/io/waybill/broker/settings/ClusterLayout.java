package io.waybill.broker.settings;

import io.waybill.environment.Endpoint;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.settings.Cluster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The nodes of a cluster; the same for all of them.
 *
 * @param clusterId what tells it from other clusters
 * @param nodes by their ids
 */
public record ClusterLayout(String clusterId, SortedMap<Integer, NodeLayout> nodes) {

    public ClusterLayout {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        nodes.forEach((id, node) -> {
            if (id != node.id()) {
                throw new IllegalArgumentException("node " + node.id() + " must stand under its id, was " + id);
            }
        });
        if (nodes.values().stream().noneMatch(NodeLayout::isController)) {
            throw new IllegalArgumentException("a cluster must have a controller, nodes were " + nodes.keySet());
        }
    }

    /**
     * Returns a node.
     *
     * @throws IllegalArgumentException where there is none of that id
     */
    public NodeLayout node(int id) {
        var node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("there is no node " + id + ", nodes are " + nodes.keySet());
        }
        return node;
    }

    /** Returns the quorum: controllers vote, the others observe. */
    public Cluster quorum() {
        var addresses = new TreeMap<Integer, Endpoint>();
        List<Integer> voters = new ArrayList<>();
        List<Integer> observers = new ArrayList<>();
        for (NodeLayout node : nodes.values()) {
            addresses.put(node.id(), node.raft());
            (node.isController() ? voters : observers).add(node.id());
        }
        return new Cluster(addresses, Membership.of(voters, List.of(), observers));
    }
}
