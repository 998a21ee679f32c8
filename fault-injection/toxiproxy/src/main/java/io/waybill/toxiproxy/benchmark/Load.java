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

/** A server that swallows and answers, and clients that send it much, or little and wait. */
final class Load implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int PING_BYTES = 100;
    private static final int SWALLOW = 'S';
    private static final int ANSWER = 'A';
    private static final int WARM_PINGS = 500;

    private final ServerSocket listener;

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

    private static void serve(Socket socket) throws IOException {
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            boolean isAnswering = in.read() == ANSWER;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (isAnswering) {
                    out.write(buffer, 0, read);
                }
            }
            if (!isAnswering) {
                out.write(1);
            }
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

    /** Returns how long a number of questions took until each was answered, in nanoseconds and ascending. */
    static long[] pingNanos(int port, int pings) throws IOException {
        try (Socket socket = dial(port, ANSWER)) {
            byte[] buffer = new byte[PING_BYTES];
            ping(socket, buffer, new long[WARM_PINGS]);
            long[] nanos = new long[pings];
            ping(socket, buffer, nanos);
            Arrays.sort(nanos);
            return nanos;
        }
    }

    private static void ping(Socket socket, byte[] buffer, long[] nanos) throws IOException {
        for (int i = 0; i < nanos.length; i++) {
            long began = System.nanoTime();
            socket.getOutputStream().write(buffer);
            int read = socket.getInputStream().readNBytes(buffer, 0, buffer.length);
            if (read < buffer.length) {
                throw new IOException("the connection has ended while it was measured");
            }
            nanos[i] = System.nanoTime() - began;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
