package io.waybill.server.net;

import io.waybill.environment.Endpoint;
import java.time.Duration;
import java.util.Map;

/**
 * How a node uses the network. The names of Kafka's configurations stand behind what they decide.
 *
 * @param bindings where to listen for an endpoint that is announced under another address; an endpoint that is not
 *     among them is listened at as it is announced
 * @param routes where to connect for an endpoint that is reached through another, such as a proxy's; an endpoint that
 *     is not among them is connected to as it is; {@code waybill.routes}, ours
 * @param maxRequestBytes the largest frame that is taken from others; {@code socket.request.max.bytes}
 * @param queuedRequestBytes how much the large frames of one loop that others have not finished sending may take
 *     together, where they are more than one; {@code queued.max.request.bytes}
 * @param maxConnections how many connections may be open at one endpoint; {@code max.connections}
 * @param maxIdle how long a connection of others may be silent; {@code connections.max.idle.ms}
 * @param connectTimeout how long an attempt to connect may take; {@code socket.connection.setup.timeout.ms}
 * @param backlog how many connections may wait to be accepted; {@code socket.listen.backlog.size}
 * @param sendBufferBytes of a socket, or -1 to leave it to the system; {@code socket.send.buffer.bytes}
 * @param receiveBufferBytes of a socket, or -1 to leave it to the system; {@code socket.receive.buffer.bytes}
 */
public record NetSettings(
        Map<Endpoint, Endpoint> bindings,
        Map<Endpoint, Endpoint> routes,
        int maxRequestBytes,
        long queuedRequestBytes,
        int maxConnections,
        Duration maxIdle,
        Duration connectTimeout,
        int backlog,
        int sendBufferBytes,
        int receiveBufferBytes) {

    /** Kafka sets no limit. Small enough for a heap of half a gigabyte, and a few of the largest frames. */
    private static final long QUEUED_BYTES = 128L * 1024 * 1024;

    private static final int SYSTEM = -1;

    /**
     * Kafka's defaults, and every endpoint listened at as it is announced. What a socket sends may be as much as the
     * system likes, where Kafka has 100 KiB: who sends a megabyte would otherwise be woken for each piece of it.
     */
    public static final NetSettings STANDARD = new NetSettings(
            Map.of(),
            Map.of(),
            100 * 1024 * 1024,
            QUEUED_BYTES,
            Integer.MAX_VALUE,
            Duration.ofMinutes(10),
            Duration.ofSeconds(10),
            50,
            SYSTEM,
            100 * 1024);

    public NetSettings {
        bindings = Map.copyOf(bindings);
        routes = Map.copyOf(routes);
        requirePositive("maxRequestBytes", maxRequestBytes);
        if (queuedRequestBytes < 1) {
            throw new IllegalArgumentException("queuedRequestBytes must be >= 1, was " + queuedRequestBytes);
        }
        requirePositive("maxConnections", maxConnections);
        requirePositive("backlog", backlog);
        requireBuffer("sendBufferBytes", sendBufferBytes);
        requireBuffer("receiveBufferBytes", receiveBufferBytes);
        requirePositive("maxIdle", maxIdle);
        requirePositive("connectTimeout", connectTimeout);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be >= 1, was " + value);
        }
    }

    private static void requireBuffer(String name, int value) {
        if (value < 1 && value != SYSTEM) {
            throw new IllegalArgumentException(name + " must be >= 1, or -1 for the system's choice, was " + value);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be > 0, was " + value);
        }
    }

    /** Returns the same with other bindings. */
    public NetSettings withBindings(Map<Endpoint, Endpoint> others) {
        return new NetSettings(
                others,
                routes,
                maxRequestBytes,
                queuedRequestBytes,
                maxConnections,
                maxIdle,
                connectTimeout,
                backlog,
                sendBufferBytes,
                receiveBufferBytes);
    }

    /** Returns the same with other routes. */
    public NetSettings withRoutes(Map<Endpoint, Endpoint> others) {
        return new NetSettings(
                bindings,
                others,
                maxRequestBytes,
                queuedRequestBytes,
                maxConnections,
                maxIdle,
                connectTimeout,
                backlog,
                sendBufferBytes,
                receiveBufferBytes);
    }

    /** Returns the same with other limits for what others send. */
    public NetSettings withLimits(int requestBytes, int connections, Duration idle) {
        return new NetSettings(
                bindings,
                routes,
                requestBytes,
                queuedRequestBytes,
                connections,
                idle,
                connectTimeout,
                backlog,
                sendBufferBytes,
                receiveBufferBytes);
    }

    /** Returns the same with another limit for what others have not finished sending. */
    public NetSettings withQueuedRequestBytes(long bytes) {
        return new NetSettings(
                bindings,
                routes,
                maxRequestBytes,
                bytes,
                maxConnections,
                maxIdle,
                connectTimeout,
                backlog,
                sendBufferBytes,
                receiveBufferBytes);
    }

    int connectMillis() {
        return (int) Math.min(connectTimeout.toMillis(), Integer.MAX_VALUE);
    }

    /** Returns where to connect for an endpoint. */
    Endpoint route(Endpoint to) {
        return routes.getOrDefault(to, to);
    }

    /** Returns where to listen for an endpoint. */
    Endpoint binding(Endpoint announced) {
        return bindings.getOrDefault(announced, announced);
    }
}
