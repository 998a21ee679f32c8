package io.waybill.server.metrics;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * One connection to the endpoint: one request, one answer, the end. Whoever sends too much or is too slow is cut off; a
 * body is never read.
 */
final class MetricsConnection extends ChannelInboundHandlerAdapter {

    static final String PATH = "/metrics";

    /** Longer than any scraper's head. */
    static final int MOST_HEAD_BYTES = 8 << 10;

    /** A loop that does not answer by then has no part in the page. */
    private static final long ANSWER_MILLIS = 1_000;

    private final MetricsSource source;
    private final long patienceMillis;
    private byte[] head = new byte[512];
    private int headBytes;
    private boolean isAnswering;

    MetricsConnection(MetricsSource source, long patienceMillis) {
        this.source = source;
        this.patienceMillis = patienceMillis;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var cutOff = context.channel()
                .eventLoop()
                .schedule(() -> close(context.channel()), patienceMillis, TimeUnit.MILLISECONDS);
        var unused = context.channel().closeFuture().addListener(done -> cutOff.cancel(false));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        try {
            if (!isAnswering) {
                take(context.channel(), bytes);
            }
        } finally {
            bytes.release();
        }
    }

    private void take(Channel channel, ByteBuf bytes) {
        int more = Math.min(bytes.readableBytes(), MOST_HEAD_BYTES - headBytes);
        head = Arrays.copyOf(head, Math.max(head.length, headBytes + more));
        bytes.readBytes(head, headBytes, more);
        headBytes += more;
        if (HttpHead.isWhole(head, headBytes)) {
            isAnswering = true;
            answer(channel);
        } else if (headBytes == MOST_HEAD_BYTES) {
            isAnswering = true;
            refuse(channel, "431 Request Header Fields Too Large", "the head of a request may have 8 KiB");
        }
    }

    private void answer(Channel channel) {
        HttpHead request;
        try {
            request = HttpHead.parse(head, headBytes);
        } catch (IllegalArgumentException e) {
            refuse(channel, "400 Bad Request", String.valueOf(e.getMessage()));
            return;
        }
        boolean headOnly = request.method().equals("HEAD");
        if (!request.path().equals(PATH)) {
            refuse(channel, "404 Not Found", "there is " + PATH + ", and nothing else");
        } else if (headOnly || request.method().equals("GET")) {
            read(channel, request.accept(), headOnly);
        } else {
            send(
                    channel,
                    HttpAnswer.refusal("405 Method Not Allowed", "Allow: GET, HEAD\r\n", PATH + " can be read alone"),
                    false);
        }
    }

    private void read(Channel channel, String accept, boolean headOnly) {
        var reading = source.read();
        Runnable write = new Runnable() {
            private boolean isWritten;

            @Override
            public void run() {
                if (!isWritten) {
                    isWritten = true;
                    send(channel, page(reading.page(), accept), headOnly);
                }
            }
        };
        var late = channel.eventLoop().schedule(write, ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        var unused = reading.answered()
                .thenRunAsync(
                        () -> {
                            late.cancel(false);
                            write.run();
                        },
                        channel.eventLoop());
    }

    private static HttpAnswer page(Page page, String accept) {
        ExpositionFormatWriter writer = writer(accept);
        try (var body = new ByteArrayOutputStream()) {
            writer.write(body, page.snapshots());
            return new HttpAnswer("200 OK", writer.getContentType(), "", body.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("memory must take what is written to it", e);
        }
    }

    private static ExpositionFormatWriter writer(String accept) {
        var open = OpenMetricsTextFormatWriter.create();
        return open.accepts(accept) ? open : PrometheusTextFormatWriter.create();
    }

    private static void refuse(Channel channel, String status, String why) {
        send(channel, HttpAnswer.refusal(status, "", why), false);
    }

    /** Says it, ends this side, and leaves the other its time to read: what is closed with unread bytes is reset. */
    private static void send(Channel channel, HttpAnswer answer, boolean headOnly) {
        var unused = channel.writeAndFlush(Unpooled.wrappedBuffer(answer.bytes(headOnly)))
                .addListener((ChannelFutureListener) done -> end(channel, done.isSuccess()));
    }

    private static void end(Channel channel, boolean isSent) {
        if (isSent && channel.isActive()) {
            var unused = ((DuplexChannel) channel).shutdownOutput();
        } else {
            close(channel);
        }
    }

    private static void close(Channel channel) {
        var unused = channel.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // The other side has gone, or a page could not be written: whoever asks again may have better luck.
        close(context.channel());
    }
}
