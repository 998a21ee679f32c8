package io.waybill.toxiproxy.proxy;

import io.waybill.fault.LinkFault;
import io.waybill.toxiproxy.toxic.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The faults on links that hold now. Each begins and ends on all its links between two looks at the network. */
final class Breaks {

    private final Map<String, ActiveFault> active = new LinkedHashMap<>();
    private final EventLog log;

    Breaks(EventLog log) {
        this.log = log;
    }

    List<ActiveFault> all() {
        return List.copyOf(active.values());
    }

    @Nullable
    ActiveFault get(String id) {
        return active.get(id);
    }

    List<ActiveFault> on(String proxy) {
        return active.values().stream().filter(fault -> fault.isOn(proxy)).toList();
    }

    boolean refuses(String proxy) {
        return active.values().stream().anyMatch(fault -> fault.refuses() && fault.isOn(proxy));
    }

    void failed(String proxy, long connection, Throwable problem) {
        log.add("internal-error: " + problem, "", proxy, "", connection, 0, 0);
    }

    void forget(Session session) {
        for (ActiveFault fault : active.values()) {
            fault.forget(session.end(Direction.UPSTREAM));
            fault.forget(session.end(Direction.DOWNSTREAM));
        }
    }

    /** Begins a fault on the proxies that it names; {@code proxies} finds them. */
    ActiveFault begin(String id, LinkFault fault, List<Set<Half>> links, Function<String, Proxy> proxies) {
        ActiveFault begun = new ActiveFault(id, fault, links, log);
        List<Proxy> hit = proxiesOf(begun, proxies);
        log.add("fault-begun", id, "", "", 0, 0, 0);
        active.put(id, begun);
        boolean breaksOff = fault instanceof LinkFault.Refuse || fault instanceof LinkFault.Reset;
        for (Proxy proxy : hit) {
            if (begun.refuses()) {
                proxy.heed();
                log.add("listener-closed", id, proxy.name(), "", 0, 0, 0);
            }
            for (Session session : proxy.sessions()) {
                if (breaksOff) {
                    session.reset(begun);
                } else {
                    session.hold(begun);
                }
            }
        }
        return begun;
    }

    /** Ends a fault, where it holds. Returns it, or null. */
    @Nullable
    ActiveFault end(String id, Function<String, @Nullable Proxy> proxies) {
        ActiveFault ended = active.remove(id);
        if (ended == null) {
            return null;
        }
        ended.letGo();
        List<Proxy> hit = new ArrayList<>();
        for (String name : ended.halves().stream().map(Half::proxy).distinct().toList()) {
            Proxy proxy = proxies.apply(name);
            if (proxy != null) {
                hit.add(proxy);
            }
        }
        List<RefusedException> problems = new ArrayList<>();
        for (Proxy proxy : hit) {
            if (ended.refuses()) {
                listen(proxy, id, problems);
            }
            proxy.sessions().forEach(session -> session.faultEnds(ended));
        }
        log.add("fault-ended", id, "", "", 0, 0, 0);
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
        return ended;
    }

    /** Where one port is lost, the others are listened at all the same. */
    private void listen(Proxy proxy, String id, List<RefusedException> problems) {
        try {
            proxy.heed();
            log.add("listener-opened", id, proxy.name(), "", 0, 0, 0);
        } catch (RefusedException e) {
            problems.add(e);
        }
    }

    private static List<Proxy> proxiesOf(ActiveFault fault, Function<String, Proxy> proxies) {
        return fault.halves().stream().map(Half::proxy).distinct().map(proxies).toList();
    }
}
