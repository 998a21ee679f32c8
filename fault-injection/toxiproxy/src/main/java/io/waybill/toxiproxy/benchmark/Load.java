package io.waybill.toxiproxy.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server that swallows, and clients that send it much, or little and wait. Who asks and who answers is one thread,
 * which has both ends of a connection: two would wake each other, which on idle cores takes longer than all the rest,
 * and a proxy between them changes on which core each wakes. So a round trip is what is between the ends, its own
 * threads' sleep included.
 */
final class Load implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int PING_BYTES = 100;
    private static final int SWALLOW = 'S';
    private static final int ANSWER = 'A';
    private static final int WARM_PINGS = 500;
    private static final long PATIENCE_SECONDS = 20;

    private final ServerSocket listener;
    private final BlockingQueue<Socket> answering = new LinkedBlockingQueue<>();

    Load() throws IOException {
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        background("bench-accept", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread background(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // Its connection has ended, with the measurement that it was for.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket socket = listener.accept();
            socket.setTcpNoDelay(true);
            background("bench-serve", () -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        if (in.read() == ANSWER) {
            answering.add(socket);
            return;
        }
        try (socket) {
            byte[] buffer = new byte[BUFFER_BYTES];
            int read = in.read(buffer);
            while (read >= 0) {
                read = in.read(buffer);
            }
            socket.getOutputStream().write(1);
        }
    }

    private static Socket dial(int port, int mode) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(mode);
        return socket;
    }

    /** Returns how many nanoseconds it takes until a number of bytes has arrived, over some connections at once. */
    static long streamNanos(int port, long bytes, int connections) throws IOException, InterruptedException {
        List<Thread> senders = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            senders.add(background("bench-send", () -> send(port, bytes / connections)));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        return System.nanoTime() - began;
    }

    /** Sends, and waits until the last byte was read. */
    private static void send(int port, long bytes) throws IOException {
        try (Socket socket = dial(port, SWALLOW)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            OutputStream out = socket.getOutputStream();
            for (long left = bytes; left > 0; left -= buffer.length) {
                out.write(buffer, 0, (int) Math.min(left, buffer.length));
            }
            // A proxy without half-close ends both directions here; then the end itself is the answer.
            socket.shutdownOutput();
            int unused = socket.getInputStream().read();
        }
    }

    /** Both ends of a connection. */
    private record Ends(Socket asking, Socket answering) implements AutoCloseable {

        long pingNanos(byte[] buffer) throws IOException {
            long began = System.nanoTime();
            pass(asking, answering, buffer);
            pass(answering, asking, buffer);
            return System.nanoTime() - began;
        }

        private static void pass(Socket from, Socket to, byte[] buffer) throws IOException {
            from.getOutputStream().write(buffer);
            int read = to.getInputStream().readNBytes(buffer, 0, buffer.length);
            if (read < buffer.length) {
                throw new IOException("the connection has ended while it was measured");
            }
        }

        @Override
        public void close() throws IOException {
            try (answering) {
                asking.close();
            }
        }
    }

    private Ends connect(int port) throws IOException, InterruptedException {
        Socket asking = dial(port, ANSWER);
        Socket other = answering.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (other == null) {
            asking.close();
            throw new IOException("no connection came through port " + port + " within " + PATIENCE_SECONDS + " s");
        }
        return new Ends(asking, other);
    }

    /**
     * Returns how long a number of questions took until each was answered, in nanoseconds and ascending, for each of
     * some ports. They are asked in turn, one at a time, so that what else the machine does falls to all.
     */
    List<long[]> pingNanos(List<Integer> ports, int pings) throws IOException, InterruptedException {
        List<Ends> all = new ArrayList<>();
        try {
            for (int port : ports) {
                all.add(connect(port));
            }
            byte[] buffer = new byte[PING_BYTES];
            List<long[]> nanos = ports.stream().map(port -> new long[pings]).toList();
            for (int ping = -WARM_PINGS; ping < pings; ping++) {
                for (int way = 0; way < all.size(); way++) {
                    long took = all.get(way).pingNanos(buffer);
                    if (ping >= 0) {
                        nanos.get(way)[ping] = took;
                    }
                }
            }
            nanos.forEach(Arrays::sort);
            return nanos;
        } finally {
            for (Ends ends : all) {
                ends.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
