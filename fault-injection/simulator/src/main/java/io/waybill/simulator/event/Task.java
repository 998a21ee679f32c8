package io.waybill.simulator.event;

import io.waybill.simulator.trace.FrameDescriber;

/** A callback that is a task. */
public final class Task extends LoopEvent {

    private final Kind kind;
    private final Runnable task;

    /** Creates a callback that runs a task. */
    public Task(Loop loop, Kind kind, Runnable task) {
        super(loop);
        this.kind = kind;
        this.task = task;
    }

    /** What the task is for. */
    public enum Kind {
        /** The first callback of a loop. */
        START("starts"),
        /** What a loop asked of itself. */
        POST("runs what it posted"),
        /** What another loop of the node asked. */
        SHARD("runs what another shard posted");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    @Override
    protected void run() {
        task.run();
    }

    @Override
    protected int kind() {
        return Kinds.TASK + kind.ordinal();
    }

    @Override
    protected long content() {
        return loop.shard();
    }

    @Override
    protected String describe(FrameDescriber frames) {
        return kind.words;
    }
}
