package io.waybill.toxiproxy.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection of the API: one request at a time, answered in order, and closed when it is slow or silent for long. */
final class ApiConnection extends ChannelInboundHandlerAdapter {

    /** A request that is not complete by then is nobody's who means it. */
    private static final long REQUEST_SECONDS = 15;

    private static final long IDLE_SECONDS = 60;
    private static final int MOST_QUEUED = 64;

    private final Routes routes;
    private final ArrayDeque<FullHttpRequest> queue = new ArrayDeque<>();
    private boolean isBusy;
    private boolean isClosing;
    private boolean isInputOver;
    private @Nullable ScheduledFuture<?> deadline;

    ApiConnection(Routes routes) {
        this.routes = routes;
    }

    /** Sees bytes before they are a request: from the first one on, time runs. */
    final class Clock extends ChannelInboundHandlerAdapter {

        private boolean isWithin;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            expect(context, IDLE_SECONDS);
            context.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof ByteBuf && !isWithin) {
                isWithin = true;
                expect(context, REQUEST_SECONDS);
            }
            context.fireChannelRead(message);
        }

        void complete() {
            isWithin = false;
        }
    }

    private final Clock clock = new Clock();

    Clock clock() {
        return clock;
    }

    private void expect(ChannelHandlerContext context, long seconds) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        deadline = context.executor().schedule(() -> close(context), seconds, TimeUnit.SECONDS);
    }

    private void stopWaiting() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof FullHttpRequest request)) {
            return;
        }
        clock.complete();
        stopWaiting();
        if (isClosing || queue.size() >= MOST_QUEUED) {
            request.release();
            close(context);
            return;
        }
        queue.add(request);
        next(context);
    }

    private void next(ChannelHandlerContext context) {
        if (isBusy) {
            return;
        }
        FullHttpRequest request = queue.poll();
        if (request == null) {
            if (isInputOver) {
                closeInOrder(context);
            } else {
                expect(context, IDLE_SECONDS);
            }
            return;
        }
        isBusy = true;
        try {
            serve(context, request);
        } finally {
            request.release();
        }
    }

    private void serve(ChannelHandlerContext context, FullHttpRequest request) {
        boolean keepAlive =
                HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        if (!request.decoderResult().isSuccess()) {
            answer(context, Reply.text(400, "400 Bad Request\n"), false);
            return;
        }
        String agent = request.headers().get(HttpHeaderNames.USER_AGENT, "");
        if (agent.startsWith("Mozilla/")) {
            // A page in a browser must not be able to break a network.
            answer(context, Reply.text(403, "User agent not allowed\n"), keepAlive);
            return;
        }
        Routes.Request asked;
        try {
            asked = read(request);
        } catch (IllegalArgumentException e) {
            answer(context, Reply.text(400, "400 Bad Request\n"), keepAlive);
            return;
        }
        routes.handle(asked, reply -> context.executor().execute(() -> answer(context, reply, keepAlive)));
    }

    private static Routes.Request read(FullHttpRequest request) {
        String uri = request.uri();
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            segments.add(QueryStringDecoder.decodeComponent(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        if (segments.size() > 1) {
            segments.remove(0);
        }
        return new Routes.Request(
                request.method().name(),
                segments,
                question < 0 ? "" : uri.substring(question + 1),
                request.content().toString(StandardCharsets.UTF_8));
    }

    private void answer(ChannelHandlerContext context, Reply reply, boolean keepAlive) {
        ByteBuf body = ByteBufUtil.writeUtf8(context.alloc(), reply.body());
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), body);
        if (reply.status() != HttpResponseStatus.NO_CONTENT.code()) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        }
        isBusy = false;
        if (keepAlive) {
            var unused = context.writeAndFlush(response);
            next(context);
        } else {
            isClosing = true;
            expect(context, REQUEST_SECONDS);
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
            var unused = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            isInputOver = true;
            if (!isClosing) {
                next(context);
            }
        }
    }

    /** Who does not take his answers is not listened to. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopWaiting();
        queue.forEach(FullHttpRequest::release);
        queue.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close(context);
    }

    private static void close(ChannelHandlerContext context) {
        var unused = context.close();
    }

    /** Closes when what was answered has been sent. */
    private void closeInOrder(ChannelHandlerContext context) {
        isClosing = true;
        expect(context, REQUEST_SECONDS);
        var unused = context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
}
