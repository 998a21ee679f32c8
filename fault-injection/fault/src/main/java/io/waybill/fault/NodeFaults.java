package io.waybill.fault;

/**
 * The means by which nodes are broken and repaired. Every method blocks until the process is in the asked state, and is
 * harmless where it is already: repairing what is whole does nothing.
 *
 * <p>Called by one thread at a time. Errors are {@link java.io.UncheckedIOException}: the harness has lost its grip.
 */
public interface NodeFaults {

    /** Ends the node's process without warning. Works on a paused one too. */
    void kill(int node);

    /** Starts the node's process again on its data and returns at once; the node is ready some time later. */
    void restart(int node);

    /** Makes the node's process stand still. */
    void pause(int node);

    /** Makes the node's process go on. */
    void resume(int node);
}
