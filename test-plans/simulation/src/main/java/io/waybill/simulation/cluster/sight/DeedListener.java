package io.waybill.simulation.cluster.sight;

import io.waybill.fault.Partition;
import io.waybill.system.NodeReport;

/** Is told what replicas do, while they do it; may break things. */
public interface DeedListener {

    /** Listens to nothing. */
    DeedListener NONE = new DeedListener() {};

    /** A leader has appended a batch and has not answered yet. */
    default void appended(int node, Partition partition) {}

    /**
     * A replica did what nodes outside a simulated world tell of in their logs, of which this is the part that counts.
     */
    default void told(NodeReport.Kind kind, int node, Partition partition, long number) {}
}
