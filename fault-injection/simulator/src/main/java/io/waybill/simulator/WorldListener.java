package io.waybill.simulator;

import org.jspecify.annotations.Nullable;

/** Is told of the lives of nodes, while they happen, outside any node's callback; it may break and repair things. */
public interface WorldListener {

    /** Why an incarnation ended. */
    enum Ending {
        /** The node gave up: it called {@code crash}, broke a probe, or let an exception escape from a callback. */
        CRASH,
        /** Its process was killed; the machine went on. */
        KILL,
        /** Its machine lost power, and what was not synced with it. */
        POWER_CUT
    }

    /** An incarnation began; nothing of it has run yet. */
    default void started(int node, int incarnation) {}

    /**
     * An incarnation ended; nothing of it will run.
     *
     * @param cause why it crashed; null unless it did
     */
    default void ended(int node, Ending ending, @Nullable Throwable cause) {}

    /** A node stated what did not hold: an anomaly. The node crashes, and {@link #ended} follows. */
    default void violated(int node, String id, String detail) {}
}
