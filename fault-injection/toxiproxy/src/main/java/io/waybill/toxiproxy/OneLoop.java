package io.waybill.toxiproxy;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.waybill.toxiproxy.proxy.Transport;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An event loop and its thread, which is there from the first task to the end. */
final class OneLoop {

    private static final long PATIENCE_SECONDS = 30;

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    OneLoop(String name, Transport transport) {
        group = new MultiThreadIoEventLoopGroup(
                1,
                work -> {
                    Thread created = new Thread(work, name);
                    created.setDaemon(true);
                    thread.set(created);
                    return created;
                },
                transport.ioHandler());
        loop = group.next();
    }

    EventLoop loop() {
        return loop;
    }

    /** Ends the loop. Its thread has ended when this returns, unless something holds it up for long. */
    void end() {
        group.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        // The loop says that it has ended a moment before its thread does.
        Thread last = thread.get();
        if (last != null) {
            try {
                last.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
