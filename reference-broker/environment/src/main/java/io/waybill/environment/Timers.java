package io.waybill.environment;

/** What runs later on this loop. */
public interface Timers {

    /** Runs a task once the current callback has ended, after what was posted before. */
    void post(Runnable task);

    /**
     * Runs a task once, not before {@code delayNanos} of {@link Clock#nanos} have passed. Of two timers the one whose
     * time comes first runs first; at the same time, the one that was set first.
     *
     * @param delayNanos 0 or more
     */
    Timer after(long delayNanos, Runnable task);

    /** A task that is to run later. */
    interface Timer {

        /** Takes the task back. Returns false where it has run or was cancelled before; it never runs after true. */
        boolean cancel();
    }
}
