package io.waybill.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Accepts connections on the thread of the loop that was the first to listen, and gives each to the loop whose turn it
 * is: from then on everything about it happens there.
 */
final class Reception extends ChannelInboundHandlerAdapter {

    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Door door;

    Reception(Door door) {
        this.door = door;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel connection = (Channel) accepted;
        Acceptance next = door.next();
        connection.pipeline().addLast(next);
        Sockets.whenDone(next.thread().register(connection), done -> {
            if (!done.isSuccess()) {
                connection.unsafe().closeForcibly();
            }
        });
    }

    /** Where the system has no more sockets, accepting rests for a moment: else it would fail without a pause. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var config = context.channel().config();
        if (config.isAutoRead()) {
            config.setAutoRead(false);
            Sockets.after(context.channel().eventLoop(), REST_NANOS, () -> config.setAutoRead(true));
        }
    }
}
