package io.waybill.planfile.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The parts of a JSON Schema that have names. Not for two threads. */
public final class Definitions {

    private final Map<String, Map<String, Object>> named = new TreeMap<>();

    /** Returns the reference to a definition, which is made when it is named for the first time. */
    public Map<String, Object> reference(String name, Supplier<Map<String, Object>> definition) {
        if (!named.containsKey(name)) {
            // Reserved first: a definition may speak of itself.
            named.put(name, Map.of());
            named.put(name, definition.get());
        }
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("$ref", "#/$defs/" + name);
        return reference;
    }

    /** Returns all definitions by their names. */
    public Map<String, Object> all() {
        return new LinkedHashMap<>(named);
    }
}
