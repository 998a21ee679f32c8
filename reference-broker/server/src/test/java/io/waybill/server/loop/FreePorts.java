package io.waybill.server.loop;

import io.waybill.environment.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports on loopback that nobody listens at. */
public final class FreePorts {

    private FreePorts() {}

    /** Returns where to listen. Nobody keeps the port free, but the system gives it to others last. */
    public static Endpoint endpoint() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Endpoint("127.0.0.1", socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
