package io.waybill.planfile.form;

import io.waybill.planfile.tree.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What stood in a map, by its fields. */
public final class Values {

    private final Place place;
    private final Map<Field<?>, Object> values;
    private final Map<Field<?>, Place> keys;

    Values(Place place, Map<Field<?>, Object> values, Map<Field<?>, Place> keys) {
        this.place = place;
        this.values = new HashMap<>(values);
        this.keys = new HashMap<>(keys);
    }

    /** Returns what a map without entries says. */
    public static Values nothing(Place place) {
        return new Values(place, Map.of(), Map.of());
    }

    /** Returns where the map stands. */
    public Place place() {
        return place;
    }

    /** Returns where a field's key stands; the map's place where it is not there. */
    public Place place(Field<?> field) {
        return keys.getOrDefault(field, place);
    }

    /** Returns what a field says; empty where it is not there. */
    // The form of a field reads what the field is of.
    @SuppressWarnings("unchecked")
    public <T> Optional<T> get(Field<T> field) {
        return Optional.ofNullable((T) values.get(field));
    }

    /** Returns what a field says, or something else where it is not there. */
    public <T> T get(Field<T> field, T otherwise) {
        return get(field).orElse(otherwise);
    }

    /** Returns what a required field says. */
    public <T> T need(Field<T> field) {
        return get(field).orElseThrow(() -> new IllegalStateException("\"" + field.key() + "\" was not read"));
    }
}
