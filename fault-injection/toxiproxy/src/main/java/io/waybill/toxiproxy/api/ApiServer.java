package io.waybill.toxiproxy.api;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.waybill.toxiproxy.proxy.Proxies;
import io.waybill.toxiproxy.proxy.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** Where the API is served. */
public final class ApiServer {

    private static final int MOST_BODY_BYTES = 1 << 24;
    private static final int MOST_CONNECTIONS = 1000;

    private final EventLoop thread;
    private final Channel listener;
    private final ChannelGroup connections;

    private ApiServer(EventLoop thread, Channel listener, ChannelGroup connections) {
        this.thread = thread;
        this.listener = listener;
        this.connections = connections;
    }

    /**
     * Begins to serve.
     *
     * @param thread on which requests are read and answered
     * @param carriesOut the thread of the proxies
     * @throws IOException where it cannot be listened at the address
     */
    public static ApiServer start(
            InetSocketAddress at, Transport transport, EventLoop thread, Proxies proxies, Executor carriesOut)
            throws IOException {
        ChannelGroup connections = new DefaultChannelGroup(thread);
        Routes routes = new Routes(proxies, carriesOut);
        ChannelFactory<ServerChannel> factory = () -> transport.server().get();
        var bound = new ServerBootstrap()
                .group(thread)
                .channelFactory(factory)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // Who has asked everything may say so before he is answered.
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (connections.size() >= MOST_CONNECTIONS) {
                            var unused = channel.close();
                            return;
                        }
                        connections.add(channel);
                        ApiConnection connection = new ApiConnection(routes);
                        channel.pipeline()
                                .addLast(connection.clock())
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MOST_BODY_BYTES))
                                .addLast(connection);
                    }
                })
                .bind(at)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            String host = at.getAddress() == null
                    ? at.getHostString()
                    : at.getAddress().getHostAddress();
            throw new IOException(
                    "cannot listen at " + host + ":" + at.getPort() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return new ApiServer(thread, bound.channel(), connections);
    }

    /** Returns where it is served. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Ends all connections of the API; nobody is served any more when it returns. */
    public void close() {
        listener.close().awaitUninterruptibly();
        thread.submit(() -> {
                    var unused = connections.close();
                })
                .awaitUninterruptibly();
    }
}
