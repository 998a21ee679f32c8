package io.waybill.simulator;

/** Looks at the world after each event, to check what must always hold as soon as it could be broken. */
@FunctionalInterface
public interface AfterEvent {

    /**
     * A callback of a node has ended. Not called for events that no node noticed.
     *
     * @param node whose it was
     */
    void ran(int node);
}
