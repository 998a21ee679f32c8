package io.waybill.toxiproxy.link;

import io.waybill.fault.Capabilities;
import io.waybill.fault.FaultKind;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.toxiproxy.link.Remote.Placed;
import io.waybill.toxiproxy.link.Remote.State;
import io.waybill.toxiproxy.proxy.Half;
import io.waybill.toxiproxy.proxy.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The links of a cluster through any Toxiproxy, by its API. It can do less than {@link LinkProxies}: links are hit
 * within a few milliseconds, not at once; a black hole breaks off every connection when it ends, whether or not it lost
 * anything, and only then; connections that are refused or reset are ended in order, and for a few milliseconds after a
 * reset none can be opened; a throttle is for each connection, in steps of 1000 bytes a second.
 *
 * <p>Toxiproxy can hang or end when toxics are changed under traffic, so: every request has a time-out; a latency is
 * set to 0 before it is removed; a bandwidth is never changed; where a stall cannot be removed in time its proxy is
 * made anew, with the connections that it had ended; a slicer always has a size; and after each end it is looked
 * whether the links are whole. What is not is an {@link UncheckedIOException}.
 *
 * <p>Used by one thread at a time.
 */
public final class ToxiproxyLinkFaults implements ProxiedLinks {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What a latency of 0 still holds has gone by then. */
    private static final long CALM_MILLIS = 150;

    private final Remote remote;
    private final RouteTable routes = new RouteTable();
    private final Map<String, String> listens = new TreeMap<>();
    private final Map<Integer, Begun> begun = new TreeMap<>();

    /** A fault that has begun, and where. */
    private record Begun(int id, LinkFault fault, Set<Half> halves) {

        String toxic(Half half) {
            return "link-fault-" + id + "-" + half.direction().word();
        }

        Set<Placed> placed() {
            Set<Placed> placed = new LinkedHashSet<>();
            halves.forEach(half -> placed.add(new Placed(toxic(half), half)));
            return placed;
        }

        Set<String> proxies() {
            Set<String> names = new TreeSet<>();
            halves.forEach(half -> names.add(half.proxy()));
            return names;
        }

        boolean isOnProxies() {
            return fault instanceof LinkFault.Refuse;
        }
    }

    private ToxiproxyLinkFaults(Remote remote) {
        this.remote = remote;
    }

    /** Returns the links through the Toxiproxy whose API is at an address. */
    public static ToxiproxyLinkFaults at(String host, int port) {
        return at(host, port, PATIENCE);
    }

    /** Returns the same, with another time-out for each request. */
    public static ToxiproxyLinkFaults at(String host, int port, Duration patience) {
        return new ToxiproxyLinkFaults(new Remote(host, port, patience, ""));
    }

    /**
     * Returns the links through a Toxiproxy that others may use too: each proxy's name tells which process has opened
     * it, and what processes of ours that were killed have left there is deleted first. They are told apart by what
     * this machine knows of its processes, so the server must be used from this machine alone.
     *
     * @throws UncheckedIOException where it does not answer
     */
    public static ToxiproxyLinkFaults shared(String host, int port) {
        ProxyMark mark = ProxyMark.ofThisProcess();
        Remote remote = new Remote(host, port, PATIENCE, mark.prefix());
        try {
            remote.sweep(mark::isOrphaned);
            return new ToxiproxyLinkFaults(remote);
        } catch (UncheckedIOException e) {
            remote.close();
            throw e;
        }
    }

    /** Returns what faults on links a world with these proxies can do: all. */
    public static Capabilities capabilities() {
        return new Capabilities(Set.of()).and(FaultKind.Layer.LINK);
    }

    @Override
    public Map<Route, InetSocketAddress> open(Map<Route, HostPort> wanted) {
        List<Route> more = List.copyOf(wanted.keySet());
        routes.add(more);
        Map<Route, InetSocketAddress> ways = new LinkedHashMap<>();
        try {
            wanted.forEach((route, at) -> {
                String listen = remote.create(route.proxyName(), at.toString(), route.upstream());
                listens.put(route.proxyName(), listen);
                ways.put(route, RouteTable.way(at, listen));
            });
            remote.lookAtEach();
        } catch (UncheckedIOException e) {
            try {
                close(more);
            } catch (UncheckedIOException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
        return ways;
    }

    @Override
    public void close(Collection<Route> some) {
        try {
            some.forEach(route -> remote.delete(route.proxyName()));
        } finally {
            routes.remove(some);
        }
    }

    @Override
    public void begin(int id, LinkFault fault, Set<Link> links) {
        if (begun.containsKey(id)) {
            throw new IllegalArgumentException("link fault " + id + " has begun already");
        }
        Set<Half> halves = new LinkedHashSet<>();
        links.stream().sorted().forEach(link -> halves.addAll(routes.halves(link)));
        Begun fresh = new Begun(id, fault, halves);
        begun.put(id, fresh);
        if (fresh.isOnProxies()) {
            remote.enable(fresh.proxies(), false);
        } else if (fault instanceof LinkFault.Reset) {
            // A proxy that is disabled ends its connections; its toxics it keeps.
            List<String> open = notRefused(fresh);
            remote.enable(open, false);
            remote.enable(open, true);
        } else {
            remote.add(fresh.placed(), fault);
        }
    }

    private List<String> notRefused(Begun fault) {
        return fault.proxies().stream().filter(proxy -> !isRefused(proxy)).toList();
    }

    @Override
    public void end(int id) {
        Begun ended = begun.remove(id);
        if (ended == null) {
            return;
        }
        if (ended.isOnProxies()) {
            remote.enable(notRefused(ended), true);
        } else if (!(ended.fault() instanceof LinkFault.Reset)) {
            remove(ended);
        }
        verify(ended);
    }

    private void remove(Begun ended) {
        if (ended.fault() instanceof LinkFault.Delay) {
            remote.calm(ended.placed());
            pause();
        }
        Set<String> renewed = new TreeSet<>();
        for (Placed silent : remote.remove(ended.placed())) {
            if (renewed.add(silent.half().proxy())) {
                renew(silent.half().proxy());
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(CALM_MILLIS);
        } catch (InterruptedException e) {
            // The links are healed all the same, and whoever interrupts is heard after it.
            Thread.currentThread().interrupt();
        }
    }

    /** Makes a proxy anew, at its port, with the faults that still hold. */
    private void renew(String proxy) {
        remote.delete(proxy);
        for (Route route : routes.all()) {
            if (route.proxyName().equals(proxy)) {
                remote.create(proxy, listens.getOrDefault(proxy, ""), route.upstream());
            }
        }
        for (Begun other : begun.values()) {
            if (!other.isOnProxies() && !(other.fault() instanceof LinkFault.Reset)) {
                remote.add(
                        other.placed().stream()
                                .filter(placed -> placed.half().proxy().equals(proxy))
                                .toList(),
                        other.fault());
            }
        }
        if (isRefused(proxy)) {
            remote.enable(Set.of(proxy), false);
        }
    }

    private boolean isRefused(String proxy) {
        return begun.values().stream()
                .anyMatch(fault -> fault.isOnProxies() && fault.proxies().contains(proxy));
    }

    private void verify(Begun ended) {
        Map<String, State> states = remote.states();
        for (String proxy : ended.proxies()) {
            State state = states.get(proxy);
            if (state == null) {
                throw notHealed(proxy, "it is gone");
            }
            if (state.enabled() == isRefused(proxy)) {
                throw notHealed(proxy, "it is " + (isRefused(proxy) ? "enabled" : "disabled"));
            }
            for (Half half : ended.halves()) {
                if (half.proxy().equals(proxy) && state.toxics().contains(ended.toxic(half))) {
                    throw notHealed(proxy, "it still has toxic " + ended.toxic(half));
                }
            }
        }
    }

    private static UncheckedIOException notHealed(String proxy, String why) {
        String message = "proxy " + proxy + " was to be healed, but " + why;
        return new UncheckedIOException(message, new IOException(message));
    }

    /** Deletes the proxies that were opened. What was begun ends with them. */
    @Override
    public void close() {
        try {
            List.copyOf(routes.all()).forEach(route -> remote.delete(route.proxyName()));
        } finally {
            remote.close();
        }
    }
}
