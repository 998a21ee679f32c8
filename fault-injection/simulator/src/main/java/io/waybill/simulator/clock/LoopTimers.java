package io.waybill.simulator.clock;

import io.waybill.environment.Clock;
import io.waybill.environment.Timers;
import io.waybill.simulator.event.Event;
import io.waybill.simulator.event.Kinds;
import io.waybill.simulator.event.Loop;
import io.waybill.simulator.event.LoopEvent;
import io.waybill.simulator.event.Task;
import io.waybill.simulator.trace.FrameDescriber;
import org.jspecify.annotations.Nullable;

/** The clock and the timers of one loop. */
public final class LoopTimers implements Clock, Timers {

    /** Over thirty years: later than anything we simulate, early enough to be added to. */
    private static final long LONGEST_NANOS = 1L << 60;

    private final Loop loop;
    private final NodeClock clock;

    /** Returns the timers of a loop, which follow the clock of its node. */
    public LoopTimers(Loop loop, NodeClock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    @Override
    public long nanos() {
        return clock.nanos(loop.course().nanos());
    }

    @Override
    public long wallMillis() {
        return clock.wallMillis(loop.course().nanos());
    }

    @Override
    public void post(Runnable task) {
        loop.course().soon(new Task(loop, Task.Kind.POST, task));
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        if (delayNanos < 0) {
            throw new IllegalArgumentException("the delay of a timer must be >= 0 ns, was " + delayNanos);
        }
        var timer = new LoopTimer(loop, clock, nanos() + Math.min(delayNanos, LONGEST_NANOS), task);
        // A slow clock shows the same for a while, so it may have begun to show the deadline before now.
        loop.course().at(Math.max(loop.course().nanos(), clock.worldAt(timer.deadline)), timer);
        return timer;
    }

    /** Returns when a timer that was to fire at {@code world} is to fire now that {@code changed} has changed. */
    static long retimed(Event event, long world, NodeClock changed, long now) {
        return event instanceof LoopTimer timer && timer.clock == changed
                ? Math.max(now, changed.worldAt(timer.deadline))
                : world;
    }

    private static final class LoopTimer extends LoopEvent implements Timer {
        private final NodeClock clock;
        private final long deadline;
        private @Nullable Runnable task;

        LoopTimer(Loop loop, NodeClock clock, long deadline, Runnable task) {
            super(loop);
            this.clock = clock;
            this.deadline = deadline;
            this.task = task;
        }

        @Override
        public boolean cancel() {
            boolean pending = task != null;
            if (pending) {
                task = null;
                loop.course().inVain();
            }
            return pending;
        }

        @Override
        protected boolean isInVain() {
            return task == null;
        }

        @Override
        protected boolean isDue() {
            return task != null;
        }

        @Override
        protected void run() {
            Runnable due = task;
            task = null;
            if (due != null) {
                due.run();
            }
        }

        @Override
        protected int kind() {
            return Kinds.TIMER;
        }

        @Override
        protected long content() {
            return deadline;
        }

        @Override
        protected String describe(FrameDescriber frames) {
            return "timer";
        }
    }
}
