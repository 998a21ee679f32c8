package io.waybill.toxiproxy.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.EventExecutor;
import io.waybill.toxiproxy.toxic.Chain;
import io.waybill.toxiproxy.toxic.Direction;
import io.waybill.toxiproxy.toxic.Draws;
import io.waybill.toxiproxy.toxic.HeldMemory;
import io.waybill.toxiproxy.toxic.Line;
import io.waybill.toxiproxy.toxic.Outlet;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One of the two sockets of a connection. What is read here goes through a chain and is written to the other one; it is
 * read only while the chain has room, and the chain has room while the other socket takes what it is given.
 */
final class End extends ChannelInboundHandlerAdapter implements Line {

    private final Session session;
    private final Direction direction;
    private final Chain chain;
    private final Traffic traffic;
    private @Nullable Channel channel;
    private boolean isOpen;
    private boolean isReading;
    private boolean isAsking;
    private boolean isUnflushed;
    private boolean isGone;
    private boolean endsWhole;
    private boolean isOutputOver;
    private boolean isFinishAwaited;

    /** Returns an end without a socket, whose data goes in a direction. */
    End(Session session, Direction direction, Draws draws, Traffic traffic) {
        this.session = session;
        this.direction = direction;
        this.traffic = traffic;
        this.chain = new Chain(this, draws, new Across());
    }

    Session session() {
        return session;
    }

    Direction direction() {
        return direction;
    }

    Chain chain() {
        return chain;
    }

    @Nullable
    Channel channel() {
        return channel;
    }

    boolean isGone() {
        return isGone;
    }

    /** Has a socket from here on, which is connected. */
    void attach(Channel socket) {
        channel = socket;
    }

    /** Begins to read, and takes what has come for it before it had a socket. */
    void open() {
        isOpen = true;
        session.peerOf(this).chain.onRoom();
        if (isFinishAwaited) {
            finish();
        }
        askForMore();
    }

    /** Makes its close a reset. */
    void resetsAtClose() {
        if (channel != null && !isGone) {
            Sockets.resetAtClose(channel);
        }
    }

    /** Closes the socket at once. */
    void close() {
        if (channel != null) {
            Sockets.close(channel);
        }
    }

    // What happens to the socket.

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        isReading = true;
        isAsking = false;
        traffic.received(bytes.readableBytes());
        chain.read(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        isReading = false;
        isAsking = false;
        flush();
        askForMore();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            chain.end();
            flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            session.peerOf(this).chain.onRoom();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        isGone = true;
        // Whatever was on its way here has nowhere to go.
        session.peerOf(this).chain.release();
        chain.end();
        session.isGone(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            // It was broken off by whoever is there.
            Sockets.close(context.channel());
        } else {
            session.fail(cause);
        }
    }

    private void askForMore() {
        Channel socket = channel;
        if (socket != null && isOpen && !isAsking && !isReading && !isGone && chain.hasRoom()) {
            isAsking = true;
            var unused = socket.read();
        }
    }

    // What the chain asks of the end where it begins.

    @Override
    public EventExecutor thread() {
        return session.thread();
    }

    @Override
    public boolean isOpening() {
        return session.isOpening();
    }

    @Override
    public void resetAtClose() {
        session.resetAtClose();
    }

    @Override
    public void endsWhole() {
        endsWhole = true;
    }

    @Override
    public void failed(RuntimeException problem) {
        session.fail(problem);
    }

    @Override
    public void flush() {
        End peer = session.peerOf(this);
        Channel socket = peer.channel;
        if (peer.isUnflushed && !isReading && socket != null) {
            peer.isUnflushed = false;
            socket.flush();
        }
    }

    @Override
    public void onRoom() {
        askForMore();
    }

    @Override
    public HeldMemory memory() {
        return session.memory();
    }

    // What comes out of the other end's chain.

    private boolean takesMore() {
        Channel socket = channel;
        return socket != null && (isGone || socket.isWritable());
    }

    private void put(ByteBuf bytes) {
        Channel socket = channel;
        if (socket == null || isGone || isOutputOver) {
            bytes.release();
            return;
        }
        isUnflushed = true;
        session.peerOf(this).traffic.sent(bytes.readableBytes());
        var unused = socket.write(bytes, socket.voidPromise());
    }

    /** Nothing more comes for it. */
    private void finish() {
        Channel socket = channel;
        if (socket == null) {
            isFinishAwaited = true;
        } else if (!isGone && !isOutputOver) {
            isOutputOver = true;
            End peer = session.peerOf(this);
            if (peer.isGone || peer.endsWhole) {
                Sockets.closeInOrder(socket);
            } else if (peer.isOutputOver) {
                Sockets.closeInOrder(socket);
                peer.closeInOrder();
            } else {
                Sockets.shutDownInOrder(socket);
            }
        }
    }

    /** The other socket is closed: nothing that is read here can arrive any more. */
    void peerIsGone() {
        if (isOutputOver) {
            closeInOrder();
        }
    }

    private void closeInOrder() {
        if (channel != null) {
            Sockets.closeInOrder(channel);
        }
    }

    /** The end of what is read here, where it comes out on the other side. */
    private final class Across implements Outlet {

        @Override
        public boolean hasRoom() {
            return session.peerOf(End.this).takesMore();
        }

        @Override
        public void write(ByteBuf bytes) {
            session.peerOf(End.this).put(bytes);
        }

        @Override
        public void end() {
            session.peerOf(End.this).finish();
        }
    }
}
