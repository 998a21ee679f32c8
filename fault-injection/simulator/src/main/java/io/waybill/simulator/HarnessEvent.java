package io.waybill.simulator;

import io.waybill.simulator.event.Course;
import io.waybill.simulator.event.Event;
import io.waybill.simulator.event.Kinds;
import io.waybill.simulator.trace.FrameDescriber;

/** What the harness does, outside of every node. */
final class HarnessEvent extends Event {
    private final Course course;
    private final String words;
    private final Runnable task;

    HarnessEvent(Course course, String words, Runnable task) {
        this.course = course;
        this.words = words;
        this.task = task;
    }

    @Override
    protected boolean happen() {
        course.happened(this, Course.NOBODY);
        task.run();
        return true;
    }

    @Override
    protected int kind() {
        return Kinds.HARNESS;
    }

    @Override
    protected String describe(FrameDescriber frames) {
        return words;
    }
}
