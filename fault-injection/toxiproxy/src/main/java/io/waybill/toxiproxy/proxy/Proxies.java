package io.waybill.toxiproxy.proxy;

import io.netty.channel.EventLoop;
import io.waybill.fault.LinkFault;
import io.waybill.toxiproxy.toxic.Direction;
import io.waybill.toxiproxy.toxic.HeldMemory;
import io.waybill.toxiproxy.toxic.Toxic;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All proxies of a server, and everything that can be asked of them. Used on one thread only, that of the connections:
 * so whatever one call does is done to all connections at once. What cannot be done is a {@link RefusedException}.
 */
public final class Proxies implements AutoCloseable {

    private final World world;
    private final EventLog log = new EventLog();
    private final Breaks breaks = new Breaks(log);
    private final NavigableMap<String, Proxy> proxies = new TreeMap<>();

    /**
     * Returns no proxies.
     *
     * @param thread on which connections live
     * @param seed from which all chance follows
     * @param mostHeldBytes what toxics and faults may hold back in all connections together
     */
    public Proxies(EventLoop thread, Transport transport, long seed, long mostHeldBytes) {
        this.world = new World(thread, transport, new Names(), new HeldMemory(mostHeldBytes), seed);
    }

    /** Is given a result or a problem, on the thread of the connections. */
    public interface Answer<T> {

        /** It was done. */
        void done(T result);

        /** It cannot be done. */
        void refused(RefusedException problem);
    }

    // Proxies.

    /** Returns all, by name. */
    public List<ProxyView> all() {
        return proxies.values().stream().map(Proxy::view).toList();
    }

    /** Returns one. */
    public ProxyView get(String name) {
        return proxy(name).view();
    }

    /** Adds one. Looking for the address of its host may take a while; then the answer comes later. */
    public void create(ProxyRequest asked, Answer<ProxyView> answer) {
        resolve(
                asked.listen(),
                "listen tcp: ",
                answer,
                binding -> attempt(answer, () -> answer.done(create(asked, binding))));
    }

    private ProxyView create(ProxyRequest asked, Binding binding) {
        if (proxies.containsKey(asked.name())) {
            throw RefusedException.conflict("proxy already exists");
        }
        Proxy proxy = new Proxy(world, breaks, asked.name(), binding, asked.upstream());
        if (asked.enabled()) {
            start(proxy);
        }
        proxies.put(proxy.name(), proxy);
        return proxy.view();
    }

    private static void start(Proxy proxy) {
        try {
            proxy.enable();
        } catch (RefusedException e) {
            proxy.delete();
            throw e;
        }
    }

    /**
     * Changes one.
     *
     * @param change from what it is to what is asked for; the name cannot change
     */
    public void update(String name, UnaryOperator<ProxyRequest> change, Answer<ProxyView> answer) {
        attempt(answer, () -> {
            ProxyView now = get(name);
            ProxyRequest asked = change.apply(new ProxyRequest(name, now.listen(), now.upstream(), now.enabled()));
            if (asked.listen().equals(now.listen())) {
                answer.done(update(name, null, asked));
            } else {
                resolve(
                        asked.listen(),
                        "",
                        answer,
                        binding -> attempt(answer, () -> answer.done(update(name, binding, asked))));
            }
        });
    }

    private ProxyView update(String name, @Nullable Binding listen, ProxyRequest asked) {
        Proxy proxy = proxy(name);
        proxy.update(listen, asked.upstream(), asked.enabled());
        return proxy.view();
    }

    /** Ends one and all its connections. */
    public void delete(String name) {
        Proxy proxy = proxy(name);
        proxies.remove(name);
        proxy.delete();
    }

    /**
     * Adds or replaces many. One that is there already and is asked for as it is stays as it is, enabled or not, with
     * its toxics. Whoever cannot be added ends it: those before stay, and the problem is told with them.
     */
    public void populate(List<ProxyRequest> asked, Answer<Populated> answer) {
        populate(asked, new ArrayList<>(), answer);
    }

    /**
     * What became of it.
     *
     * @param proxies those that are there now
     * @param problem why no more, or null
     */
    public record Populated(
            List<ProxyView> proxies, @Nullable RefusedException problem) {}

    private void populate(List<ProxyRequest> left, List<ProxyView> done, Answer<Populated> answer) {
        if (left.isEmpty()) {
            answer.done(new Populated(done, null));
            return;
        }
        ProxyRequest first = left.get(0);
        resolve(first.listen(), "listen tcp: ", new Answer<Binding>() {
            @Override
            public void done(Binding binding) {
                try {
                    done.add(addOrReplace(first, binding));
                } catch (RefusedException e) {
                    refused(e);
                    return;
                }
                populate(left.subList(1, left.size()), done, answer);
            }

            @Override
            public void refused(RefusedException problem) {
                answer.done(new Populated(done, problem));
            }
        });
    }

    private ProxyView addOrReplace(ProxyRequest asked, Binding binding) {
        Proxy existing = proxies.get(asked.name());
        if (existing != null) {
            if (!existing.differs(binding, asked.upstream())) {
                return existing.view();
            }
            existing.delete();
            proxies.remove(asked.name());
        }
        return create(asked, binding);
    }

    /** Enables all and takes all toxics away. */
    public void reset() {
        for (Proxy proxy : proxies.values()) {
            proxy.enable();
            proxy.removeToxics();
        }
    }

    // Toxics.

    /** Returns the toxics of a proxy, those of the upstream direction first. */
    public List<Toxic> toxics(String proxy) {
        return proxy(proxy).toxics();
    }

    /** Returns one. */
    public Toxic toxic(String proxy, String toxic) {
        return toxic(proxy(proxy), toxic);
    }

    /** Adds one, for connections that are open and those to come. */
    public Toxic add(String proxy, Toxic toxic) {
        Proxy to = proxy(proxy);
        if (to.toxic(toxic.name()) != null) {
            throw RefusedException.conflict("toxic already exists");
        }
        to.add(toxic);
        return toxic;
    }

    /** Changes one, also for the connections that are open. */
    public Toxic update(String proxy, String toxic, UnaryOperator<Toxic> change) {
        Proxy of = proxy(proxy);
        Toxic changed = change.apply(toxic(of, toxic));
        of.replace(changed);
        return changed;
    }

    /** Takes one away. What it holds is let go. */
    public void remove(String proxy, String toxic) {
        Proxy from = proxy(proxy);
        from.remove(toxic(from, toxic));
    }

    private static Toxic toxic(Proxy proxy, String name) {
        Toxic toxic = proxy.toxic(name);
        if (toxic == null) {
            throw RefusedException.notFound("toxic not found");
        }
        return toxic;
    }

    // Faults on links.

    /**
     * Begins a fault on links, on all at once, on connections that are open and on those to come.
     *
     * @param id not in use
     * @param links each with the halves that carry it; they share what a throttle lets pass
     */
    public FaultView begin(String id, LinkFault fault, List<Set<Half>> links) {
        if (breaks.get(id) != null) {
            throw RefusedException.conflict("fault already exists");
        }
        return FaultView.of(breaks.begin(id, fault, links, this::proxy));
    }

    /** Ends a fault, on all links at once. Returns what it was, or null where there is none of that id. */
    public @Nullable FaultView end(String id) {
        ActiveFault fault = breaks.get(id);
        FaultView view = fault == null ? null : FaultView.of(fault);
        var unused = breaks.end(id, proxies::get);
        return view;
    }

    /** Returns the faults that hold now. */
    public List<FaultView> faults() {
        return breaks.all().stream().map(FaultView::of).toList();
    }

    /** Returns what the faults have done. */
    public EventLog log() {
        return log;
    }

    // Measures.

    /**
     * How much a proxy has carried in one direction.
     *
     * @param received read from whoever sends
     * @param sent written to whoever receives
     */
    public record Carried(ProxyView proxy, Direction direction, long received, long sent) {}

    /** Returns what each proxy has carried. */
    public List<Carried> carried() {
        List<Carried> all = new ArrayList<>();
        for (Proxy proxy : proxies.values()) {
            for (Direction direction : Direction.values()) {
                Traffic traffic = proxy.traffic(direction);
                all.add(new Carried(proxy.view(), direction, traffic.received(), traffic.sent()));
            }
        }
        return all;
    }

    /** Returns how many connections are open. */
    public int connections() {
        return proxies.values().stream().mapToInt(Proxy::connections).sum();
    }

    /** Returns how many bytes toxics and faults hold back. */
    public long heldBytes() {
        return world.memory().bytes();
    }

    /** Ends all proxies and connections. */
    @Override
    public void close() {
        proxies.values().forEach(Proxy::delete);
        proxies.clear();
        world.names().close();
    }

    // How it is done.

    private Proxy proxy(String name) {
        Proxy proxy = proxies.get(name);
        if (proxy == null) {
            throw RefusedException.notFound("proxy not found");
        }
        return proxy;
    }

    private static void attempt(Answer<?> answer, Runnable step) {
        try {
            step.run();
        } catch (RefusedException e) {
            answer.refused(e);
        } catch (RuntimeException e) {
            // Something of ours is wrong: whoever asked must hear it and not wait.
            answer.refused(RefusedException.failed("internal error: " + e));
        }
    }

    private interface Resolved {
        void with(Binding binding);
    }

    private <T> void resolve(String listen, String prefix, Answer<T> answer, Resolved then) {
        resolve(listen, prefix, new Answer<Binding>() {
            @Override
            public void done(Binding binding) {
                then.with(binding);
            }

            @Override
            public void refused(RefusedException problem) {
                answer.refused(problem);
            }
        });
    }

    private void resolve(String listen, String prefix, Answer<Binding> answer) {
        HostPort wanted;
        try {
            wanted = HostPort.parse(listen);
        } catch (RefusedException e) {
            answer.refused(RefusedException.failed(prefix + e.text()));
            return;
        }
        world.names().resolve(wanted, world.thread(), (address, problem) -> {
            if (address == null) {
                answer.refused(RefusedException.failed(prefix + problem));
            } else {
                String text = wanted.host().isEmpty()
                        ? wanted.toString()
                        : HostPort.of(address).toString();
                answer.done(new Binding(text, address));
            }
        });
    }
}
