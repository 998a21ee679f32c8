package io.waybill.toxiproxy.link;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import io.waybill.fault.LinkFault;
import io.waybill.toxiproxy.json.Json;
import io.waybill.toxiproxy.link.ApiRequests.Answer;
import io.waybill.toxiproxy.link.ApiRequests.Request;
import io.waybill.toxiproxy.proxy.Half;
import io.waybill.toxiproxy.proxy.HostPort;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Requests to a Toxiproxy, each guarded: those about a proxy by the client that everybody has, those about the toxics
 * of a fault all at once. A toxicity is always 1: what chance decides, we decide. In the server each proxy's name has a
 * prefix, so that several can use it.
 */
final class Remote implements AutoCloseable {

    private static final int NOT_FOUND = 404;

    /**
     * How long a toxic may take to be removed. It takes some milliseconds, or, where the server hangs about a client
     * that has died, ten seconds: who waits longer only heals later.
     */
    private static final Duration REMOVAL = Duration.ofSeconds(1);

    private final ToxiproxyClient client;
    private final Guard guard;
    private final Duration removal;
    private final ApiRequests requests;
    private final String prefix;
    private final Map<String, Proxy> proxies = new ConcurrentHashMap<>();

    Remote(String host, int port, Duration patience, String prefix) {
        this.client = new ToxiproxyClient(host, port);
        this.prefix = prefix;
        this.removal = patience.compareTo(REMOVAL) < 0 ? patience : REMOVAL;
        this.guard = new Guard(host + ":" + port, patience);
        this.requests = new ApiRequests(new HostPort(host, port).toString(), patience);
    }

    /** Creates a proxy. Returns where it listens. */
    String create(String name, String listen, String upstream) {
        Proxy created = guard.call("create proxy " + name, () -> client.createProxy(prefix + name, listen, upstream));
        proxies.put(name, created);
        return created.getListen();
    }

    /** Deletes a proxy that was created here; without looking at it before, which hangs where its toxics do. */
    void delete(String name) {
        Proxy created = proxies.remove(name);
        if (created != null) {
            guard.<Boolean>call("delete proxy " + name, () -> {
                created.delete();
                return true;
            });
        }
    }

    /** Deletes every proxy in the server whose name there is to be forgotten. */
    void sweep(Predicate<String> forgotten) {
        guard.<Boolean>call("look for what other runs have left", () -> {
            for (Proxy proxy : client.getProxies()) {
                if (forgotten.test(proxy.getName())) {
                    proxy.delete();
                }
            }
            return true;
        });
    }

    /**
     * Looks at every proxy that was created here, at all of them at once: the first fault then finds as many
     * connections open as it needs, and takes no longer than the next.
     */
    void lookAtEach() {
        requests.allDone(proxies.keySet().stream()
                .map(name -> new Request("look at proxy " + name, "GET", "/proxies/" + prefix + name, ""))
                .toList());
    }

    /** Lets proxies listen again, or end their connections and listen no more; all at once. */
    void enable(Collection<String> names, boolean enabled) {
        requests.allDone(names.stream()
                .map(name -> new Request(
                        (enabled ? "enable " : "disable ") + name,
                        "POST",
                        "/proxies/" + prefix + name,
                        "{\"enabled\":" + enabled + "}"))
                .toList());
    }

    /** A toxic of a fault, on one half of a proxy. */
    record Placed(String toxic, Half half) {}

    /** What the server says of a proxy. */
    record State(boolean enabled, Set<String> toxics) {}

    /** Returns what the server says of the proxies that were created here, by their names. */
    Map<String, State> states() {
        String body = requests.allDone(List.of(new Request("look at the proxies", "GET", "/proxies", "")))
                .get(0)
                .body();
        Map<String, State> states = new TreeMap<>();
        if (Json.read(body) instanceof Map<?, ?> all) {
            for (String name : proxies.keySet()) {
                if (all.get(prefix + name) instanceof Map<?, ?> proxy) {
                    states.put(name, new State(Boolean.TRUE.equals(proxy.get("enabled")), toxicsOf(proxy)));
                }
            }
        }
        return states;
    }

    private static Set<String> toxicsOf(Map<?, ?> proxy) {
        Set<String> names = new TreeSet<>();
        if (proxy.get("toxics") instanceof List<?> toxics) {
            for (Object toxic : toxics) {
                if (toxic instanceof Map<?, ?> fields) {
                    names.add(String.valueOf(fields.get("name")));
                }
            }
        }
        return names;
    }

    /** Adds the toxics that are a fault, all at once. */
    void add(Collection<Placed> toxics, LinkFault fault) {
        requests.allDone(toxics.stream()
                .map(placed -> new Request(
                        "add " + placed.toxic() + " to " + placed.half(),
                        "POST",
                        pathOf(placed.half()),
                        Toxics.json(placed.toxic(), placed.half().direction(), fault)))
                .toList());
    }

    /** Makes latencies none, all at once, so that what they hold has gone when they are removed. */
    void calm(Collection<Placed> latencies) {
        List<Answer> answers = requests.all(latencies.stream()
                .map(placed -> new Request(
                        "set " + placed.toxic() + " of " + placed.half() + " to 0",
                        "POST",
                        pathOf(placed.half()) + "/" + placed.toxic(),
                        Toxics.NO_LATENCY))
                .toList());
        requireDone(answers);
    }

    /**
     * Removes toxics, all at once. One that is not there is as it is to be.
     *
     * @return those for which there was no answer in time
     */
    Set<Placed> remove(Collection<Placed> toxics) {
        List<Placed> asked = List.copyOf(toxics);
        List<Request> deletions = asked.stream()
                .map(placed -> new Request(
                        "remove " + placed.toxic() + " from " + placed.half(),
                        "DELETE",
                        pathOf(placed.half()) + "/" + placed.toxic(),
                        ""))
                .toList();
        List<Answer> answers = requests.all(deletions, removal);
        Set<Placed> silent = new LinkedHashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            if (answers.get(i).isSilence()) {
                silent.add(asked.get(i));
            }
        }
        requireDone(answers.stream().filter(answer -> !answer.isSilence()).toList());
        return silent;
    }

    /** Where the beginning of a fault failed half-way, not every half has its toxic. */
    private void requireDone(List<Answer> answers) {
        for (Answer answer : answers) {
            if (answer.isError() && answer.status() != NOT_FOUND) {
                throw requests.refused(answer);
            }
        }
    }

    private String pathOf(Half half) {
        return "/proxies/" + prefix + half.proxy() + "/toxics";
    }

    @Override
    public void close() {
        guard.close();
    }
}
