package io.waybill.toxiproxy.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;

/** What is asked of sockets without waiting for it: how it went is seen by what happens to the socket. */
final class Sockets {

    private Sockets() {}

    static void whenDone(ChannelFuture future, ChannelFutureListener then) {
        var unused = future.addListener(then);
    }

    static void close(Channel socket) {
        var unused = socket.close();
    }

    /** Closes when what was written before has been sent. */
    static void closeInOrder(Channel socket) {
        whenDone(socket.writeAndFlush(Unpooled.EMPTY_BUFFER), done -> close(socket));
    }

    /** Tells the other side that nothing more comes, when what was written before has been sent. */
    static void shutDownInOrder(Channel socket) {
        whenDone(socket.writeAndFlush(Unpooled.EMPTY_BUFFER), done -> {
            if (socket.isActive()) {
                var unused = ((DuplexChannel) socket).shutdownOutput();
            }
        });
    }

    /** Makes its close a reset, which throws away what was not sent. */
    static void resetAtClose(Channel socket) {
        try {
            var unused = socket.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            // The system has ended it in its own way meanwhile; to close it is what is left.
            close(socket);
        }
    }

    static void reset(Channel socket) {
        if (socket.isOpen()) {
            resetAtClose(socket);
            close(socket);
        }
    }
}
