package io.waybill.simulator.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One incarnation of a node: what its loops have in common. */
public final class Life {

    private final int node;
    private final int incarnation;
    private final Runnable onCrash;
    private final List<Loop> loops = new ArrayList<>();
    private boolean over;
    private boolean paused;
    private long eventNanos;
    private @Nullable Throwable cause;

    /**
     * Begins a life.
     *
     * @param onCrash what ends it, once a callback has crashed it and is through
     */
    public Life(int node, int incarnation, Runnable onCrash) {
        this.node = node;
        this.incarnation = incarnation;
        this.onCrash = onCrash;
    }

    /** Returns the node whose life it is. */
    public int node() {
        return node;
    }

    /** Returns how many lives the node had before. */
    public int incarnation() {
        return incarnation;
    }

    /** Returns its loops, in the order in which they were made. */
    public List<Loop> loops() {
        return loops;
    }

    /** Returns whether it has ended; then nothing of it runs. */
    public boolean isOver() {
        return over;
    }

    /** Ends it: what its loops were to do will not be done. */
    public void end() {
        over = true;
    }

    /** Returns why it crashed; null where it did not. */
    public @Nullable Throwable cause() {
        return cause;
    }

    /** Ends it as soon as the current callback is through. The first cause counts. */
    public void crash(Throwable why) {
        if (cause == null) {
            cause = why;
        }
    }

    /** Returns whether it stands still. */
    public boolean isPaused() {
        return paused;
    }

    /** Makes it stand still: its events wait. */
    public void pause() {
        paused = true;
        loops.forEach(Loop::hold);
    }

    /** Makes it go on with what has waited. */
    public void resume() {
        paused = false;
        loops.forEach(Loop::release);
    }

    /** Makes every event keep its loop busy for a time; 0 for none. */
    public void cost(long nanosEach) {
        eventNanos = nanosEach;
    }

    long eventNanos() {
        return eventNanos;
    }

    void afterCallback() {
        if (cause != null && !over) {
            onCrash.run();
        }
    }
}
