package io.waybill.toxiproxy.api;

import io.waybill.toxiproxy.proxy.ProxyRequest;
import io.waybill.toxiproxy.proxy.RefusedException;
import java.util.List;

/** A list of proxies as Toxiproxy's configuration files and {@code POST /populate} have it. */
public final class ProxyList {

    private ProxyList() {}

    /**
     * Reads a list.
     *
     * @param json an array of objects with {@code name}, {@code upstream}, and if wanted {@code listen} and
     *     {@code enabled}
     * @throws RefusedException where it is none, or a name or an upstream is missing
     */
    public static List<ProxyRequest> of(String json) {
        return Asked.proxies(json);
    }
}
