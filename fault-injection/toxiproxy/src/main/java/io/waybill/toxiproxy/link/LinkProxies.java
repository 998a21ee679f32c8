package io.waybill.toxiproxy.link;

import io.waybill.fault.Capabilities;
import io.waybill.fault.FaultKind;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.toxiproxy.ToxiproxyServer;
import io.waybill.toxiproxy.proxy.EventLog;
import io.waybill.toxiproxy.proxy.Half;
import io.waybill.toxiproxy.proxy.HostPort;
import io.waybill.toxiproxy.proxy.Proxies;
import io.waybill.toxiproxy.proxy.ProxyRequest;
import io.waybill.toxiproxy.proxy.ProxyView;
import io.waybill.toxiproxy.proxy.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The links of a cluster through proxies of this process.
 *
 * <p>A fault begins and ends on all its links at once: no byte passes on one link between it and another. Every fault
 * on links is possible, on connections that are open and on those to come. What was sent before, and is in the system's
 * buffers behind a proxy, has arrived.
 *
 * <pre>{@code
 * try (LinkProxies links = LinkProxies.start(seed)) {
 *     Map<Route, InetSocketAddress> ways = links.open(routes, "127.0.0.1"); // dial these instead
 *     links.begin(1, new LinkFault.Stall(), Set.of(new Link(1, 2)));
 *     links.end(1);
 * }
 * }</pre>
 *
 * <p>May be used by many threads.
 */
public final class LinkProxies implements ProxiedLinks {

    private static final String NAME = "link-fault-";

    private final ToxiproxyServer server;
    private final RouteTable routes = new RouteTable();
    private final Set<Integer> begun = new TreeSet<>();

    private LinkProxies(ToxiproxyServer server) {
        this.server = server;
    }

    /**
     * Starts a server of its own, which also serves Toxiproxy's API at a free loopback port.
     *
     * @param seed from which delays are drawn
     * @throws UncheckedIOException where no port can be had
     */
    public static LinkProxies start(long seed) {
        try {
            return new LinkProxies(ToxiproxyServer.start(seed));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the proxies of the links: " + e.getMessage(), e);
        }
    }

    /** Returns what faults on links a world with these proxies can do: all. */
    public static Capabilities capabilities() {
        return new Capabilities(Set.of()).and(FaultKind.Layer.LINK);
    }

    @Override
    public synchronized Map<Route, InetSocketAddress> open(Map<Route, HostPort> wanted) {
        List<Route> more = List.copyOf(wanted.keySet());
        List<ProxyRequest> asked = new ArrayList<>();
        wanted.forEach(
                (route, at) -> asked.add(new ProxyRequest(route.proxyName(), at.toString(), route.upstream(), true)));
        routes.add(more);
        Proxies.Populated populated = server.ask((proxies, answer) -> proxies.populate(asked, answer));
        RefusedException problem = populated.problem();
        if (problem != null) {
            close(more);
            throw new UncheckedIOException(
                    "cannot open the proxies of " + more.size() + " routes: " + problem.text(),
                    new IOException(problem));
        }
        Map<Route, InetSocketAddress> ways = new LinkedHashMap<>();
        Iterator<ProxyView> opened = populated.proxies().iterator();
        wanted.forEach(
                (route, at) -> ways.put(route, RouteTable.way(at, opened.next().listen())));
        return ways;
    }

    @Override
    public synchronized void close(Collection<Route> some) {
        Set<String> names = new TreeSet<>();
        some.forEach(route -> names.add(route.proxyName()));
        server.<Boolean>call(proxies -> {
            proxies.all().stream().map(ProxyView::name).filter(names::contains).forEach(proxies::delete);
            return true;
        });
        routes.remove(some);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException where the id is in use, or one of a link's two is on no route
     */
    @Override
    public synchronized void begin(int id, LinkFault fault, Set<Link> links) {
        if (begun.contains(id)) {
            throw new IllegalArgumentException("link fault " + id + " has begun already");
        }
        List<Set<Half>> halves = new ArrayList<>();
        links.stream().sorted().forEach(link -> halves.add(routes.halves(link)));
        server.<Boolean>call(proxies -> {
            proxies.begin(name(id), fault, halves);
            return true;
        });
        begun.add(id);
    }

    @Override
    public synchronized void end(int id) {
        if (begun.remove(id)) {
            server.<Boolean>call(proxies -> proxies.end(name(id)) != null);
        }
    }

    /** Ends all faults at once. */
    public synchronized void heal() {
        server.<Boolean>call(proxies -> {
            begun.forEach(id -> proxies.end(name(id)));
            return true;
        });
        begun.clear();
    }

    /**
     * Returns what the faults have hit, in order; see {@link EventLog.Event}. A fault is {@code link-fault-7} where its
     * id is 7, a proxy is {@code 1-to-2-controller}.
     *
     * @param after the number of the last event that is known, or 0
     */
    @Override
    public List<EventLog.Event> events(long after) {
        return server.call(proxies -> proxies.log().after(after));
    }

    /** Returns where Toxiproxy's API is served for the same proxies. */
    public InetSocketAddress api() {
        return server.address();
    }

    /** Returns the id of the fault that an event is of, or -1 where it is of none of ours. */
    public static int idOf(EventLog.Event event) {
        String digits = event.fault().startsWith(NAME) ? event.fault().substring(NAME.length()) : "";
        // Nine digits are more than there are faults, and always a number.
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
    }

    private static String name(int id) {
        return NAME + id;
    }

    /** Ends all connections, proxies and threads. */
    @Override
    public void close() {
        server.close();
    }
}
