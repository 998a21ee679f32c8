package io.waybill.history.jsonl;

import io.waybill.history.Event;

/**
 * The times of lines, in nanoseconds.
 *
 * <p>A line without times happened at its place in the file. A send or a transaction without times may have happened at
 * any time: recorders flush what producers and consumers did in any order, and nothing must follow from that.
 */
final class Times {

    private long clock;

    /** From the invocation to the completion, both included. */
    record Interval(long invoke, long complete) {}

    long moment(Fields f) {
        long time = f.number("time", 0, -1);
        return time < 0 ? ++clock : seen(time);
    }

    /** Returns a time that no claim can be founded on where there is none. */
    long earliest(Fields f) {
        return Math.max(0, f.number("time", 0, 0));
    }

    Interval interval(Fields f) {
        if (!f.has("invoke") && !f.has("complete")) {
            clock++;
            return new Interval(clock, clock);
        }
        return given(f);
    }

    /** As {@link #interval}, but where there are no times the longest interval. */
    Interval widest(Fields f) {
        return f.has("invoke") || f.has("complete") ? given(f) : new Interval(0, Event.NEVER);
    }

    private Interval given(Fields f) {
        if (!f.has("invoke")) {
            throw f.wrong("complete", "\"complete\" without \"invoke\": give both times, or neither");
        }
        long invoke = seen(f.number("invoke", 0));
        long complete = f.number("complete", 0, Event.NEVER);
        if (complete < invoke) {
            throw f.wrong("complete", "completed at " + complete + ", before it was invoked at " + invoke);
        }
        if (complete != Event.NEVER) {
            seen(complete);
        }
        return new Interval(invoke, complete);
    }

    private long seen(long time) {
        clock = Math.max(clock, time);
        return time;
    }
}
