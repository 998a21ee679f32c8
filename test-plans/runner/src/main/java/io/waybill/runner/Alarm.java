package io.waybill.runner;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the thread that carries a configuration out when another of its threads cannot go on. That is an interrupt as
 * well as a calling-off is, and {@link #cause} tells them apart. Safe for use by any number of threads. Only the runner
 * makes one.
 */
public final class Alarm {

    private final Thread owner;
    private boolean armed = true;
    private @Nullable Throwable cause;

    Alarm(Thread owner) {
        this.owner = owner;
    }

    /** Ends the run because of {@code why}; only the first counts. */
    synchronized void raise(String who, Throwable why) {
        if (cause != null || !armed) {
            return;
        }
        cause = new IllegalStateException(who + " could not go on: " + why, why);
        owner.interrupt();
    }

    /** Returns what ended the run, or empty where nothing did. */
    synchronized Optional<Throwable> cause() {
        return Optional.ofNullable(cause);
    }

    /** The owner is awake, whoever woke it: what fails from now on fails because of that, and raises nothing more. */
    synchronized void standDown() {
        armed = false;
    }

    /** From now on nothing interrupts the owner any more; called by the owner. Takes back an interrupt of its own. */
    synchronized void disarm() {
        armed = false;
        if (cause != null) {
            // Whoever also called the run off learns of the failure instead, which ends it as well.
            boolean ignored = Thread.interrupted();
        }
    }
}
