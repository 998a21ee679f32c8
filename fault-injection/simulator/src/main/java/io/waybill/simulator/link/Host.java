package io.waybill.simulator.link;

import io.waybill.environment.Links;
import io.waybill.simulator.event.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A machine as the network knows it: where it listens, and the ends of connections that it has. */
final class Host {
    private final int node;
    private final String name;
    private final SortedMap<Integer, Port> listening = new TreeMap<>();
    private final List<End> ends = new ArrayList<>();
    private final List<End> orphans = new ArrayList<>();
    private boolean powered = true;

    Host(int node, String name) {
        this.node = node;
        this.name = name;
    }

    /** Who accepts connections at a port. */
    record Listening(Loop loop, Links.Acceptor acceptor) {}

    /** The loops that listen at a port, and whose turn it is. */
    private static final class Port {
        private final List<Listening> all = new ArrayList<>();
        private int turn;

        boolean has(Loop loop) {
            return all.stream().anyMatch(each -> each.loop == loop);
        }

        Listening next() {
            return all.get(turn++ % all.size());
        }
    }

    int node() {
        return node;
    }

    String name() {
        return name;
    }

    /** Returns whether anything answers there at all. */
    boolean isPowered() {
        return powered;
    }

    void listen(int port, Listening by) {
        Port at = listening.computeIfAbsent(port, number -> new Port());
        if (at.has(by.loop)) {
            throw new IllegalStateException("node " + name + " listens at port " + port + " already");
        }
        at.all.add(by);
    }

    /** Returns who accepts the next connection at a port; null where nobody listens there. */
    @Nullable
    Listening next(int port) {
        Port at = listening.get(port);
        return at == null ? null : at.next();
    }

    void add(End end) {
        end.place(ends.size());
        ends.add(end);
    }

    void remove(End end) {
        End last = ends.remove(ends.size() - 1);
        if (last != end) {
            ends.set(end.place(), last);
            last.place(end.place());
        }
    }

    /** Returns the connections that have not ended here; a copy. */
    List<End> ends() {
        return List.copyOf(ends);
    }

    /** Somebody waits in vain for an answer of this machine, until it comes back. */
    void orphan(End end) {
        orphans.add(end);
    }

    /** Its process has ended. */
    void goesDown(boolean withPower) {
        listening.clear();
        powered = withPower;
    }

    /** It comes back; returns who has waited in vain. */
    List<End> comesBack() {
        powered = true;
        List<End> waiting = List.copyOf(orphans);
        orphans.clear();
        return waiting;
    }
}
