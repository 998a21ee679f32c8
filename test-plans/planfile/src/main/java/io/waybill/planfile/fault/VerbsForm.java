package io.waybill.planfile.fault;

import io.waybill.planfile.form.Definitions;
import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.Form;
import io.waybill.planfile.form.Values;
import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.Similar;
import io.waybill.planfile.tree.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * A map that is one of several, by the word that it has among its keys.
 *
 * @param verbs all that it may be
 * @param rules what else must be so, and how the schema says it
 */
record VerbsForm<T>(String definition, List<Verb<T>> verbs, Rules rules) implements Form<T> {

    /**
     * What must be so whatever the verb is.
     *
     * @param holds adds to the problems what is not so, and returns whether all is
     * @param schema the same for the schema
     */
    record Rules(BiPredicate<Values, Problems> holds, Map<String, Object> schema) {
        static final Rules NONE = new Rules((values, problems) -> true, Map.of());
    }

    @Override
    public Optional<T> read(Tree tree, Problems problems) {
        if (!(tree instanceof Tree.Mapping mapping)) {
            problems.add(tree.place(), "this is " + tree.kind() + ", expected a fault", "such as {kill: any, …}");
            return Optional.empty();
        }
        List<Verb<T>> named = verbs.stream()
                .filter(verb -> mapping.entries().containsKey(verb.word()))
                .toList();
        if (named.size() != 1) {
            complain(mapping, named, problems);
            return Optional.empty();
        }
        Verb<T> verb = named.get(0);
        Optional<Values> values = verb.form().read(mapping, problems);
        return values.filter(each -> rules.holds().test(each, problems)).flatMap(each -> meaning(verb, each, problems));
    }

    private static <T> Optional<T> meaning(Verb<T> verb, Values values, Problems problems) {
        try {
            return Optional.of(verb.meaning().apply(values));
        } catch (IllegalArgumentException e) {
            Field<?> word = verb.form().fields().get(0);
            problems.add(values.place(word), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void complain(Tree.Mapping mapping, List<Verb<T>> named, Problems problems) {
        List<String> words = verbs.stream().map(Verb::word).toList();
        if (named.size() > 1) {
            String word = named.get(1).word();
            Tree.Entry second = mapping.entries().get(word);
            problems.add(
                    second == null ? mapping.place() : second.key(),
                    "a fault is one thing, was \"" + named.get(0).word() + "\" and \"" + word + "\"",
                    "make two of it");
            return;
        }
        // What is written wrong is most often the first key.
        Optional<Map.Entry<String, Tree.Entry>> first =
                mapping.entries().entrySet().stream().findFirst();
        String written = first.map(Map.Entry::getKey).orElse("");
        problems.add(
                first.map(each -> each.getValue().key()).orElse(mapping.place()),
                "\"" + written + "\" is no fault",
                Similar.among(written, words));
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return definitions.reference(definition, () -> {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put(
                    "oneOf",
                    verbs.stream().map(verb -> verb.form().schema(definitions)).toList());
            schema.putAll(rules.schema());
            return schema;
        });
    }
}
