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
        START("starts", Kinds.TASK),
        /** What a loop asked of itself. */
        POST("runs what it posted", Kinds.TASK + 1),
        /** What another loop of the node asked. */
        SHARD("runs what another shard posted", Kinds.TASK + 2);

        private final String words;
        private final int number;

        Kind(String words, int number) {
            this.words = words;
            this.number = number;
        }
    }

    @Override
    protected void run() {
        task.run();
    }

    @Override
    protected int kind() {
        return kind.number;
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
