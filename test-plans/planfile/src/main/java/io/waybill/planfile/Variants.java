package io.waybill.planfile;

import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.Nested.Placed;
import io.waybill.planfile.form.Values;
import io.waybill.planfile.tree.Place;
import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.Similar;
import io.waybill.planfile.tree.Tree;
import io.waybill.planfile.tree.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes the configurations of a plan out of what they share and what they have otherwise: all on trees, before anybody
 * asks what those mean.
 *
 * @param document the whole plan, with everything merged that it extends
 * @param values the same, read
 */
record Variants(Tree.Mapping document, Values values, Problems problems) {

    /** The name of the only configuration of a plan that names none. */
    static final String ONLY = "default";

    /**
     * A configuration or a control.
     *
     * @param place where its name stands
     * @param tree its sections
     */
    record Variant(String name, Place place, Tree.Mapping tree) {}

    private record Label(String name, Place place, Tree value) {}

    /** Returns the configurations that are judged, by name, in the order in which they run. */
    Map<String, Variant> configurations() {
        Tree.Mapping shared = shared();
        Map<String, Placed<Values>> named = values.get(Document.CONFIGURATIONS, Map.of());
        List<Variant> bases = new ArrayList<>();
        named.forEach((name, own) -> over(shared, Document.CONFIGURATIONS, name, own)
                .ifPresent(tree -> bases.add(new Variant(name, own.key(), tree))));
        if (named.isEmpty()) {
            bases.add(new Variant("", values.place(Document.NAME), shared));
        }
        Map<String, Variant> all = new LinkedHashMap<>();
        for (Variant base : bases) {
            for (Variant each : product(base)) {
                String name = each.name().isEmpty() ? ONLY : each.name();
                if (all.put(name, new Variant(name, each.place(), each.tree())) != null) {
                    problems.add(each.place(), "two configurations are called \"" + name + "\"");
                }
            }
        }
        return all;
    }

    /** Returns the controls, by name. */
    Map<String, Variant> controls(Map<String, Variant> configurations) {
        Map<String, Variant> all = new LinkedHashMap<>();
        values.get(Document.CONTROLS, Map.of()).forEach((name, own) -> {
            Optional<String> like = own.value().get(Document.LIKE);
            Variant base = like.map(configurations::get).orElse(null);
            if (like.isPresent() && base == null) {
                problems.add(
                        own.value().place(Document.LIKE),
                        "there is no configuration \"" + like.get() + "\"",
                        Similar.among(like.get(), configurations.keySet()));
                return;
            }
            over(base == null ? shared() : base.tree(), Document.CONTROLS, name, own)
                    .ifPresent(tree -> all.put(name, new Variant(name, own.key(), tree)));
        });
        return all;
    }

    /** Returns what a control has otherwise, in words; for those that do not say why they break. */
    static String difference(Values control) {
        String set = control.get(Document.SET, Map.of()).entrySet().stream()
                .map(entry -> entry.getKey() + "="
                        + entry.getValue().value().match(mapping -> "{…}", sequence -> "[…]", Tree.Scalar::text))
                .collect(Collectors.joining(", "));
        return set.isEmpty() ? "it is set up so that it breaks" : set;
    }

    private Tree.Mapping shared() {
        Tree.Mapping shared = Tree.Mapping.empty(document.place());
        for (Field<?> section : Document.SECTIONS) {
            Tree.Entry entry = document.entries().get(section.key());
            shared = entry == null ? shared : shared.with(section.key(), entry);
        }
        return shared;
    }

    private Optional<Tree.Mapping> over(Tree.Mapping base, Field<?> among, String name, Placed<Values> own) {
        Tree.Mapping overlay = document.get(among.key())
                .filter(Tree.Mapping.class::isInstance)
                .flatMap(all -> ((Tree.Mapping) all).get(name))
                .filter(Tree.Mapping.class::isInstance)
                .map(Tree.Mapping.class::cast)
                .orElse(Tree.Mapping.empty(own.place()));
        Optional<Tree.Mapping> tree = Optional.of(base.mergedWith(overlay.without(Document.SET.key())));
        for (Map.Entry<String, Placed<Tree>> set :
                own.value().get(Document.SET, Map.of()).entrySet()) {
            tree = tree.flatMap(each ->
                    set(each, set.getKey(), set.getValue().key(), set.getValue().value()));
        }
        return tree;
    }

    private Optional<Tree.Mapping> set(Tree.Mapping tree, String path, Place place, Tree value) {
        return TreePath.parse(path)
                .flatMap(parsed -> parsed.set(tree, place, value, problems))
                .filter(Tree.Mapping.class::isInstance)
                .map(Tree.Mapping.class::cast);
    }

    private List<Variant> product(Variant base) {
        List<Variant> all = List.of(base);
        for (Placed<Values> axis : values.get(Document.MATRIX, List.of())) {
            String path = axis.value().need(Document.MATRIX_SET);
            Place place = axis.value().place(Document.MATRIX_SET);
            List<Label> labels = new ArrayList<>();
            axis.value()
                    .need(Document.MATRIX_TO)
                    .forEach((name, to) -> labels.add(new Label(name, to.key(), to.value())));
            List<Variant> more = new ArrayList<>();
            for (Variant each : all) {
                for (Label label : labels) {
                    set(each.tree(), path, place, label.value())
                            .ifPresent(tree -> more.add(new Variant(joined(each, label), label.place(), tree)));
                }
            }
            all = more;
        }
        return all;
    }

    private static String joined(Variant variant, Label label) {
        return variant.name().isEmpty() ? label.name() : variant.name() + "-" + label.name();
    }
}
