package io.waybill.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.IntStream;

/** The loopback interface, on which all of a cluster of processes is, and its ports. */
final class NetworkChecks {

    /** Where clusters look for ports, and as far as it is looked here. */
    private static final int FIRST = 20_000;

    private static final int LAST = 20_299;

    /** Three nodes, three endpoints each, and a proxy for each of a dozen links to them. */
    private static final int NEEDED = 50;

    private static final int PATIENCE_MILLIS = 2_000;

    List<Finding> loopback() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, loopback);
                Socket client = new Socket()) {
            client.connect(new InetSocketAddress(loopback, server.getLocalPort()), PATIENCE_MILLIS);
            try (Socket accepted = server.accept()) {
                return List.of(Finding.fine(
                        "loopback", loopback.getHostAddress() + (accepted.isConnected() ? " connects" : "")));
            }
        } catch (IOException e) {
            return List.of(Finding.missing(
                    "loopback",
                    loopback.getHostAddress() + " does not connect: " + e.getMessage(),
                    "bring it up (ip link set lo up), or let it through the firewall"));
        }
    }

    List<Finding> ports() {
        long free =
                IntStream.rangeClosed(FIRST, LAST).filter(NetworkChecks::isFree).count();
        String seen = free + " of " + (LAST - FIRST + 1) + " free from " + FIRST;
        return List.of(
                free >= NEEDED
                        ? Finding.fine("ports", seen)
                        : Finding.warning("ports", seen + "; clusters look further", "see who has them: ss -ltnp"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
