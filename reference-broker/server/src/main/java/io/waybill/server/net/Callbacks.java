package io.waybill.server.net;

/** How a node is told something on its loop. */
public interface Callbacks {

    /**
     * Calls the node, unless its life has ended. What the callback throws ends that life.
     *
     * @param callback the call; made before this returns
     */
    void run(Runnable callback);

    /** Returns whether the life has ended: then nothing is told any more. */
    boolean isOver();

    /** Ends the life, once the current callback is through. */
    void crash(Throwable cause);
}
