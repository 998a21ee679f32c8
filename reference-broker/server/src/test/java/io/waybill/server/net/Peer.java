package io.waybill.server.net;

import io.waybill.environment.Endpoint;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** A stranger with a socket, who sends what he likes. */
final class Peer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    Peer(Endpoint to) {
        try {
            socket = new Socket(to.host(), to.port());
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void sendFrame(byte... content) throws IOException {
        var out = new byte[4 + content.length];
        ByteBuffer.wrap(out).putInt(content.length).put(content);
        send(out);
    }

    byte[] readFrame() throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        var content = new byte[in.readInt()];
        in.readFully(content);
        return content;
    }

    /** Returns whether the other side ends it, by an end or by a reset, without a byte before. */
    boolean seesTheEnd() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    void shutDown() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
