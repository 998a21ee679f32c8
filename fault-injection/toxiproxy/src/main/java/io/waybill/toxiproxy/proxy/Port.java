package io.waybill.toxiproxy.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An address at which a proxy listens, or does not for a while. In between it keeps the port: a second socket that is
 * bound and does not listen refuses connections and is not given away by the system as the port of somebody's
 * connection. Where the system does not allow two sockets at one port it goes without.
 */
final class Port {

    private static final int BACKLOG = 1024;

    private final EventLoop thread;
    private final Transport transport;
    private final Consumer<Channel> acceptor;
    private @Nullable Socket keeper;
    private @Nullable Channel listener;
    private @Nullable InetSocketAddress bound;

    /** Returns a port that is none yet; {@code acceptor} gets each socket before it is registered. */
    Port(EventLoop thread, Transport transport, Consumer<Channel> acceptor) {
        this.thread = thread;
        this.transport = transport;
        this.acceptor = acceptor;
    }

    /**
     * Listens. Returns where.
     *
     * @throws RefusedException where the system does not let it
     */
    InetSocketAddress listen(InetSocketAddress address) {
        if (bound == null || !bound.equals(address)) {
            release();
            keep(address);
        }
        InetSocketAddress wanted = keeper == null ? address : (InetSocketAddress) keeper.getLocalSocketAddress();
        ChannelFuture done = bind(wanted);
        if (!done.isSuccess() && keeper != null) {
            letGo();
            done = bind(wanted);
        }
        if (!done.isSuccess()) {
            Sockets.close(done.channel());
            throw RefusedException.failed("listen tcp " + HostPort.of(address) + ": " + reason(done.cause()));
        }
        listener = done.channel();
        bound = (InetSocketAddress) listener.localAddress();
        return bound;
    }

    boolean isListening() {
        return listener != null;
    }

    /** Listens no more, and keeps the port. */
    void pause() {
        if (listener != null) {
            Sockets.close(listener);
            listener = null;
        }
    }

    /** Gives the port back. */
    void release() {
        pause();
        letGo();
        bound = null;
    }

    private void keep(InetSocketAddress address) {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address);
            keeper = socket;
        } catch (IOException e) {
            close(socket);
        }
    }

    private void letGo() {
        if (keeper != null) {
            close(keeper);
            keeper = null;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that only holds a port cannot be closed", e);
        }
    }

    private ChannelFuture bind(SocketAddress address) {
        Channel channel;
        try {
            channel = transport.server().get();
        } catch (ChannelException e) {
            throw RefusedException.failed("listen tcp: socket: too many open files");
        }
        channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        channel.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
        channel.pipeline().addLast(new Accepting());
        var unused = thread.register(channel);
        // On its own thread a socket is bound before this returns.
        return channel.bind(address);
    }

    private static String reason(@Nullable Throwable problem) {
        String message = problem == null ? "" : String.valueOf(problem.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("already in use")) {
            return "bind: address already in use";
        }
        if (lower.contains("permission denied")) {
            return "bind: permission denied";
        }
        return lower.contains("assign requested") ? "bind: cannot assign requested address" : "bind: " + message;
    }

    /** Hands over each socket that comes in. */
    private final class Accepting extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            acceptor.accept((Channel) message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // One could not be accepted, because there are too many open files for example: the next may be.
        }
    }
}
