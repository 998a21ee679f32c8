package io.waybill.simulator.event;

import io.waybill.simulator.trace.FrameDescriber;

/** Something that happens at a time. What it is, is told by numbers to the hash and by words to the trace. */
public abstract class Event {

    /** Creates an event that nobody has scheduled yet. */
    protected Event() {}

    /**
     * Lets it happen, and says so to {@link Course#happened} first.
     *
     * @return false where it came to nothing: it was cancelled, or has to wait for something
     */
    protected abstract boolean happen();

    /** Returns whether it is certain that it will come to nothing, so that it need not wait for its time. */
    protected boolean isInVain() {
        return false;
    }

    /** Returns the number of its kind, 0 to 255, for the hash. */
    protected abstract int kind();

    /** Returns what it carries as a number, for the hash: equal for equal content. */
    protected long content() {
        return 0;
    }

    /** Returns what it is in a few words. */
    protected abstract String describe(FrameDescriber frames);
}
