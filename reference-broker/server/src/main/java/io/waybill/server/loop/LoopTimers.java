package io.waybill.server.loop;

import io.netty.util.concurrent.ScheduledFuture;
import io.waybill.environment.Timers;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop. They wait in a heap of their own; the loop's thread is asked only for the first of them, so
 * that the timer of a request, which is nearly always taken back, costs it nothing.
 */
final class LoopTimers implements Timers {

    /** No wake-up was asked for. */
    private static final long NEVER = Long.MAX_VALUE;

    private final Loop loop;
    private final TimerHeap waiting = new TimerHeap();
    private final long start = System.nanoTime();
    private long set;
    private long wakeUpNanos = NEVER;
    private @Nullable ScheduledFuture<?> wakeUp;

    LoopTimers(Loop loop) {
        this.loop = loop;
    }

    @Override
    public void post(Runnable task) {
        loop.execute(task);
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        if (delayNanos < 0) {
            throw new IllegalArgumentException("delayNanos must be >= 0, was " + delayNanos);
        }
        long now = now();
        long due = delayNanos >= NEVER - now ? NEVER - 1 : now + delayNanos;
        var timer = new TimerHeap.Entry(waiting, due, set++, task);
        waiting.add(timer);
        if (waiting.first() == timer) {
            wakeUpAt(due);
        }
        return timer;
    }

    /** Returns nanoseconds since the loop was made: small, so that sums do not overflow. */
    private long now() {
        return System.nanoTime() - start;
    }

    private void wakeUpAt(long due) {
        if (due >= wakeUpNanos || loop.isOver()) {
            return;
        }
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
        wakeUpNanos = due;
        wakeUp = loop.thread().schedule(this::wake, due - now(), TimeUnit.NANOSECONDS);
    }

    private void wake() {
        wakeUpNanos = NEVER;
        wakeUp = null;
        // What becomes due meanwhile has its turn later: sockets must not wait for timers that set timers.
        long now = now();
        var first = waiting.first();
        while (first != null && first.due() <= now && !loop.isOver()) {
            waiting.remove(first);
            loop.run(first.task());
            first = waiting.first();
        }
        if (first != null) {
            wakeUpAt(first.due());
        }
    }
}
