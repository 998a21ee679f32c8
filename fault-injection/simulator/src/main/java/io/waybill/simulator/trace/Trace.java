package io.waybill.simulator.trace;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The lines of a run that somebody wants to read: one for each event, with its time, its node and what happened. Of
 * bounded size; a run that nobody reads has none and pays nothing.
 */
public final class Trace {

    /** The most lines that any trace keeps. */
    public static final int MOST_LINES = 100_000;

    private final long fromEvent;
    private final long toEvent;
    private final long fromNanos;
    private final long toNanos;
    private final int mostLines;
    private final boolean keepsLast;
    private final FrameDescriber frames;
    private final ArrayDeque<TraceLine> lines = new ArrayDeque<>();

    private Trace(
            long fromEvent,
            long toEvent,
            long fromNanos,
            long toNanos,
            int mostLines,
            boolean keepsLast,
            FrameDescriber frames) {
        this.fromEvent = fromEvent;
        this.toEvent = toEvent;
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
        this.mostLines = mostLines;
        this.keepsLast = keepsLast;
        this.frames = frames;
    }

    /** Returns a trace of nothing. */
    public static Trace none() {
        return new Trace(0, 0, 0, 0, 0, false, (from, to, frame) -> "");
    }

    /** Returns a trace of the events with numbers from {@code from}, inclusive, to {@code to}, exclusive. */
    public static Trace ofEvents(long from, long to, FrameDescriber frames) {
        return new Trace(from, to, 0, Long.MAX_VALUE, MOST_LINES, false, frames);
    }

    /** Returns a trace of what happens from {@code fromNanos}, inclusive, to {@code toNanos}, exclusive. */
    public static Trace ofTime(long fromNanos, long toNanos, FrameDescriber frames) {
        return new Trace(0, Long.MAX_VALUE, fromNanos, toNanos, MOST_LINES, false, frames);
    }

    /** Returns a trace of the last {@code mostLines} events of a run, {@value #MOST_LINES} or fewer. */
    public static Trace ofLast(int mostLines, FrameDescriber frames) {
        return new Trace(0, Long.MAX_VALUE, 0, Long.MAX_VALUE, Math.min(mostLines, MOST_LINES), true, frames);
    }

    /** Returns a trace of the last {@value #MOST_LINES} events before {@code toNanos}. */
    public static Trace until(long toNanos, FrameDescriber frames) {
        return new Trace(0, Long.MAX_VALUE, 0, toNanos, MOST_LINES, true, frames);
    }

    /** Returns the lines, oldest first; at most {@value #MOST_LINES}, the first of a longer window. */
    public List<TraceLine> lines() {
        return List.copyOf(lines);
    }

    /** Returns whether it wants nothing at all. */
    public boolean isEmpty() {
        return mostLines == 0;
    }

    /** Returns whether it wants an event. */
    public boolean wants(long event, long nanos) {
        return event >= fromEvent
                && event < toEvent
                && nanos >= fromNanos
                && nanos < toNanos
                && (keepsLast || lines.size() < mostLines);
    }

    /** Returns who says what frames mean. */
    public FrameDescriber frames() {
        return frames;
    }

    /** Adds a line. */
    public void add(TraceLine line) {
        if (lines.size() == mostLines) {
            lines.removeFirst();
        }
        lines.add(line);
    }
}
