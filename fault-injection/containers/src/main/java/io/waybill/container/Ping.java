package io.waybill.container;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Whether anybody answers at an engine's address, found out within a bounded time. */
final class Ping {

    private static final int USUAL_PORT = 2375;

    private static final byte[] REQUEST =
            "GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector;
    private final Duration patience;
    private final long deadlineNanos;

    private Ping(Selector selector, Duration patience) {
        this.selector = selector;
        this.patience = patience;
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    /** Returns why nobody answers there, in words; empty where somebody does, whatever it is that is said. */
    static Optional<String> problem(EngineAddress address, Duration patience) {
        try (Selector selector = Selector.open();
                SocketChannel channel = open(address)) {
            channel.configureBlocking(false);
            new Ping(selector, patience).ask(channel, channel.register(selector, SelectionKey.OP_CONNECT), address);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static SocketChannel open(EngineAddress address) throws IOException {
        return address.isSocket() ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    }

    private void ask(SocketChannel channel, SelectionKey key, EngineAddress address) throws IOException {
        URI uri = address.uri();
        boolean isOpen = channel.connect(
                address.isSocket()
                        ? UnixDomainSocketAddress.of(uri.getPath())
                        : new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort()));
        while (!isOpen) {
            await();
            isOpen = channel.finishConnect();
        }
        ByteBuffer request = ByteBuffer.wrap(REQUEST);
        key.interestOps(SelectionKey.OP_WRITE);
        while (request.hasRemaining()) {
            await();
            channel.write(request);
        }
        key.interestOps(SelectionKey.OP_READ);
        // An end without a word is an answer too: to somebody who should have spoken in cipher.
        while (channel.read(ByteBuffer.allocate(1)) == 0) {
            await();
        }
    }

    private void await() throws IOException {
        long leftMillis = Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
        if (leftMillis <= 0) {
            throw new IOException("nothing was said for " + patience.toMillis() + " ms");
        }
        selector.select(leftMillis);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("called off");
        }
    }
}
