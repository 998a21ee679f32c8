package io.waybill.planfile.form;

import io.waybill.planfile.tree.Place;
import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The forms of lists, of maps whose keys are the writer's own, and of what may be written in two ways. */
public final class Nested {

    private Nested() {}

    /**
     * Something and where it stands.
     *
     * @param key where its key stands; the same as {@code place} where it has none
     */
    public record Placed<T>(Place key, Place place, T value) {}

    /** Returns the same form, which remembers where it stood. */
    public static <T> Form<Placed<T>> placed(Form<T> form) {
        return new Form<>() {
            @Override
            public Optional<Placed<T>> read(Tree tree, Problems problems) {
                return form.read(tree, problems).map(value -> new Placed<>(tree.place(), tree.place(), value));
            }

            @Override
            public Map<String, Object> schema(Definitions definitions) {
                return form.schema(definitions);
            }
        };
    }

    /** Returns the form of lists of items of a form. */
    public static <T> Form<List<T>> list(Form<T> item) {
        return new ListForm<>(item);
    }

    /**
     * Returns the form of maps from names to what a form reads.
     *
     * @param what what a key is, for messages: {@code the name of a configuration}
     * @param keys a regular expression that each whole key must match
     */
    public static <T> Form<Map<String, Placed<T>>> map(String what, String keys, Form<T> value) {
        return new MapForm<>(what, keys, value);
    }

    /** Returns the form of what is either a scalar, in one form, or something else, in another. */
    public static <T> Form<T> scalarOr(Form<T> scalar, Form<T> other) {
        return new EitherForm<>(tree -> tree instanceof Tree.Scalar, scalar, other);
    }

    /** Returns the form of what is either a list, in one form, or something else, in another. */
    public static <T> Form<T> listOr(Form<T> list, Form<T> other) {
        return new EitherForm<>(tree -> tree instanceof Tree.Sequence, list, other);
    }

    private record ListForm<T>(Form<T> item) implements Form<List<T>> {
        @Override
        public Optional<List<T>> read(Tree tree, Problems problems) {
            if (!(tree instanceof Tree.Sequence sequence)) {
                problems.add(tree.place(), "this is " + tree.kind() + ", expected a list");
                return Optional.empty();
            }
            List<T> items = new ArrayList<>();
            sequence.items().forEach(each -> item.read(each, problems).ifPresent(items::add));
            return items.size() == sequence.items().size() ? Optional.of(items) : Optional.empty();
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "array");
            schema.put("items", item.schema(definitions));
            return schema;
        }
    }

    private record MapForm<T>(String what, String keys, Form<T> value) implements Form<Map<String, Placed<T>>> {
        @Override
        public Optional<Map<String, Placed<T>>> read(Tree tree, Problems problems) {
            if (!(tree instanceof Tree.Mapping mapping)) {
                problems.add(tree.place(), "this is " + tree.kind() + ", expected a map");
                return Optional.empty();
            }
            Map<String, Placed<T>> read = new LinkedHashMap<>();
            mapping.entries().forEach((key, entry) -> {
                boolean named = Pattern.compile(keys).matcher(key).matches();
                if (!named) {
                    problems.add(entry.key(), "\"" + key + "\" is not " + what);
                }
                value.read(entry.value(), problems)
                        .filter(each -> named)
                        .ifPresent(each -> read.put(
                                key, new Placed<>(entry.key(), entry.value().place(), each)));
            });
            return read.size() == mapping.entries().size() ? Optional.of(read) : Optional.empty();
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            Map<String, Object> names = new LinkedHashMap<>();
            names.put("pattern", "^(?:" + keys + ")$");
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "object");
            schema.put("propertyNames", names);
            schema.put("additionalProperties", value.schema(definitions));
            return schema;
        }
    }

    private record EitherForm<T>(Predicate<Tree> isFirst, Form<T> first, Form<T> second) implements Form<T> {
        @Override
        public Optional<T> read(Tree tree, Problems problems) {
            return isFirst.test(tree) ? first.read(tree, problems) : second.read(tree, problems);
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("anyOf", List.of(first.schema(definitions), second.schema(definitions)));
            return schema;
        }
    }
}
