package io.waybill.toxiproxy.proxy;

import java.net.InetSocketAddress;

/**
 * Where a proxy is to listen, with its host's name resolved.
 *
 * @param text as the API shows it
 */
record Binding(String text, InetSocketAddress address) {}
