package io.waybill.planfile.fault;

import io.waybill.fault.Shape;
import io.waybill.fault.Shape.Way;
import java.util.Map;

/** Writes which links a fault hits: the target behind its word, and the keys that go with it. */
record ShapeText(String word, Map<String, Object> map) implements Shape.Cases<Map<String, Object>> {

    static void put(String word, Shape shape, Map<String, Object> map) {
        shape.match(new ShapeText(word, map));
    }

    @Override
    public Map<String, Object> halves(Shape.Halves halves) {
        map.put(word, VictimForm.text(halves.smaller()));
        map.put("shape", "halves");
        return direction(halves.way());
    }

    @Override
    public Map<String, Object> isolate(Shape.Isolate isolate) {
        map.put(word, VictimForm.text(isolate.victim()));
        return direction(isolate.way());
    }

    @Override
    public Map<String, Object> between(Shape.Between between) {
        map.put(word, VictimForm.text(between.one()));
        map.put("from", VictimForm.text(between.other()));
        return direction(between.way());
    }

    @Override
    public Map<String, Object> bridge(Shape.Bridge bridge) {
        map.put(word, VictimForm.text(bridge.bridge()));
        map.put("shape", "bridge");
        return direction(Way.BOTH);
    }

    @Override
    public Map<String, Object> ring(Shape.Ring ring) {
        map.put(word, "all");
        map.put("shape", "ring");
        return direction(Way.BOTH);
    }

    @Override
    public Map<String, Object> every(Shape.Every every) {
        map.put(word, VictimForm.text(every.victim()));
        map.put("shape", "all-links");
        return direction(every.way());
    }

    private Map<String, Object> direction(Way way) {
        if (way != Way.BOTH) {
            map.put("direction", way == Way.IN ? "in" : "out");
        }
        return map;
    }
}
