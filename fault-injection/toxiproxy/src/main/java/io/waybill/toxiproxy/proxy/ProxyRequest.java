package io.waybill.toxiproxy.proxy;

/**
 * A proxy that is asked for.
 *
 * @param listen where it is to listen; port 0 for a free one
 * @param upstream to whom it connects
 * @param enabled whether it is to listen at once
 */
public record ProxyRequest(String name, String listen, String upstream, boolean enabled) {}
