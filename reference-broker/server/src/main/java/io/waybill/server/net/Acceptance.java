package io.waybill.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.waybill.environment.Links;

/** Takes the connections that come in at one endpoint, as many as may be open there at once. */
@ChannelHandler.Sharable
final class Acceptance extends ChannelInitializer<Channel> {

    private final NetLinks links;
    private final Links.Acceptor acceptor;
    private final int most;
    private int open;

    Acceptance(NetLinks links, Links.Acceptor acceptor, int most) {
        this.links = links;
        this.acceptor = acceptor;
        this.most = most;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (open >= most || links.callbacks().isOver()) {
            // Whoever it was sees the end and comes again; a connection left waiting would cost him his time-out.
            links.traffic().refused();
            Sockets.close(channel);
            return;
        }
        open++;
        links.traffic().opened();
        Sockets.whenDone(channel.closeFuture(), done -> {
            open--;
            links.traffic().closed();
        });
        channel.pipeline().addLast(new NetConnection(links, acceptor));
    }
}
