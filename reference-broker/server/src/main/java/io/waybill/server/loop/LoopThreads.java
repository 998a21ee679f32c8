package io.waybill.server.loop;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads of a node's loops. They end with the life, and do not keep a process alive by themselves. */
final class LoopThreads implements ThreadFactory {

    private final int node;
    private final AtomicInteger made = new AtomicInteger();

    LoopThreads(int node) {
        this.node = node;
    }

    @Override
    public Thread newThread(Runnable work) {
        var thread = new FastThreadLocalThread(work, "node-" + node + "-loop-" + made.getAndIncrement());
        thread.setDaemon(true);
        return thread;
    }
}
