package io.waybill.planfile.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What stands in a plan file: a map, a list or a scalar. */
public sealed interface Tree {

    /** Returns where it stands. */
    Place place();

    /** Returns what it is, for messages: {@code a map}, {@code a list}, {@code a number}. */
    String kind();

    /**
     * A map.
     *
     * @param entries in the order in which they stand
     */
    record Mapping(Place place, Map<String, Entry> entries) implements Tree {

        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** Returns a map without entries. */
        public static Mapping empty(Place place) {
            return new Mapping(place, Map.of());
        }

        /** Returns the value of a key. */
        public Optional<Tree> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        /** Returns this map with an entry more, or with another value for a key that it has. */
        public Mapping with(String key, Entry entry) {
            Map<String, Entry> more = new LinkedHashMap<>(entries);
            more.put(key, entry);
            return new Mapping(place, more);
        }

        /** Returns this map without a key. */
        public Mapping without(String key) {
            Map<String, Entry> fewer = new LinkedHashMap<>(entries);
            fewer.remove(key);
            return new Mapping(place, fewer);
        }

        /**
         * Returns this map with another one over it: what is a map in both is merged likewise, of everything else the
         * other one's wins, lists included.
         */
        public Mapping mergedWith(Mapping over) {
            Mapping merged = new Mapping(over.place, entries);
            for (Map.Entry<String, Entry> each : over.entries.entrySet()) {
                Entry below = entries.get(each.getKey());
                Entry above = each.getValue();
                merged = merged.with(each.getKey(), below == null ? above : below.mergedWith(above));
            }
            return merged;
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    /**
     * An entry of a map.
     *
     * @param key where its key stands
     */
    record Entry(Place key, Tree value) {

        private Entry mergedWith(Entry above) {
            return value instanceof Mapping one && above.value instanceof Mapping two
                    ? new Entry(above.key, one.mergedWith(two))
                    : above;
        }
    }

    /** A list. */
    record Sequence(Place place, List<Tree> items) implements Tree {

        public Sequence {
            items = List.copyOf(items);
        }

        /** Returns this list with another item in the place of one that it has. */
        Sequence with(int index, Tree item) {
            List<Tree> others = new ArrayList<>(items);
            others.set(index, item);
            return new Sequence(place, others);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** What YAML 1.2 takes a scalar for. */
    enum ScalarType {
        /** Text, in quotes or not. */
        TEXT("text"),
        /** An integer. */
        INTEGER("a number"),
        /** A number that is no integer. */
        FRACTION("a number"),
        /** True or false. */
        FLAG("true or false"),
        /** Nothing. */
        NOTHING("nothing");

        private final String words;

        ScalarType(String words) {
            this.words = words;
        }
    }

    /**
     * A scalar.
     *
     * @param text as it is written, without quotes
     */
    record Scalar(Place place, String text, ScalarType type) implements Tree {
        @Override
        public String kind() {
            return type.words;
        }
    }

    /** Applies the function of this tree's case. */
    default <R> R match(Function<Mapping, R> mapping, Function<Sequence, R> sequence, Function<Scalar, R> scalar) {
        if (this instanceof Mapping m) {
            return mapping.apply(m);
        }
        return this instanceof Sequence s ? sequence.apply(s) : scalar.apply((Scalar) this);
    }
}
