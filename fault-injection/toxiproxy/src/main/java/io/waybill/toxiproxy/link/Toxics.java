package io.waybill.toxiproxy.link;

import io.waybill.fault.LinkFault;
import io.waybill.toxiproxy.json.Json;
import io.waybill.toxiproxy.toxic.Direction;
import java.util.Map;
import java.util.TreeMap;

/** Faults on links as the toxics that Toxiproxy has for them. Pure. */
final class Toxics {

    /** What a latency is set to before it is removed. */
    static final String NO_LATENCY = "{\"attributes\":{\"latency\":0,\"jitter\":0}}";

    private static final long KILOBYTE = 1000;

    private Toxics() {}

    /**
     * Returns a toxic as the API takes it; its toxicity is always 1, because what chance decides, we decide.
     *
     * @throws IllegalArgumentException where the fault is none of toxics
     */
    static String json(String name, Direction direction, LinkFault fault) {
        Map<String, Object> toxic = new TreeMap<>();
        toxic.put("name", name);
        toxic.put("stream", direction.word());
        toxic.put("toxicity", 1);
        toxic.putAll(fault.match(new LinkFault.Cases<Map<String, Object>>() {
            @Override
            public Map<String, Object> stall(LinkFault.Stall stall) {
                // Toxiproxy passes nothing and loses nothing at this rate.
                return typed("bandwidth", Map.of("rate", 0));
            }

            @Override
            public Map<String, Object> blackhole(LinkFault.Blackhole blackhole) {
                return typed("timeout", Map.of("timeout", 0));
            }

            @Override
            public Map<String, Object> refuse(LinkFault.Refuse refuse) {
                throw new IllegalArgumentException("a proxy that refuses is disabled, and needs no toxic");
            }

            @Override
            public Map<String, Object> reset(LinkFault.Reset reset) {
                throw new IllegalArgumentException("a proxy that resets is disabled for a moment, and needs no toxic");
            }

            @Override
            public Map<String, Object> delay(LinkFault.Delay delay) {
                long least = delay.extra().min().toMillis();
                long most = delay.extra().max().toMillis();
                return typed("latency", Map.of("latency", (least + most) / 2, "jitter", (most - least) / 2));
            }

            @Override
            public Map<String, Object> throttle(LinkFault.Throttle throttle) {
                return typed("bandwidth", Map.of("rate", Math.max(1, throttle.bytesPerSecond() / KILOBYTE)));
            }

            @Override
            public Map<String, Object> slice(LinkFault.Slice slice) {
                return typed(
                        "slicer",
                        Map.of(
                                "average_size",
                                slice.pieceBytes(),
                                "size_variation",
                                0,
                                "delay",
                                slice.pause().toNanos() / KILOBYTE));
            }
        }));
        return Json.write(toxic);
    }

    private static Map<String, Object> typed(String type, Map<String, Object> attributes) {
        return Map.of("type", type, "attributes", new TreeMap<>(attributes));
    }
}
