package io.waybill.fault;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** What the nemesis asks of a cluster in order to aim. */
public interface ClusterView {

    /**
     * Returns the ids of all nodes, alive or not, in ascending order. The same during the whole life of the cluster.
     */
    List<Integer> nodes();

    /**
     * Returns what the cluster says of a partition now. Blocks for a bounded time.
     *
     * @throws ClusterUnavailableException when nobody answers in time, or the answer is that there is no such partition
     */
    PartitionView describe(Partition partition);

    /**
     * Returns what the cluster says of its controllers' quorum now. Blocks for a bounded time.
     *
     * @throws ClusterUnavailableException when nobody answers in time, or this cluster has no quorum that could be
     *     asked, the default
     */
    default QuorumView quorum() {
        throw new ClusterUnavailableException("this cluster does not tell who leads its quorum", null);
    }

    /**
     * Returns the ids of the clients, in ascending order, by the name of their group. They share their numbers with the
     * nodes: no client has the id of a node. Empty where links to clients are not in our hands, the default.
     */
    default SortedMap<String, List<Integer>> clients() {
        return Collections.emptySortedMap();
    }
}
