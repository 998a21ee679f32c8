package io.waybill.server.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.waybill.environment.Connection;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Links;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The network as one loop of a node sees it. Used on that loop's thread only. */
public final class NetLinks implements Links {

    /** Looking so often within the longest silence finds it at most a quarter too late. */
    static final int LOOKS = 4;

    /** A quarter of a small heap. Who is slow to read pays for it, and not the node. */
    static final long MOST_WAITING_BYTES = 128L * 1024 * 1024;

    private final EventLoop thread;
    private final Callbacks callbacks;
    private final NodePorts ports;
    private final Names names;
    private final FrameMemory memory;
    private final List<Channel> listening = new ArrayList<>();
    private final Set<NetConnection> connections = new HashSet<>();
    private final ArrayDeque<NetConnection> unflushed = new ArrayDeque<>();
    private boolean isLooking;
    private long waitingBytes;
    private boolean isShedding;

    /**
     * Links of a loop.
     *
     * @param thread the loop's; what is told comes there, through {@code callbacks}
     * @param ports what the node's loops share
     */
    public NetLinks(EventLoop thread, Callbacks callbacks, NodePorts ports) {
        this.thread = thread;
        this.callbacks = callbacks;
        this.ports = ports;
        this.names = new Names(this::later);
        this.memory = new FrameMemory(ports.ofLoop(ports.settings().queuedRequestBytes()), ports.traffic());
    }

    /** {@inheritDoc} Where it cannot be listened, because another process does for example, the life ends. */
    @Override
    public void listen(Endpoint endpoint, Acceptor acceptor) {
        if (callbacks.isOver()) {
            return;
        }
        Door door = ports.door(endpoint);
        if (door.add(new Acceptance(this, acceptor, door))) {
            later(() -> names.resolve(settings().binding(endpoint), (address, problem) -> {
                if (address == null) {
                    cannotListen(endpoint, problem);
                } else {
                    bind(endpoint, address, door);
                }
            }));
        }
        if (!isLooking) {
            isLooking = true;
            lookLater();
        }
    }

    private void bind(Endpoint endpoint, InetSocketAddress address, Door door) {
        ChannelFactory<ServerChannel> factory = () -> ports.transport().server().get();
        var bound = new Bootstrap()
                .group(thread)
                .channelFactory(factory)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, settings().backlog())
                .handler(new Reception(door))
                .bind(address);
        Sockets.whenDone(bound, done -> {
            if (!done.isSuccess()) {
                cannotListen(endpoint, done.cause());
            } else if (callbacks.isOver()) {
                Sockets.close(bound.channel());
            } else {
                listening.add(bound.channel());
            }
        });
    }

    private void cannotListen(Endpoint endpoint, @Nullable Throwable problem) {
        callbacks.run(() -> callbacks.crash(new IllegalStateException(
                "cannot listen at " + endpoint + " (" + settings().binding(endpoint) + "): "
                        + (problem == null ? "no reason was given" : problem.getMessage()),
                problem)));
    }

    @Override
    public Connection connect(Endpoint to, Connection.Handler handler) {
        var connection = new NetConnection(this, handler);
        connections.add(connection);
        later(() -> names.resolve(settings().route(to), (address, problem) -> {
            if (address == null) {
                connection.notOpened(problem);
            } else if (connection.isAwaited()) {
                open(connection, address);
            }
        }));
        return connection;
    }

    private void open(NetConnection connection, InetSocketAddress address) {
        ChannelFactory<Channel> factory = () -> ports.transport().client().get();
        var opening = new Bootstrap()
                .group(thread)
                .channelFactory(factory)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings().connectMillis())
                .handler(connection)
                .connect(address);
        Sockets.whenDone(opening, done -> {
            if (!done.isSuccess()) {
                connection.notOpened(done.cause());
            }
        });
    }

    /** Ends everything at once: connections are reset, and nobody is told. Called on the thread, as the last. */
    public void end() {
        listening.forEach(Sockets::close);
        List.copyOf(connections).forEach(NetConnection::vanish);
    }

    @Override
    public long waitingBytes() {
        return waitingBytes;
    }

    /**
     * More waits to be sent to others, or less. Where it is too much, whoever has taken nothing for longest is ended.
     */
    void waits(long moreBytes) {
        waitingBytes += moreBytes;
        if (waitingBytes > ports.ofLoop(MOST_WAITING_BYTES) && !isShedding) {
            isShedding = true;
            later(this::shed);
        }
    }

    private void shed() {
        isShedding = false;
        if (waitingBytes > ports.ofLoop(MOST_WAITING_BYTES)) {
            connections.stream()
                    .filter(NetConnection::hasSlowReader)
                    .min(Comparator.comparingLong(NetConnection::tookNanos))
                    .ifPresent(NetConnection::endForMemory);
        }
    }

    NetSettings settings() {
        return ports.settings();
    }

    Traffic traffic() {
        return ports.traffic();
    }

    FrameMemory memory() {
        return memory;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    EventLoop thread() {
        return thread;
    }

    void add(NetConnection connection) {
        connections.add(connection);
    }

    void remove(NetConnection connection) {
        connections.remove(connection);
    }

    /**
     * Does something on the thread when the current callback is through, unless the life has ended by then. What it
     * throws ends the life, as what a callback throws: the thread itself would only log it.
     */
    void later(Runnable task) {
        try {
            thread.execute(() -> callbacks.run(task));
        } catch (RejectedExecutionException e) {
            if (!callbacks.isOver()) {
                throw e;
            }
        }
    }

    /** Sends what a connection has when the callbacks that are due now are through: one call to the system for all. */
    void flushLater(NetConnection connection) {
        if (unflushed.isEmpty()) {
            later(this::flushAll);
        }
        unflushed.add(connection);
    }

    private void flushAll() {
        for (int left = unflushed.size(); left > 0; left--) {
            unflushed.remove().flush();
        }
        if (!unflushed.isEmpty()) {
            later(this::flushAll);
        }
    }

    private void lookLater() {
        Sockets.after(thread, settings().maxIdle().toNanos() / LOOKS, () -> callbacks.run(this::look));
    }

    /** Looks which connections have been silent for too long. */
    private void look() {
        if (!callbacks.isOver()) {
            List.copyOf(connections).forEach(NetConnection::look);
            lookLater();
        }
    }
}
