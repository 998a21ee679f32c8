package io.waybill.toxiproxy.api;

import io.waybill.fault.LinkFault;
import io.waybill.toxiproxy.proxy.EventLog;
import io.waybill.toxiproxy.proxy.FaultView;
import io.waybill.toxiproxy.proxy.ProxyView;
import io.waybill.toxiproxy.toxic.Toxic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known, in the fields and the order of Toxiproxy's API. */
final class Shown {

    private Shown() {}

    static Map<String, Object> proxy(ProxyView proxy) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", proxy.name());
        shown.put("listen", proxy.listen());
        shown.put("upstream", proxy.upstream());
        shown.put("enabled", proxy.enabled());
        shown.put("toxics", toxics(proxy.toxics()));
        return shown;
    }

    static List<Object> toxics(List<Toxic> toxics) {
        List<Object> shown = new ArrayList<>();
        toxics.forEach(toxic -> shown.add(toxic(toxic)));
        return shown;
    }

    static Map<String, Object> toxic(Toxic toxic) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (String name : toxic.type().attributes()) {
            attributes.put(name, toxic.attributes().getOrDefault(name, 0L));
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("attributes", attributes);
        shown.put("name", toxic.name());
        shown.put("type", toxic.type().word());
        shown.put("stream", toxic.stream());
        shown.put("toxicity", toxic.toxicity());
        return shown;
    }

    static Map<String, Object> fault(FaultView fault) {
        List<Object> halves = new ArrayList<>();
        fault.halves()
                .forEach(half -> halves.add(
                        Map.of("proxy", half.proxy(), "stream", half.direction().word())));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", fault.id());
        shown.put("fault", word(fault.fault()));
        shown.put("links", halves);
        shown.put("held_bytes", fault.heldBytes());
        shown.put("dropped_bytes", fault.droppedBytes());
        return shown;
    }

    static Map<String, Object> event(EventLog.Event event) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("number", event.number());
        shown.put("at", event.at().toString());
        shown.put("what", event.what());
        shown.put("fault", event.fault());
        shown.put("proxy", event.proxy());
        shown.put("stream", event.stream());
        shown.put("connection", event.connection());
        shown.put("held_bytes", event.heldBytes());
        shown.put("dropped_bytes", event.droppedBytes());
        return shown;
    }

    private static String word(LinkFault fault) {
        return fault.match(new LinkFault.Cases<>() {
            @Override
            public String stall(LinkFault.Stall stall) {
                return "stall";
            }

            @Override
            public String blackhole(LinkFault.Blackhole blackhole) {
                return "drop";
            }

            @Override
            public String refuse(LinkFault.Refuse refuse) {
                return "refuse";
            }

            @Override
            public String reset(LinkFault.Reset reset) {
                return "reset";
            }

            @Override
            public String delay(LinkFault.Delay delay) {
                return "delay";
            }

            @Override
            public String throttle(LinkFault.Throttle throttle) {
                return "throttle";
            }

            @Override
            public String slice(LinkFault.Slice slice) {
                return "slice";
            }
        });
    }
}
