package io.waybill.fault;

import java.util.List;

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
}
