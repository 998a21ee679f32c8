package io.waybill.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.waybill.environment.Links;

/** Takes a loop's share of the connections that come in at one endpoint, as many as may be open there at once. */
@ChannelHandler.Sharable
final class Acceptance extends ChannelInitializer<Channel> {

    private final NetLinks links;
    private final Links.Acceptor acceptor;
    private final Door door;

    Acceptance(NetLinks links, Links.Acceptor acceptor, Door door) {
        this.links = links;
        this.acceptor = acceptor;
        this.door = door;
    }

    NetLinks links() {
        return links;
    }

    EventLoop thread() {
        return links.thread();
    }

    @Override
    protected void initChannel(Channel channel) {
        if (links.callbacks().isOver() || !door.enter()) {
            // Whoever it was sees the end and comes again; a connection left waiting would cost him his time-out.
            links.traffic().refused();
            Sockets.close(channel);
            return;
        }
        links.traffic().opened();
        Sockets.whenDone(channel.closeFuture(), done -> {
            door.leave();
            links.traffic().closed();
        });
        channel.pipeline().addLast(new NetConnection(links, acceptor));
    }
}
