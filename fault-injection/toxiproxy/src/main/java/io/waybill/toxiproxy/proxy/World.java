package io.waybill.toxiproxy.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.waybill.toxiproxy.toxic.HeldMemory;
import java.util.function.Consumer;

/** What all proxies of a server share: the thread, the memory, the seed, the way to sockets and names. */
final class World {

    /** What a socket may have waiting to be sent before no more is read for it. */
    private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(1 << 16, 1 << 17);

    private final EventLoop thread;
    private final Transport transport;
    private final Names names;
    private final HeldMemory memory;
    private final long seed;

    World(EventLoop thread, Transport transport, Names names, HeldMemory memory, long seed) {
        this.thread = thread;
        this.transport = transport;
        this.names = names;
        this.memory = memory;
        this.seed = seed;
    }

    EventLoop thread() {
        return thread;
    }

    HeldMemory memory() {
        return memory;
    }

    Names names() {
        return names;
    }

    long seed() {
        return seed;
    }

    Port port(Consumer<Channel> acceptor) {
        return new Port(thread, transport, acceptor);
    }

    /** Makes a socket one that is read when it is asked for, and that can be ended in one direction. */
    static void prepare(Channel socket) {
        var config = socket.config();
        config.setAutoRead(false);
        config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        config.setOption(ChannelOption.TCP_NODELAY, true);
        config.setOption(ChannelOption.SO_KEEPALIVE, true);
        config.setWriteBufferWaterMark(WAITING);
    }

    /**
     * Connects.
     *
     * @param upstream {@code host:port}
     * @param handler of the new socket
     * @param dialled is told the socket before it is connected
     * @param connected is told whether it is connected; later, or before this returns
     */
    void dial(String upstream, ChannelHandler handler, Consumer<Channel> dialled, Consumer<Boolean> connected) {
        HostPort to;
        try {
            to = HostPort.parse(upstream);
        } catch (RefusedException e) {
            connected.accept(false);
            return;
        }
        names.resolve(to, thread, (address, problem) -> {
            if (address == null) {
                connected.accept(false);
                return;
            }
            SocketChannel socket;
            try {
                socket = transport.client().get();
            } catch (ChannelException e) {
                // There are too many open files: as if nobody were there.
                connected.accept(false);
                return;
            }
            prepare(socket);
            // The system gives up when it likes, after about two minutes, as it does for whoever dials by himself.
            socket.config().setConnectTimeoutMillis(0);
            socket.pipeline().addLast(handler);
            var unused = thread.register(socket);
            dialled.accept(socket);
            Sockets.whenDone(socket.connect(address), done -> connected.accept(done.isSuccess()));
        });
    }
}
