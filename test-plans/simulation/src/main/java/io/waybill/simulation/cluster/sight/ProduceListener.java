package io.waybill.simulation.cluster.sight;

import io.waybill.fault.Partition;

/** Is told what leaders do with what producers send them, while they do it; may break things. */
public interface ProduceListener {

    /** Listens to nothing. */
    ProduceListener NONE = new ProduceListener() {};

    /** A leader has appended a batch and has not answered yet. */
    default void appended(int node, Partition partition) {}

    /**
     * A leader was sent a batch that it has appended already.
     *
     * @param lastOffset the batch's last, where it stands
     */
    default void sentAgain(int node, Partition partition, long lastOffset) {}
}
