package io.waybill.toxiproxy.proxy;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.function.Supplier;

/**
 * By which of the system's interfaces sockets are watched.
 *
 * @param ioHandler makes what watches the sockets of a thread
 * @param server makes a socket that listens
 * @param client makes a socket that connects
 */
public record Transport(
        IoHandlerFactory ioHandler,
        Supplier<? extends ServerChannel> server,
        Supplier<? extends SocketChannel> client) {

    /** Java's own, which is everywhere. */
    public static final Transport NIO =
            new Transport(NioIoHandler.newFactory(), NioServerSocketChannel::new, NioSocketChannel::new);

    /** The best that this machine has: Linux's epoll, else Java's own. */
    public static final Transport BEST = Epoll.isAvailable()
            ? new Transport(EpollIoHandler.newFactory(), EpollServerSocketChannel::new, EpollSocketChannel::new)
            : NIO;
}
