package io.waybill.toxiproxy.proxy;

import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import io.waybill.toxiproxy.toxic.Direction;
import io.waybill.toxiproxy.toxic.Draws;
import io.waybill.toxiproxy.toxic.HeldMemory;
import io.waybill.toxiproxy.toxic.Toxic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection: a client's socket, the one to whom it wants to reach, and what is between them.
 *
 * <pre>
 *   ARRIVED ──► DIALLING ──► CONNECTED ──► OPEN ──► OVER
 *      no fault holds       reached    none holds
 *      the way there                   the way back
 * </pre>
 *
 * <p>A fault that holds up all that travels over a link holds up the request to connect too, and the answer to it.
 */
final class Session {

    private final Proxy proxy;
    private final long number;
    private final End client;
    private final End server;
    private final Set<ActiveFault> losses = new HashSet<>();
    private State state = State.ARRIVED;
    private boolean isOpening;
    private boolean isReset;
    private boolean isLost;
    private long silentUntil;
    private @Nullable Channel dialled;

    private enum State {
        ARRIVED,
        DIALLING,
        CONNECTED,
        OPEN,
        OVER
    }

    Session(Proxy proxy, long number, Draws draws) {
        this.proxy = proxy;
        this.number = number;
        this.client = new End(this, Direction.UPSTREAM, draws, proxy.traffic(Direction.UPSTREAM));
        this.server = new End(this, Direction.DOWNSTREAM, draws, proxy.traffic(Direction.DOWNSTREAM));
    }

    long number() {
        return number;
    }

    String proxyName() {
        return proxy.name();
    }

    EventExecutor thread() {
        return proxy.world().thread();
    }

    HeldMemory memory() {
        return proxy.world().memory();
    }

    boolean isOpening() {
        return isOpening;
    }

    End peerOf(End end) {
        return end == client ? server : client;
    }

    /** Returns the end whose data goes in a direction. */
    End end(Direction direction) {
        return direction == Direction.UPSTREAM ? client : server;
    }

    // How it begins.

    /** A client has come; its socket is not read yet. */
    void begin(Channel socket, List<ActiveFault> faults) {
        client.attach(socket);
        isOpening = true;
        for (Toxic toxic : proxy.toxics()) {
            end(toxic.direction()).chain().add(toxic);
        }
        isOpening = false;
        if (isReset) {
            client.resetsAtClose();
        }
        faults.forEach(this::hold);
        advance();
    }

    /** A fault begins that may be on its way. */
    void hold(ActiveFault fault) {
        fault.hold(client);
        fault.hold(server);
    }

    /** Goes on to the next state, where no fault keeps it. */
    void advance() {
        if (state == State.ARRIVED && !isKept(client)) {
            state = State.DIALLING;
            proxy.world().dial(proxy.upstream(), server, this::dialled, this::connected);
        }
        if (state == State.CONNECTED && !isKept(server)) {
            state = State.OPEN;
            server.open();
            client.open();
        }
    }

    private boolean isKept(End end) {
        if (end.chain().loses()) {
            // The request or the answer to it is lost, as data would be.
            end.chain().loseRequest();
            return true;
        }
        return isLost || end.chain().isStalled();
    }

    private void dialled(Channel socket) {
        dialled = socket;
    }

    private void connected(boolean isConnected) {
        Channel socket = dialled;
        if (state != State.DIALLING || socket == null) {
            if (socket != null) {
                Sockets.close(socket);
            }
        } else if (isConnected) {
            server.attach(socket);
            if (isReset) {
                server.resetsAtClose();
            }
            state = State.CONNECTED;
            advance();
        } else {
            close();
        }
    }

    // How it ends.

    /** It will be reset when it is closed. */
    void resetAtClose() {
        isReset = true;
    }

    /** One of its sockets is closed. */
    void isGone(End end) {
        End peer = peerOf(end);
        peer.peerIsGone();
        boolean isAlone = peer.channel() == null && state != State.ARRIVED && state != State.DIALLING;
        if (peer.isGone() || isAlone) {
            over();
        }
    }

    /** It has lost something by a fault, and will carry nothing any more. */
    void lose(ActiveFault fault) {
        losses.add(fault);
        if (!isLost) {
            isLost = true;
            silentUntil = nanos() + fault.silence().toNanos();
            // Not within a read: what is being handed on is still in the hands of a stage.
            thread().execute(() -> {
                client.chain().lose();
                server.chain().lose();
            });
        }
    }

    /** A fault ends; who has lost something by it breaks off, when he has heard nothing for long enough. */
    void faultEnds(ActiveFault fault) {
        if (losses.remove(fault) && losses.isEmpty()) {
            long left = silentUntil - nanos();
            if (left <= 0) {
                reset(fault);
            } else {
                var unused = thread().schedule(() -> reset(fault), left, TimeUnit.NANOSECONDS);
            }
        } else if (!isLost) {
            advance();
        }
    }

    /** Breaks it off on both sides. */
    void reset(ActiveFault fault) {
        if (state != State.OVER) {
            fault.breaksOff(this);
            client.resetsAtClose();
            server.resetsAtClose();
            close();
        }
    }

    /** Something of ours is wrong with it: it ends, and the log says why. */
    void fail(Throwable problem) {
        proxy.failed(this, problem);
        close();
    }

    /** Closes both sides at once. */
    void close() {
        client.close();
        server.close();
        over();
    }

    private void over() {
        if (state != State.OVER) {
            state = State.OVER;
            client.chain().release();
            server.chain().release();
            if (dialled != null && server.channel() == null) {
                Sockets.close(dialled);
            }
            proxy.forget(this);
        }
    }

    private long nanos() {
        return thread().ticker().nanoTime();
    }
}
