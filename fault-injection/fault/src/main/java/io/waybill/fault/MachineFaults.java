package io.waybill.fault;

/**
 * What can befall a node where the machine is in our hands too, not only its process: a simulated one, or one in a
 * container.
 */
public interface MachineFaults extends NodeFaults {

    /**
     * Ends the node without warning and takes away what it had not synced: {@link #kill} leaves that to the operating
     * system, which keeps it.
     *
     * @param duringSync waits until the node is in the middle of a sync, so that nobody knows what of it is durable; at
     *     once where it does not sync within a second
     */
    void cutPower(int node, boolean duringSync);

    /** Makes a node that is down forget everything: it starts again on an empty disk. */
    void wipe(int node);

    /**
     * Makes everything that the node does take {@code factor} times as long.
     *
     * @param factor 1 or more; 1 repairs
     */
    void slow(int node, int factor);
}
