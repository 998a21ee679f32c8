package io.waybill.simulation.cluster;

import io.waybill.broker.settings.ClusterLayout;
import io.waybill.broker.settings.NodeLayout;
import io.waybill.environment.Endpoint;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which nodes a cluster has. Brokers are 1, 2, …; controllers are the first of them, or the nodes after them where they
 * are separate; clients come last.
 *
 * @param brokers how many nodes hold replicas, 1 or more
 * @param controllers how many nodes vote in the quorum, 1 or more; no more than there are brokers unless separate
 * @param separate whether controllers are nodes of their own
 * @param racks whether each broker stands in a rack of its own, so that consumers may read from the nearest replica
 * @param loops how many loops each node has, 1 or more
 */
public record ClusterNodes(int brokers, int controllers, boolean separate, boolean racks, int loops) {

    private static final int CLIENT_PORT = 9_092;
    private static final int CONTROLLER_PORT = 9_093;
    private static final int RAFT_PORT = 9_094;

    public ClusterNodes {
        if (brokers < 1 || controllers < 1 || (!separate && controllers > brokers)) {
            throw new IllegalArgumentException("a cluster must have >= 1 brokers and >= 1 controllers among them or"
                    + " beside them, had " + brokers + " and " + controllers);
        }
        if (loops < 1) {
            throw new IllegalArgumentException("loops must be >= 1, was " + loops);
        }
    }

    /** Creates nodes of one loop that do not say where they stand. */
    public ClusterNodes(int brokers, int controllers, boolean separate) {
        this(brokers, controllers, separate, false, 1);
    }

    /** Returns the same with so many loops in each node. */
    public ClusterNodes withLoops(int number) {
        return new ClusterNodes(brokers, controllers, separate, racks, number);
    }

    /** Returns nodes that are all brokers, the first three of which are controllers too. */
    public static ClusterNodes combined(int nodes) {
        return new ClusterNodes(nodes, Math.min(nodes, 3), false);
    }

    /** Returns the ids of all nodes of the cluster, in ascending order. */
    public List<Integer> all() {
        return range(1, size());
    }

    /** Returns how many nodes the cluster has, clients not counted. */
    public int size() {
        return separate ? brokers + controllers : brokers;
    }

    /** Returns the ids of the nodes that hold replicas. */
    public List<Integer> brokerIds() {
        return range(1, brokers);
    }

    /** Returns the ids of the nodes that vote in the quorum. */
    public List<Integer> controllerIds() {
        return range(separate ? brokers + 1 : 1, controllers);
    }

    /** Returns where the nodes find each other: node 1 at host {@code n1}, with the usual ports. */
    public ClusterLayout layout() {
        SortedMap<Integer, NodeLayout> nodes = new TreeMap<>();
        for (int node : all()) {
            nodes.put(
                    node,
                    new NodeLayout(
                            node,
                            at(node, RAFT_PORT),
                            controllerIds().contains(node) ? at(node, CONTROLLER_PORT) : null,
                            brokerIds().contains(node) ? at(node, CLIENT_PORT) : null,
                            racks ? rack(node) : null));
        }
        return new ClusterLayout("simulated", nodes);
    }

    /** Returns the rack of a broker. */
    static String rack(int node) {
        return "r" + node;
    }

    /** Returns where clients find the brokers. */
    public List<Endpoint> bootstrap() {
        return brokerIds().stream().map(node -> at(node, CLIENT_PORT)).toList();
    }

    private static Endpoint at(int node, int port) {
        return new Endpoint("n" + node, port);
    }

    /** Returns so many ids from the first that is free after the nodes of the cluster and {@code taken} more. */
    List<Integer> after(int taken, int count) {
        return range(size() + taken + 1, count);
    }

    private static List<Integer> range(int first, int count) {
        return IntStream.range(first, first + count).boxed().toList();
    }
}
