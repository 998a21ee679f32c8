package io.waybill.simulator.event;

/** A callback on the loop of a node. */
public abstract class LoopEvent extends Event {

    /** Where it runs. */
    protected final Loop loop;

    /** Creates a callback on a loop. */
    protected LoopEvent(Loop loop) {
        this.loop = loop;
    }

    @Override
    protected boolean happen() {
        return loop.take(this);
    }

    /** Returns whether it is still to run; asked when its turn has come. */
    protected boolean isDue() {
        return true;
    }

    /** Runs it. */
    protected abstract void run();
}
