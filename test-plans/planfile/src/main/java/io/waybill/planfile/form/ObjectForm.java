package io.waybill.planfile.form;

import io.waybill.planfile.tree.Place;
import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.Similar;
import io.waybill.planfile.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A map with known keys.
 *
 * @param name what it is, as messages say it: {@code cluster}, {@code fault "kill"}
 * @param fields its keys, in the order in which people write them
 */
public record ObjectForm(String name, List<Field<?>> fields) implements Form<Values> {

    public ObjectForm {
        fields = List.copyOf(fields);
    }

    /** Returns the form of that name and those fields. */
    public static ObjectForm of(String name, Field<?>... fields) {
        return new ObjectForm(name, List.of(fields));
    }

    /** Returns this form with more fields behind its own. */
    public ObjectForm with(List<Field<?>> more) {
        List<Field<?>> all = new ArrayList<>(fields);
        all.addAll(more);
        return new ObjectForm(name, all);
    }

    /** Returns the keys. */
    public List<String> keys() {
        return fields.stream().<String>map(Field::key).toList();
    }

    @Override
    public Optional<Values> read(Tree tree, Problems problems) {
        if (!(tree instanceof Tree.Mapping mapping)) {
            problems.add(tree.place(), name + " is " + tree.kind(), "a map with keys such as " + keys().get(0));
            return Optional.empty();
        }
        int before = problems.count();
        mapping.entries().forEach((key, entry) -> known(key, entry.key(), problems));
        Map<Field<?>, Object> values = new HashMap<>();
        Map<Field<?>, Place> places = new HashMap<>();
        for (Field<?> field : fields) {
            Tree.Entry entry = mapping.entries().get(field.key());
            if (entry != null) {
                places.put(field, entry.key());
                read(field, entry, problems).ifPresent(value -> values.put(field, value));
            } else if (field.need() == Field.Need.REQUIRED) {
                problems.add(mapping.place(), "\"" + field.key() + "\" is missing in " + name, field.says());
            }
        }
        return problems.count() == before ? Optional.of(new Values(mapping.place(), values, places)) : Optional.empty();
    }

    private void known(String key, Place place, Problems problems) {
        if (!keys().contains(key)) {
            String hint = Similar.to(key, keys())
                    .map(each -> "did you mean " + each + "?")
                    .orElse("one of " + String.join(", ", keys()));
            problems.add(place, "unknown key \"" + key + "\" in " + name, hint);
        }
    }

    private static <T> Optional<T> read(Field<T> field, Tree.Entry entry, Problems problems) {
        Optional<T> value = field.form().read(entry.value(), problems);
        if (value.isPresent() && field.need() == Field.Need.LATER) {
            problems.add(entry.key(), "\"" + field.key() + "\" is not supported yet: " + field.says(), "leave it out");
        }
        return value;
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Field<?> field : fields) {
            properties.put(field.key(), described(field, definitions));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        schema.put("properties", properties);
        List<String> required = fields.stream()
                .filter(field -> field.need() == Field.Need.REQUIRED)
                .<String>map(Field::key)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private static Map<String, Object> described(Field<?> field, Definitions definitions) {
        Map<String, Object> described = new LinkedHashMap<>();
        String says = field.says().isEmpty() ? field.key() : field.says();
        described.put("description", field.need() == Field.Need.LATER ? "Not supported yet: " + says : says);
        described.putAll(field.form().schema(definitions));
        return described;
    }
}
