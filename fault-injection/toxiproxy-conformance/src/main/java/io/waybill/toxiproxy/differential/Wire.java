package io.waybill.toxiproxy.differential;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A socket of a scenario, and what is seen there in words. */
final class Wire {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SILENCE_MILLIS = 200;

    private final Socket socket;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Returns the next bytes as text, or how it ended before them. */
    String read(int bytes) throws IOException {
        return read(bytes, PATIENCE_MILLIS);
    }

    /** Returns whether a letter is what comes next, until a time at the latest. */
    boolean hears(String letter, long deadlineNanos) throws IOException {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        return read(1, (int) Math.max(1, leftMillis)).equals(letter);
    }

    private String read(int bytes, int patienceMillis) throws IOException {
        socket.setSoTimeout(patienceMillis);
        byte[] read = new byte[bytes];
        int count = 0;
        try {
            InputStream in = socket.getInputStream();
            while (count < bytes) {
                int more = in.read(read, count, bytes - count);
                if (more < 0) {
                    return new String(read, 0, count, StandardCharsets.ISO_8859_1) + "|end";
                }
                count += more;
            }
            return new String(read, StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException e) {
            return "only " + count + " bytes in time";
        } catch (SocketException e) {
            return new String(read, 0, count, StandardCharsets.ISO_8859_1) + "|reset";
        }
    }

    byte[] readBytes(int bytes) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket.getInputStream().readNBytes(bytes);
    }

    /** Returns whether nothing is here to be read, and asks nobody to wait. */
    boolean isSilent() throws IOException {
        return socket.getInputStream().available() == 0;
    }

    /** Returns "silent" where nothing comes for a while. */
    String peek() throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        try {
            int read = socket.getInputStream().read();
            return read < 0 ? "end" : "data";
        } catch (SocketTimeoutException e) {
            return "silent";
        } catch (SocketException e) {
            return "reset";
        }
    }

    /** Returns how it ends, after whatever still comes; a reset is an end too where only that matters. */
    String ending() throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        try {
            while (socket.getInputStream().read() >= 0) {
                // What comes before the end is not asked for.
            }
            return "end";
        } catch (SocketTimeoutException e) {
            return "open";
        } catch (SocketException e) {
            return "reset";
        }
    }

    String over() throws IOException {
        String ending = ending();
        return ending.equals("open") ? ending : "over";
    }

    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    void close() throws IOException {
        socket.close();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
