package io.waybill.toxiproxy.proxy;

import io.waybill.toxiproxy.toxic.Toxic;
import java.util.List;

/**
 * A proxy as the API shows it.
 *
 * @param listen where it listens, or is to listen when it is enabled; with the real port once it has listened
 * @param toxics those of the upstream direction first
 */
public record ProxyView(String name, String listen, String upstream, boolean enabled, List<Toxic> toxics) {

    /** Keeps the toxics. */
    public ProxyView {
        toxics = List.copyOf(toxics);
    }
}
