package io.waybill.simulator.trace;

import java.util.List;

/**
 * The lines of a run that somebody wants to read: one for each event, with its time, its node and what happened. Of
 * bounded size; a run that nobody reads has none and pays nothing.
 */
public final class Trace {

    private Trace() {}

    /** Returns a trace of nothing. */
    public static Trace none() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns a trace of the events with numbers from {@code from}, inclusive, to {@code to}, exclusive. */
    public static Trace ofEvents(long from, long to, FrameDescriber frames) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns a trace of what happens from {@code fromNanos}, inclusive, to {@code toNanos}, exclusive. */
    public static Trace ofTime(long fromNanos, long toNanos, FrameDescriber frames) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns a trace of the last {@code lines} events of a run. */
    public static Trace ofLast(int lines, FrameDescriber frames) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns the lines, oldest first; at most {@code 100,000}, the first of a longer window. */
    public List<String> lines() {
        throw new UnsupportedOperationException("not built yet");
    }
}
