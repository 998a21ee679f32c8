package io.waybill.server.metrics;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.waybill.environment.Endpoint;
import io.waybill.server.net.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Answers {@code GET /metrics} over HTTP, in Prometheus' text format or in OpenMetrics, as the other side asks. It has
 * a thread of its own: a page is written beside the node's loops, and can be read where one of them hangs.
 */
public final class MetricsEndpoint {

    /** Prometheus has one connection, a curious person another. */
    static final int MOST_CONNECTIONS = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long CLOSING_SECONDS = 5;

    private final EventLoopGroup thread;

    private MetricsEndpoint(EventLoopGroup thread) {
        this.thread = thread;
    }

    /**
     * Begins to answer.
     *
     * @param failed is told, on any thread, where it cannot be listened there
     */
    public static MetricsEndpoint open(Endpoint at, MetricsSource source, Consumer<IllegalStateException> failed) {
        return open(at, source, PATIENCE, failed);
    }

    static MetricsEndpoint open(
            Endpoint at, MetricsSource source, Duration patience, Consumer<IllegalStateException> failed) {
        var transport = Transport.BEST;
        var thread = new MultiThreadIoEventLoopGroup(1, MetricsEndpoint::thread, transport.ioHandler());
        ChannelFactory<ServerChannel> factory = () -> transport.server().get();
        var unused = new ServerBootstrap()
                .group(thread)
                .channelFactory(factory)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, false)
                .childHandler(new Acceptance(source, patience))
                .bind(new InetSocketAddress(at.host(), at.port()))
                .addListener((ChannelFutureListener) done -> {
                    if (!done.isSuccess()) {
                        failed.accept(new IllegalStateException(
                                "cannot listen at " + at + " for metrics: "
                                        + done.cause().getMessage(),
                                done.cause()));
                    }
                });
        return new MetricsEndpoint(thread);
    }

    private static Thread thread(Runnable work) {
        var thread = new FastThreadLocalThread(work, "metrics");
        thread.setDaemon(true);
        return thread;
    }

    /** Takes so many connections at once and no more. */
    @ChannelHandler.Sharable
    private static final class Acceptance extends ChannelInitializer<Channel> {

        private final MetricsSource source;
        private final Duration patience;
        private int open;

        Acceptance(MetricsSource source, Duration patience) {
            this.source = source;
            this.patience = patience;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (open >= MOST_CONNECTIONS || !(channel instanceof DuplexChannel)) {
                var unused = channel.close();
                return;
            }
            open++;
            var unused = channel.closeFuture().addListener(done -> open--);
            channel.pipeline().addLast(new MetricsConnection(source, patience.toMillis()));
        }
    }

    /** Ends it and its connections; completes, on any thread, when they are gone. Does nothing more the second time. */
    public CompletableFuture<Void> close() {
        var closed = new CompletableFuture<Void>();
        var unused = thread.shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS)
                .addListener(done -> closed.complete(null));
        return closed;
    }
}
