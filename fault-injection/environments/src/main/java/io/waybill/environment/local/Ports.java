package io.waybill.environment.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loopback ports that stay a cluster's while their node is dead. A locked file a port keeps other harnesses away; the
 * range lies below the ports that systems give to outgoing connections (32768 on Linux, 49152 on macOS), so that no
 * connection takes the port of a dead node.
 */
public final class Ports {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int RANGE = LAST - FIRST + 1;

    /**
     * The ports of all clusters of this process. A file lock belongs to the whole process, and on POSIX it is lost as
     * soon as any channel on the file is closed: a second cluster must not even open the file.
     */
    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Map<Integer, FileChannel> held = new TreeMap<>();
    private int next;

    private Ports(Path directory, int next) {
        this.directory = directory;
        this.next = next;
    }

    /** Returns the ports of this process, reserved by files under {@code base}. */
    public static Ports under(Path base) throws IOException {
        Path directory = Files.createDirectories(base.resolve("ports"));
        // Harnesses that start together begin at different places, so that they seldom ask for the same port.
        return new Ports(directory, (int) (ProcessHandle.current().pid() * 31 % RANGE));
    }

    /**
     * Returns a port that is free and stays this cluster's until {@link #release}, in use or not.
     *
     * @throws UncheckedIOException when none is free
     */
    public int reserve() {
        for (int tried = 0; tried < RANGE; tried++) {
            int port = FIRST + next;
            next = (next + 1) % RANGE;
            if (take(port)) {
                return port;
            }
        }
        throw new UncheckedIOException(
                "no loopback port from " + FIRST + " to " + LAST + " is free", new IOException("all are in use"));
    }

    /** Gives all of them back. */
    public void release() {
        try {
            for (FileChannel channel : held.values()) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give back a port in " + directory, e);
        }
        TAKEN.removeAll(held.keySet());
        held.clear();
    }

    private boolean take(int port) {
        if (!TAKEN.add(port)) {
            return false;
        }
        try {
            FileChannel channel = FileChannel.open(
                    directory.resolve(Integer.toString(port)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null && isFree(port)) {
                held.put(port, channel);
                return true;
            }
            channel.close();
            TAKEN.remove(port);
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reserve port " + port + " in " + directory, e);
        }
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
