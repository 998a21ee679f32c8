package io.waybill.toxiproxy.link;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.ToxicList;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import io.waybill.fault.LinkFault;
import io.waybill.toxiproxy.proxy.Half;
import io.waybill.toxiproxy.toxic.Direction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Single requests to a Toxiproxy, each guarded. A toxicity is always 1: what chance decides, we decide. In the server
 * each proxy's name has a prefix, so that several can use it.
 */
final class Remote implements AutoCloseable {

    private static final long KILOBYTE = 1000;

    private final ToxiproxyClient client;
    private final Guard guard;
    private final String prefix;
    private final Map<String, Proxy> proxies = new ConcurrentHashMap<>();

    Remote(String host, int port, Duration patience, String prefix) {
        this.client = new ToxiproxyClient(host, port);
        this.prefix = prefix;
        this.guard = new Guard(host + ":" + port, patience);
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

    void enable(String name, boolean enabled) {
        guard.<Boolean>call((enabled ? "enable " : "disable ") + name, () -> {
            if (enabled) {
                proxy(name).enable();
            } else {
                proxy(name).disable();
            }
            return true;
        });
    }

    private Proxy proxy(String name) throws IOException {
        Proxy created = proxies.get(name);
        return created == null ? client.getProxy(prefix + name) : created;
    }

    boolean isEnabled(String name) {
        return guard.call(
                "look at proxy " + name, () -> client.getProxy(prefix + name).isEnabled());
    }

    List<String> toxics(String proxy) {
        return guard.call(
                "look at the toxics of " + proxy,
                () -> proxy(proxy).toxics().getAll().stream()
                        .map(Toxic::getName)
                        .toList());
    }

    /** Adds the toxic that is a fault on one half; none where it is not one of toxics. */
    void add(String toxic, Half half, LinkFault fault) {
        ToxicDirection stream =
                half.direction() == Direction.UPSTREAM ? ToxicDirection.UPSTREAM : ToxicDirection.DOWNSTREAM;
        guard.<Boolean>call("add " + toxic + " to " + half, () -> {
            add(proxy(half.proxy()).toxics(), toxic, stream, fault);
            return true;
        });
    }

    private static void add(ToxicList toxics, String name, ToxicDirection stream, LinkFault fault) throws IOException {
        if (fault instanceof LinkFault.Stall) {
            // Toxiproxy passes nothing and loses nothing at this rate.
            toxics.bandwidth(name, stream, 0);
        } else if (fault instanceof LinkFault.Blackhole) {
            toxics.timeout(name, stream, 0);
        } else if (fault instanceof LinkFault.Delay delay) {
            long least = delay.extra().min().toMillis();
            long most = delay.extra().max().toMillis();
            Latency latency = toxics.latency(name, stream, (least + most) / 2);
            if (most > least) {
                latency.setJitter((most - least) / 2);
            }
        } else if (fault instanceof LinkFault.Throttle throttle) {
            toxics.bandwidth(name, stream, Math.max(1, throttle.bytesPerSecond() / KILOBYTE));
        } else if (fault instanceof LinkFault.Slice slice) {
            toxics.slicer(name, stream, slice.pieceBytes(), slice.pause().toNanos() / KILOBYTE);
        }
    }

    /** Makes a latency none, so that what it holds has gone when it is removed. */
    void calm(String toxic, Half half) {
        guard.<Boolean>call("set " + toxic + " of " + half + " to 0", () -> {
            Latency latency = proxy(half.proxy()).toxics().get(toxic, Latency.class);
            latency.setJitter(0);
            latency.setLatency(0);
            return true;
        });
    }

    void remove(String toxic, Half half) {
        guard.<Boolean>call("remove " + toxic + " from " + half, () -> {
            proxy(half.proxy()).toxics().get(toxic).remove();
            return true;
        });
    }

    @Override
    public void close() {
        guard.close();
    }
}
