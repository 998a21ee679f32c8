package io.waybill.toxiproxy.link;

import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.toxiproxy.proxy.HostPort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The links of a cluster through several servers of proxies: one for the routes of each who dials. A server that hangs
 * or ends takes those of one participant with it, and all are asked at once.
 *
 * <p>Used by one thread at a time.
 */
public final class SourceLinks implements ProxiedLinks {

    private final SortedMap<Integer, ProxiedLinks> servers;
    private final RouteTable routes = new RouteTable();
    private final ExecutorService threads;

    /**
     * Makes one of servers that end with it.
     *
     * @param servers by who dials through their proxies; several may share one
     */
    public SourceLinks(Map<Integer, ? extends ProxiedLinks> servers) {
        this.servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
        this.threads = Executors.newFixedThreadPool(servers.size(), work -> {
            Thread thread = new Thread(work, "toxiproxy-servers");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Map<Route, InetSocketAddress> open(Map<Route, HostPort> wanted) {
        IdentityHashMap<ProxiedLinks, Map<Route, HostPort>> parts = new IdentityHashMap<>();
        wanted.forEach((route, at) -> parts.computeIfAbsent(serverOf(route.from()), server -> new LinkedHashMap<>())
                .put(route, at));
        routes.add(wanted.keySet());
        Queue<Runnable> undo = new ConcurrentLinkedQueue<>();
        List<Supplier<Map<Route, InetSocketAddress>>> requests = new ArrayList<>();
        parts.forEach((server, part) -> requests.add(() -> {
            Map<Route, InetSocketAddress> ways = server.open(part);
            undo.add(() -> server.close(part.keySet()));
            return ways;
        }));
        Map<Route, InetSocketAddress> opened = new LinkedHashMap<>();
        try {
            all(requests).forEach(opened::putAll);
        } catch (RuntimeException e) {
            // A server has opened all of its own or none; the others' must not stay without them.
            undo(undo, e);
            routes.remove(wanted.keySet());
            throw e;
        }
        Map<Route, InetSocketAddress> inOrder = new LinkedHashMap<>();
        wanted.keySet().forEach(route -> inOrder.put(route, opened.get(route)));
        return inOrder;
    }

    private static void undo(Collection<Runnable> steps, RuntimeException reason) {
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException e) {
                reason.addSuppressed(e);
            }
        }
    }

    @Override
    public void close(Collection<Route> some) {
        IdentityHashMap<ProxiedLinks, Set<Route>> parts = new IdentityHashMap<>();
        some.forEach(route -> parts.computeIfAbsent(serverOf(route.from()), server -> new LinkedHashSet<>())
                .add(route));
        List<Supplier<Boolean>> requests = new ArrayList<>();
        parts.forEach((server, part) -> requests.add(() -> {
            server.close(part);
            return true;
        }));
        try {
            all(requests);
        } finally {
            routes.remove(some);
        }
    }

    private ProxiedLinks serverOf(int source) {
        ProxiedLinks server = servers.get(source);
        if (server == null) {
            throw new IllegalArgumentException(
                    "there is no server for the routes of " + source + ", only of " + servers.keySet());
        }
        return server;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException where one of a link's two is on no route
     */
    @Override
    public void begin(int id, LinkFault fault, Set<Link> links) {
        links.forEach(routes::halves);
        IdentityHashMap<ProxiedLinks, Set<Link>> parts = new IdentityHashMap<>();
        for (Route route : routes.all()) {
            Set<Link> ofRoute = new TreeSet<>(List.of(route.link(), route.link().reversed()));
            ofRoute.retainAll(links);
            if (!ofRoute.isEmpty()) {
                parts.computeIfAbsent(serverOf(route.from()), server -> new TreeSet<>())
                        .addAll(ofRoute);
            }
        }
        List<Supplier<Boolean>> requests = new ArrayList<>();
        parts.forEach((server, part) -> requests.add(() -> {
            server.begin(id, fault, part);
            return true;
        }));
        all(requests);
    }

    @Override
    public void end(int id) {
        all(distinct().stream()
                .<Supplier<Boolean>>map(server -> () -> {
                    server.end(id);
                    return true;
                })
                .toList());
    }

    private Set<ProxiedLinks> distinct() {
        Set<ProxiedLinks> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(servers.values());
        return distinct;
    }

    /**
     * Returns the answers to all requests, after each has one; where some fail, throws the first failure. Whoever
     * interrupts is heard after that: a server must not be asked for the next thing while it is still at this one.
     */
    private <T> List<T> all(List<Supplier<T>> requests) {
        List<CompletableFuture<T>> coming = requests.stream()
                .map(request -> CompletableFuture.supplyAsync(request, threads))
                .toList();
        List<T> answers = new ArrayList<>();
        RuntimeException failure = null;
        for (CompletableFuture<T> answer : coming) {
            try {
                answers.add(answer.join());
            } catch (CompletionException e) {
                failure = withOthers(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return answers;
    }

    private static RuntimeException withOthers(@Nullable RuntimeException before, CompletionException next) {
        RuntimeException one =
                next.getCause() instanceof RuntimeException known ? known : new IllegalStateException(next);
        if (before == null) {
            return one;
        }
        before.addSuppressed(one);
        return before;
    }

    @Override
    public void close() {
        try {
            all(distinct().stream()
                    .<Supplier<Boolean>>map(server -> () -> {
                        server.close();
                        return true;
                    })
                    .toList());
        } finally {
            threads.shutdownNow();
        }
    }
}
