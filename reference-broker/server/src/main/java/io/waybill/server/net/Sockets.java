package io.waybill.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/** What is asked of sockets without waiting for it: how it went is seen by what happens to the socket. */
final class Sockets {

    private Sockets() {}

    static void whenDone(ChannelFuture future, ChannelFutureListener then) {
        var unused = future.addListener(then);
    }

    static void after(EventLoop thread, long nanos, Runnable task) {
        var unused = thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    static void write(Channel socket, Object bytes) {
        var unused = socket.write(bytes, socket.voidPromise());
    }

    static void close(Channel socket) {
        var unused = socket.close();
    }

    /** Tells the other side that nothing more comes. */
    static void shutDown(Channel socket) {
        if (socket.isActive()) {
            var unused = ((DuplexChannel) socket).shutdownOutput();
        }
    }

    /** Throws away what was not sent, and tells the other side so. */
    static void reset(Channel socket) {
        if (socket.isOpen()) {
            var unused = socket.config().setOption(ChannelOption.SO_LINGER, 0);
            close(socket);
        }
    }
}
