package io.waybill.toxiproxy.link;

import io.waybill.toxiproxy.proxy.HostPort;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Who runs the proxies of a cluster's links.
 *
 * @param toxiproxy where a Toxiproxy serves its API, on this machine; empty: this process runs them
 */
public record LinkServer(Optional<HostPort> toxiproxy) {

    /** This process. */
    public static final LinkServer EMBEDDED = new LinkServer(Optional.empty());

    /** Returns the Toxiproxy whose API is at an address. */
    public static LinkServer at(String host, int port) {
        return new LinkServer(Optional.of(new HostPort(host, port)));
    }

    /** Returns what keeps it from being used, one sentence each with what to do; empty where it answers. */
    public List<String> missing() {
        try {
            start(0).close();
            return List.of();
        } catch (UncheckedIOException e) {
            return List.of(e.getMessage() + "; start one there, such as ./waybill toxiproxy");
        }
    }

    /**
     * Starts, without any proxy yet.
     *
     * @param seed from which proxies of this process draw delays
     * @throws UncheckedIOException where it does not answer, or has no port
     */
    public ProxiedLinks start(long seed) {
        return toxiproxy
                .<ProxiedLinks>map(at -> ToxiproxyLinkFaults.shared(at.host(), at.port()))
                .orElseGet(() -> LinkProxies.start(seed));
    }

    /** Returns what is said of it behind the name of a cluster: nothing where it is this process. */
    public String remark() {
        return toxiproxy.map(at -> ", links through Toxiproxy at " + at).orElse("");
    }
}
