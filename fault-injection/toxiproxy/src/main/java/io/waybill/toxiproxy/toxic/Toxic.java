package io.waybill.toxiproxy.toxic;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A toxic of a proxy, as its API shows it. Nothing of it is checked beyond what Toxiproxy checks: a negative latency is
 * one that has no effect.
 *
 * @param name unique among the toxics of both directions of a proxy
 * @param stream the direction as it was written
 * @param toxicity the share of the connections that it holds for
 * @param attributes all that the type has
 */
public record Toxic(
        String name,
        ToxicType type,
        String stream,
        Direction direction,
        float toxicity,
        SortedMap<String, Long> attributes) {

    /** Keeps the attributes that the type has, and completes them. */
    public Toxic {
        SortedMap<String, Long> complete = type.defaults();
        attributes.forEach((attribute, value) -> complete.replace(attribute, value));
        attributes = Collections.unmodifiableSortedMap(complete);
    }

    /** Returns a toxic of a name for all connections. */
    public static Toxic of(String name, ToxicType type, Direction direction, Map<String, Long> attributes) {
        return new Toxic(name, type, direction.word(), direction, 1, new TreeMap<>(attributes));
    }

    /** Returns this toxic with another toxicity and with some attributes changed. */
    public Toxic with(float otherToxicity, Map<String, Long> changes) {
        SortedMap<String, Long> changed = new TreeMap<>(attributes);
        changed.putAll(changes);
        return new Toxic(name, type, stream, direction, otherToxicity, changed);
    }

    long attribute(String attribute) {
        Long value = attributes.get(attribute);
        if (value == null) {
            throw new IllegalArgumentException("toxic " + name + " has no attribute \"" + attribute + "\"");
        }
        return value;
    }
}
