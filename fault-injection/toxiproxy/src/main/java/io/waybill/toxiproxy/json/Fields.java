package io.waybill.toxiproxy.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an object, found in any case of letters; a field that is null is as one that is not there. */
public final class Fields {

    private final Map<?, ?> object;

    private Fields(Map<?, ?> object) {
        this.object = object;
    }

    /**
     * Returns the fields of a value; null has none.
     *
     * @param what the value is, for the message
     * @throws JsonException where it is no object
     */
    public static Fields of(@Nullable Object value, String what) {
        if (value == null) {
            return new Fields(Map.of());
        }
        if (value instanceof Map<?, ?> map) {
            return new Fields(map);
        }
        throw new JsonException(what + " must be an object, was " + kind(value));
    }

    /** Returns the value of a field, or null. */
    public @Nullable Object get(String name) {
        Object exact = object.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            if (String.valueOf(entry.getKey()).equalsIgnoreCase(name)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** Returns a text, or another where there is none. */
    public String text(String name, String otherwise) {
        Object value = get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String text) {
            return text;
        }
        throw wrong(name, "a text", value);
    }

    /** Returns a truth, or another where there is none. */
    public boolean truth(String name, boolean otherwise) {
        Object value = get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw wrong(name, "true or false", value);
    }

    /** Returns a number, or another where there is none. */
    public float number(String name, float otherwise) {
        Object value = get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number) {
            return number.floatValue();
        }
        throw wrong(name, "a number", value);
    }

    /** Returns a whole number, or null where there is none. */
    public @Nullable Long whole(String name) {
        Object value = get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Long whole) {
            return whole;
        }
        throw wrong(name, "a whole number", value);
    }

    private static JsonException wrong(String name, String expected, Object value) {
        return new JsonException("field \"" + name + "\" must be " + expected + ", was " + kind(value));
    }

    private static String kind(Object value) {
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof Iterable) {
            return "a list";
        }
        return value instanceof String ? "a text" : String.valueOf(value);
    }
}
