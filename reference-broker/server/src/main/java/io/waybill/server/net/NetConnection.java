package io.waybill.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.ScheduledFuture;
import io.waybill.environment.Connection;
import io.waybill.environment.Links;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection, seen from this side: an end of a socket and who is told about it.
 *
 * <p>It is over for the node once the node has ended it or was told that it ended; the socket may live on for a while,
 * to hand over what was sent and to be ended in order. What the node asks for is done when the node's callback is
 * through, so that nothing calls back within a call.
 */
final class NetConnection extends ChannelInboundHandlerAdapter implements Connection {

    /** From here on there is no room, until it is half as much. */
    private static final long ROOM_BYTES = 1 << 20;

    /** Who has closed waits so long for the other side to take the rest, then breaks off. */
    private static final long FAREWELL_SECONDS = 30;

    /** A record may be as large as a request, and a fetch answers with more than one. */
    private static final int MAX_ANSWER_BYTES = 1 << 30;

    private final NetLinks links;
    private final Links.@Nullable Acceptor acceptor;
    private final FrameReader reader;
    private final Outbound outbound = new Outbound();
    private final ArrayDeque<ByteBuf> inbound = new ArrayDeque<>();
    private @Nullable Handler handler;
    private @Nullable Channel channel;
    private @Nullable CloseReason broken;
    private @Nullable ScheduledFuture<?> farewell;
    private @Nullable CloseReason waiting;
    private boolean isPaused;
    private boolean isOver;
    private boolean isTold;
    private boolean isClosing;
    private boolean isEnding;
    private boolean isAborted;
    private boolean isFull;
    private boolean isUnflushed;
    private boolean isFlushing;
    private int silentLooks;
    private long tookNanos;

    /** A connection that this side begins. */
    NetConnection(NetLinks links, Handler handler) {
        this.links = links;
        this.acceptor = null;
        this.handler = handler;
        // Who asks has room for what is answered; and nobody else would be served the sooner if he waited.
        this.reader = new FrameReader(MAX_ANSWER_BYTES, FrameReader.Memory.UNLIMITED);
    }

    /** A connection that somebody else has begun. */
    NetConnection(NetLinks links, Links.Acceptor acceptor) {
        this.links = links;
        this.acceptor = acceptor;
        this.reader = new FrameReader(links.settings().maxRequestBytes(), new Shared());
    }

    /** The memory that all connections of the loop share. */
    private final class Shared implements FrameReader.Memory {

        @Override
        public boolean take(int bytes) {
            return links.memory().take(NetConnection.this, bytes);
        }

        @Override
        public void give(int bytes) {
            links.memory().give(bytes);
        }
    }

    // What the node asks for.

    @Override
    public boolean send(ByteBuffer frame) {
        return send(List.of(frame));
    }

    @Override
    public boolean send(List<ByteBuffer> parts) {
        if (isOver) {
            return false;
        }
        long before = outbound.bytes();
        outbound.add(parts);
        if (acceptor != null) {
            tookNanos = before == 0 ? System.nanoTime() : tookNanos;
            links.waits(outbound.bytes() - before);
        }
        isFull |= outbound.bytes() >= ROOM_BYTES;
        flushLater();
        return true;
    }

    @Override
    public boolean isWritable() {
        return !isFull && !isOver;
    }

    @Override
    public void pause() {
        isPaused = true;
        listen(false);
    }

    @Override
    public void resume() {
        if (isPaused) {
            isPaused = false;
            links.later(this::goOn);
        }
    }

    private void goOn() {
        deliver();
        listen(!isPaused && !reader.isWaiting());
        forgetIfEnded();
    }

    /** Once its socket is closed and the node was told so, nothing of it is left to be ended. */
    private void forgetIfEnded() {
        if (isTold && channel != null && !channel.isOpen()) {
            links.remove(this);
        }
    }

    /** There is memory for the frame that waits for it. */
    void mayReadOn() {
        reader.go();
        links.later(this::goOn);
    }

    /** Where nobody reads what has come, the system fills its own memory and then lets the other side wait. */
    private void listen(boolean reads) {
        var socket = channel;
        if (socket != null && !isOver) {
            socket.config().setAutoRead(reads);
        }
    }

    @Override
    public void close() {
        if (!isOver) {
            isOver = true;
            isClosing = true;
            links.later(this::sayFarewell);
        }
    }

    @Override
    public void abort() {
        if (isAborted || (isOver && !isClosing)) {
            return;
        }
        isOver = true;
        isClosing = false;
        isAborted = true;
        links.later(() -> {
            tell(CloseReason.LOCAL);
            reset();
        });
    }

    // What happens to the socket.

    /** Returns whether it is still to be opened. */
    boolean isAwaited() {
        if (isAborted || (isClosing && outbound.isEmpty()) || links.callbacks().isOver()) {
            links.remove(this);
            return false;
        }
        return true;
    }

    /** It could not be opened. */
    void notOpened(@Nullable Throwable problem) {
        links.remove(this);
        forgetOutbound();
        tell(Reasons.ofConnecting(problem));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        var socket = context.channel();
        channel = socket;
        var config = socket.config();
        config.setOption(ChannelOption.TCP_NODELAY, true);
        config.setOption(ChannelOption.SO_KEEPALIVE, true);
        var settings = links.settings();
        if (settings.sendBufferBytes() > 0) {
            config.setOption(ChannelOption.SO_SNDBUF, settings.sendBufferBytes());
        }
        if (settings.receiveBufferBytes() > 0) {
            config.setOption(ChannelOption.SO_RCVBUF, settings.receiveBufferBytes());
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        links.add(this);
        if (isAborted || links.callbacks().isOver()) {
            reset();
            return;
        }
        if (isClosing && farewell == null) {
            awaitFarewell(context.channel());
        }
        links.callbacks().run(this::open);
        flush();
    }

    private void open() {
        if (acceptor != null) {
            handler = acceptor.accept(this);
        }
        if (handler != null && !isOver) {
            handler.onOpen(this);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        silentLooks = 0;
        var bytes = (ByteBuf) message;
        links.traffic().received(bytes.readableBytes());
        if (isOver) {
            bytes.release();
            return;
        }
        inbound.add(bytes);
        deliver();
    }

    /** Hands over what has come. */
    private void deliver() {
        while (!inbound.isEmpty() && !isPaused && !isOver && !links.callbacks().isOver()) {
            var first = inbound.element();
            var frame = read(first);
            if (reader.isWaiting()) {
                listen(false);
                break;
            }
            if (!first.isReadable()) {
                inbound.remove().release();
            }
            if (frame != null && handler != null) {
                var to = handler;
                links.callbacks().run(() -> to.onFrame(this, frame));
            }
        }
        if (isOver) {
            forgetInbound();
        } else if (waiting != null && !isPaused && !(reader.isWaiting() && !inbound.isEmpty())) {
            tell(reader.isWithin() ? CloseReason.RESET : waiting);
            forgetInbound();
        }
    }

    private @Nullable ByteBuffer read(ByteBuf bytes) {
        try {
            return reader.next(bytes);
        } catch (FrameReader.BadLength e) {
            links.traffic().badFrame();
            breakOff(CloseReason.RESET);
            return null;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (farewell != null) {
            farewell.cancel(false);
        }
        forgetOutbound();
        if (broken == null) {
            waiting = CloseReason.END;
            deliver();
        } else {
            tell(broken);
            forgetInbound();
        }
        forgetIfEnded();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            if (broken == null) {
                broken = Reasons.ofBreaking(cause);
            }
            Sockets.close(context.channel());
        } else {
            // It is ours: what is thrown by callbacks does not come here.
            links.callbacks().run(() -> links.callbacks().crash(cause));
        }
    }

    /** Looks whether anything was heard or taken since it was looked last. Who is not listened to may be silent. */
    void look() {
        boolean mustMove = !(isPaused || reader.isWaiting()) || !outbound.isEmpty();
        if (acceptor != null && mustMove && ++silentLooks > NetLinks.LOOKS) {
            links.traffic().timedOut();
            breakOff(CloseReason.TIMEOUT);
        }
    }

    /** Its life has ended: it is reset, and nobody is told. */
    void vanish() {
        isOver = true;
        isTold = true;
        isAborted = true;
        reset();
    }

    // What is sent.

    private void flushLater() {
        if (!isUnflushed) {
            isUnflushed = true;
            links.flushLater(this);
        }
    }

    /** Sends as much as the socket takes. */
    void flush() {
        isUnflushed = false;
        var socket = channel;
        if (socket == null || !socket.isActive() || isAborted || isFlushing) {
            return;
        }
        // Writing may tell at once that there is room, and that comes here again.
        isFlushing = true;
        while (!outbound.isEmpty() && socket.isWritable()) {
            while (!outbound.isEmpty() && socket.isWritable()) {
                silentLooks = 0;
                var bytes = outbound.take(socket.alloc());
                took(bytes.readableBytes());
                Sockets.write(socket, bytes);
            }
            socket.flush();
        }
        isFlushing = false;
        if (isFull && outbound.bytes() <= ROOM_BYTES / 2) {
            isFull = false;
            var to = handler;
            if (to != null && !isOver) {
                links.callbacks().run(() -> to.onWritable(this));
            }
        }
        if (isClosing && !isEnding && outbound.isEmpty()) {
            isEnding = true;
            end(socket);
        }
    }

    private void took(int bytes) {
        links.traffic().sent(bytes);
        if (acceptor != null) {
            tookNanos = System.nanoTime();
            links.waits(-bytes);
        }
    }

    private void forgetOutbound() {
        if (acceptor != null) {
            links.waits(-outbound.bytes());
        }
        outbound.clear();
    }

    /** Returns whether somebody who has begun it has not read all that was sent to him. */
    boolean hasSlowReader() {
        return acceptor != null && !outbound.isEmpty() && !isAborted;
    }

    /** Returns when a part of what waits was taken last. */
    long tookNanos() {
        return tookNanos;
    }

    /** Too much waits for slow readers, and this is the slowest. */
    void endForMemory() {
        links.traffic().shed();
        breakOff(CloseReason.RESET);
    }

    // How it ends.

    private void sayFarewell() {
        tell(CloseReason.LOCAL);
        forgetInbound();
        var socket = channel;
        if (socket == null) {
            return;
        }
        socket.config().setAutoRead(true);
        if (!socket.isActive() && outbound.isEmpty()) {
            Sockets.close(socket);
            return;
        }
        awaitFarewell(socket);
        flush();
    }

    private void awaitFarewell(Channel socket) {
        farewell = socket.eventLoop().schedule(this::reset, FAREWELL_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends what it sends and waits for the end of the other side: a socket closed with unread bytes would be reset. */
    private void end(Channel socket) {
        Sockets.whenDone(socket.writeAndFlush(Unpooled.EMPTY_BUFFER), done -> Sockets.shutDown(socket));
    }

    /** Ends it because of what the other side does. */
    private void breakOff(CloseReason reason) {
        isOver = true;
        isAborted = true;
        links.later(() -> {
            tell(reason);
            reset();
        });
    }

    private void reset() {
        forgetOutbound();
        forgetInbound();
        links.remove(this);
        var socket = channel;
        if (socket != null) {
            Sockets.reset(socket);
        }
    }

    private void tell(CloseReason reason) {
        isOver = true;
        if (!isTold) {
            isTold = true;
            var to = handler;
            if (to != null) {
                links.callbacks().run(() -> to.onClosed(this, reason));
            }
        }
    }

    private void forgetInbound() {
        links.memory().forget(this);
        reader.abandon();
        inbound.forEach(ByteBuf::release);
        inbound.clear();
    }
}
