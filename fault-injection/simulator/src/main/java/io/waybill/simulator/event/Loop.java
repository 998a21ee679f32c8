package io.waybill.simulator.event;

import io.waybill.simulator.trace.FrameDescriber;
import java.util.ArrayDeque;

/** A loop of an incarnation: runs one callback at a time, and keeps waiting what it cannot run yet. */
public final class Loop {

    private final Course course;
    private final Life life;
    private final int shard;
    private final ArrayDeque<LoopEvent> waiting = new ArrayDeque<>();
    private boolean held;
    private boolean wakes;

    /** Adds a loop to a life. */
    public Loop(Course course, Life life) {
        this.course = course;
        this.life = life;
        this.shard = life.loops().size();
        life.loops().add(this);
    }

    /** Returns the course of events that it takes part in. */
    public Course course() {
        return course;
    }

    /** Returns the incarnation that it belongs to. */
    public Life life() {
        return life;
    }

    /** Returns the node that it belongs to. */
    public int node() {
        return life.node();
    }

    /** Returns its number in the node. */
    public int shard() {
        return shard;
    }

    /**
     * Runs a callback now, or later where the loop is paused or busy, or never where its incarnation has ended.
     *
     * @return whether it has run
     */
    public boolean take(LoopEvent event) {
        if (held) {
            if (!life.isOver()) {
                waiting.add(event);
            }
            return false;
        }
        if (life.isOver() || !event.isDue()) {
            return false;
        }
        run(event);
        return true;
    }

    void hold() {
        held = true;
    }

    void release() {
        held = wakes;
        wakeIfNeeded(0);
    }

    private void run(LoopEvent event) {
        course.happened(event, life.node());
        try {
            event.run();
        } catch (VirtualMachineError e) {
            // Out of memory or stack: nothing that a seed decides.
            throw e;
        } catch (Throwable e) {
            life.crash(e);
        }
        life.afterCallback();
        wakeIfNeeded(life.eventNanos());
        course.ran(life.node());
    }

    private void wakeIfNeeded(long busyNanos) {
        if (!wakes && (busyNanos > 0 || !waiting.isEmpty())) {
            wakes = true;
            held = true;
            course.after(busyNanos, new Wake());
        }
    }

    /** The loop is through with an event and takes the next of those that wait. */
    private final class Wake extends Event {

        @Override
        protected boolean happen() {
            wakes = false;
            held = life.isPaused();
            if (life.isOver()) {
                waiting.clear();
                return false;
            }
            if (held) {
                return false;
            }
            while (true) {
                LoopEvent next = waiting.poll();
                if (next == null) {
                    return false;
                }
                if (next.isDue()) {
                    run(next);
                    return true;
                }
            }
        }

        @Override
        protected int kind() {
            return 0;
        }

        @Override
        protected String describe(FrameDescriber frames) {
            return "wakes";
        }
    }
}
