package io.waybill.server.loop;

import io.netty.channel.EventLoop;
import io.waybill.server.net.Callbacks;
import io.waybill.server.net.NetLinks;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One loop of a life: runs what the node is told, one after the other, until the life ends. Tasks are given by any
 * thread; the rest is used on the loop's own.
 */
final class Loop implements Executor, Callbacks {

    private static final long PATIENCE_SECONDS = 10;

    private final NodeLife life;
    private final EventLoop thread;
    private final LoopTimers timers;
    private @Nullable NetLinks links;

    Loop(NodeLife life, EventLoop thread) {
        this.life = life;
        this.thread = thread;
        this.timers = new LoopTimers(this);
    }

    EventLoop thread() {
        return thread;
    }

    LoopTimers timers() {
        return timers;
    }

    /** Told once, before the first callback. */
    void links(NetLinks mine) {
        links = mine;
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            // The life has ended, and with it whatever was asked for.
            if (!life.isOver()) {
                throw e;
            }
        }
    }

    @Override
    public void run(Runnable callback) {
        if (life.isOver()) {
            return;
        }
        try {
            callback.run();
        } catch (Throwable e) {
            // Not only exceptions: after an error, of memory for example, nothing that the node believes is sure.
            life.crash(e);
        }
        if (life.isCrashing()) {
            life.afterLastCallback();
        }
    }

    @Override
    public boolean isOver() {
        return life.isOver();
    }

    @Override
    public void crash(Throwable cause) {
        life.crash(cause);
    }

    /** Resets its connections and closes where it listens, when the current callback is through. */
    void closeSockets(Runnable done) {
        thread.execute(() -> {
            if (links != null) {
                links.end();
            }
            done.run();
        });
    }

    /** Waits until no callback runs, but not for ever. Does nothing on its own thread. */
    void awaitLastCallback() {
        if (thread.inEventLoop()) {
            return;
        }
        var idle = new CountDownLatch(1);
        try {
            thread.execute(idle::countDown);
            if (!idle.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "a callback must be short, one took over " + PATIENCE_SECONDS + " s when its node was ended");
            }
        } catch (RejectedExecutionException e) {
            // The thread has ended: nothing runs.
            if (!thread.isShuttingDown()) {
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
