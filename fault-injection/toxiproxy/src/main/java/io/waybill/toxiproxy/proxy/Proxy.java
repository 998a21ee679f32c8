package io.waybill.toxiproxy.proxy;

import io.netty.channel.Channel;
import io.waybill.toxiproxy.toxic.Direction;
import io.waybill.toxiproxy.toxic.Draws;
import io.waybill.toxiproxy.toxic.Toxic;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One proxy: where it listens, to whom it connects, its toxics and its connections. */
final class Proxy {

    private final World world;
    private final Breaks breaks;
    private final String name;
    private final Port port;
    private final List<Toxic> toxics = new ArrayList<>();
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final Traffic upstreamTraffic = new Traffic();
    private final Traffic downstreamTraffic = new Traffic();
    private Binding listen;
    private String upstream;
    private boolean isEnabled;
    private long accepted;

    /** Returns a proxy that does not listen. */
    Proxy(World world, Breaks breaks, String name, Binding listen, String upstream) {
        this.world = world;
        this.breaks = breaks;
        this.name = name;
        this.listen = listen;
        this.upstream = upstream;
        this.port = world.port(this::accept);
    }

    World world() {
        return world;
    }

    String name() {
        return name;
    }

    String upstream() {
        return upstream;
    }

    Traffic traffic(Direction direction) {
        return direction == Direction.UPSTREAM ? upstreamTraffic : downstreamTraffic;
    }

    int connections() {
        return sessions.size();
    }

    /** Returns its toxics, those of the upstream direction first, each direction in the order of their adding. */
    List<Toxic> toxics() {
        List<Toxic> ordered = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            toxics.stream().filter(toxic -> toxic.direction() == direction).forEach(ordered::add);
        }
        return ordered;
    }

    ProxyView view() {
        return new ProxyView(name, listen.text(), upstream, isEnabled, toxics());
    }

    // Whether it listens.

    /**
     * Begins to listen, unless it does.
     *
     * @throws RefusedException where the system does not let it
     */
    void enable() {
        if (!isEnabled) {
            if (!breaks.refuses(name)) {
                open();
            }
            isEnabled = true;
        }
    }

    private void open() {
        InetSocketAddress bound = port.listen(listen.address());
        listen = new Binding(HostPort.of(bound).toString(), bound);
    }

    /** Listens no more, and ends all connections. */
    void disable() {
        isEnabled = false;
        port.pause();
        List.copyOf(sessions).forEach(Session::close);
    }

    /** Disables it for good. */
    void delete() {
        disable();
        port.release();
    }

    /** Returns whether something else is asked for than there is. */
    boolean differs(Binding otherListen, String otherUpstream) {
        return !listen.text().equals(otherListen.text()) || !upstream.equals(otherUpstream);
    }

    /** Takes over what is asked for. Another address ends all connections. */
    void update(@Nullable Binding newListen, String newUpstream, boolean enabled) {
        Binding wanted = newListen == null ? listen : newListen;
        if (differs(wanted, newUpstream)) {
            disable();
            if (!listen.text().equals(wanted.text())) {
                port.release();
            }
            listen = wanted;
            upstream = newUpstream;
        }
        if (enabled) {
            enable();
        } else if (isEnabled) {
            disable();
        }
    }

    // Connections.

    private void accept(Channel socket) {
        World.prepare(socket);
        long number = ++accepted;
        Session session = new Session(this, number, Draws.of(world.seed(), name, number));
        sessions.add(session);
        socket.pipeline().addLast(session.end(Direction.UPSTREAM));
        var unused = world.thread().register(socket);
        session.begin(socket, breaks.on(name));
    }

    void forget(Session session) {
        sessions.remove(session);
        breaks.forget(session);
    }

    void failed(Session session, Throwable problem) {
        breaks.failed(name, session.number(), problem);
    }

    List<Session> sessions() {
        return List.copyOf(sessions);
    }

    // Toxics.

    @Nullable
    Toxic toxic(String toxicName) {
        for (Toxic toxic : toxics) {
            if (toxic.name().equals(toxicName)) {
                return toxic;
            }
        }
        return null;
    }

    void add(Toxic toxic) {
        toxics.add(toxic);
        sessions().forEach(session -> session.end(toxic.direction()).chain().add(toxic));
    }

    void replace(Toxic toxic) {
        toxics.replaceAll(each -> each.name().equals(toxic.name()) ? toxic : each);
        sessions().forEach(session -> session.end(toxic.direction()).chain().update(toxic));
    }

    void remove(Toxic toxic) {
        toxics.remove(toxic);
        sessions().forEach(session -> session.end(toxic.direction()).chain().remove(toxic.name()));
    }

    void removeToxics() {
        List.copyOf(toxics).forEach(this::remove);
    }

    // Faults on its links.

    /** New connections are refused, or are so no more: as the faults say that hold now. */
    void heed() {
        if (breaks.refuses(name)) {
            port.pause();
        } else if (isEnabled && !port.isListening()) {
            open();
        }
    }
}
