package io.waybill.toxiproxy.api;

import io.waybill.toxiproxy.proxy.Proxies;
import java.util.List;
import java.util.function.ToLongFunction;

/** What was measured, in the text format of Prometheus and with Toxiproxy's names. */
final class Metrics {

    private Metrics() {}

    static String of(Proxies proxies) {
        List<Proxies.Carried> carried = proxies.carried();
        StringBuilder text = new StringBuilder();
        counter(text, "toxiproxy_proxy_received_bytes_total", carried, Proxies.Carried::received);
        counter(text, "toxiproxy_proxy_sent_bytes_total", carried, Proxies.Carried::sent);
        gauge(text, "waybill_proxy_connections", proxies.connections());
        gauge(text, "waybill_proxy_held_bytes", proxies.heldBytes());
        return text.toString();
    }

    private static void counter(
            StringBuilder text, String name, List<Proxies.Carried> all, ToLongFunction<Proxies.Carried> value) {
        text.append("# HELP ").append(name).append('\n');
        text.append("# TYPE ").append(name).append(" counter\n");
        for (Proxies.Carried carried : all) {
            text.append(name).append("{direction=\"").append(carried.direction().word());
            text.append("\",listener=\"").append(escaped(carried.proxy().listen()));
            text.append("\",proxy=\"").append(escaped(carried.proxy().name()));
            text.append("\",upstream=\"").append(escaped(carried.proxy().upstream()));
            text.append("\"} ").append(value.applyAsLong(carried)).append('\n');
        }
    }

    private static void gauge(StringBuilder text, String name, long value) {
        text.append("# HELP ").append(name).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
        text.append(name).append(' ').append(value).append('\n');
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
