package io.waybill.planfile;

import io.waybill.planfile.tree.Place;
import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.Source;
import io.waybill.planfile.tree.Tree;
import io.waybill.planfile.tree.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a file and the files that it extends, and merges them. Used once. */
final class Extension {

    private final Sources sources;
    private final Problems problems;
    private final List<String> open = new ArrayList<>();

    Extension(Sources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    /** Returns a file merged over what it extends, without its {@code extends}; empty where it cannot be read. */
    Optional<Tree.Mapping> read(Source source) {
        Optional<Tree> tree = YamlText.read(source, problems);
        if (tree.isPresent() && !(tree.get() instanceof Tree.Mapping)) {
            problems.add(
                    tree.get().place(), "a plan is a map, this is " + tree.get().kind(), "such as waybill: 1");
        }
        return tree.filter(Tree.Mapping.class::isInstance)
                .map(Tree.Mapping.class::cast)
                .map(own -> merged(source, own));
    }

    private Tree.Mapping merged(Source source, Tree.Mapping own) {
        // Each file is judged by itself: what is wrong in it is wrong even where another one wins.
        Document.FORM.read(own, problems);
        open.add(source.name());
        Tree.Mapping below = Tree.Mapping.empty(own.place());
        for (Tree.Scalar reference : references(own)) {
            Optional<Tree.Mapping> base = base(reference, source);
            if (base.isPresent()) {
                below = below.mergedWith(base.get());
            }
        }
        open.remove(open.size() - 1);
        return below.mergedWith(own.without(Document.EXTENDS.key()));
    }

    private static List<Tree.Scalar> references(Tree.Mapping own) {
        List<Tree> all = own.get(Document.EXTENDS.key())
                .map(tree -> tree instanceof Tree.Sequence list ? list.items() : List.of(tree))
                .orElse(List.of());
        return all.stream()
                .filter(Tree.Scalar.class::isInstance)
                .map(Tree.Scalar.class::cast)
                .toList();
    }

    private Optional<Tree.Mapping> base(Tree.Scalar reference, Source from) {
        Place place = reference.place();
        Source source;
        try {
            source = sources.open(reference.text(), from);
        } catch (Sources.UnreadableException e) {
            problems.add(place, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        if (open.contains(source.name())) {
            problems.add(
                    place,
                    "\"" + reference.text() + "\" extends itself: " + String.join(" extends ", open) + " extends "
                            + source.name(),
                    "leave one of them out");
            return Optional.empty();
        }
        return read(source);
    }
}
