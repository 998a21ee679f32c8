package io.waybill.planfile;

import io.waybill.plan.Plan;
import io.waybill.plan.Profile;
import io.waybill.planfile.tree.Place;
import io.waybill.planfile.tree.Problem;
import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.Similar;
import io.waybill.planfile.tree.Source;
import io.waybill.planfile.tree.Tree;
import io.waybill.planfile.tree.TreePath;
import io.waybill.planfile.tree.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads plan files. */
public final class PlanFile {

    private static final TreePath SEED = new TreePath(List.of("seed"));

    private final Problems problems = new Problems();
    private final Sources sources;

    private PlanFile(Sources sources) {
        this.sources = sources;
    }

    /** What became of a file. */
    public sealed interface Reading {

        /** A plan that can be run. */
        record Read(Plan plan) implements Reading {}

        /** None: all that is wrong, in the order of its place. */
        record Refused(List<Problem> problems) implements Reading {
            public Refused {
                problems = List.copyOf(problems);
            }
        }

        /**
         * Returns the plan.
         *
         * @throws InvalidPlanFileException where there is none
         */
        default Plan plan() {
            if (this instanceof Refused refused) {
                throw new InvalidPlanFileException(refused.problems());
            }
            return ((Read) this).plan();
        }
    }

    /**
     * Reads a plan.
     *
     * @param changes what is to be otherwise than it says; with a profile, the plan is what that profile makes of it,
     *     and has no other
     */
    public static Reading read(Source source, Sources sources, Changes changes) {
        return new PlanFile(sources).read(source, changes);
    }

    private Reading read(Source source, Changes changes) {
        Optional<Plan> plan = new Extension(sources, problems)
                .read(source)
                .flatMap(document -> profiled(document, source, changes.profile()))
                .flatMap(document -> changed(document, source, changes))
                .flatMap(document -> new PlanBinding(document, problems).plan())
                .map(read -> changes.profile().map(name -> onlyAs(name, read)).orElse(read));
        return problems.isEmpty() && plan.isPresent()
                ? new Reading.Read(plan.get())
                : new Reading.Refused(problems.all());
    }

    /** A plan that was read in one of its sizes has no other, and is called by that one's name. */
    private static Plan onlyAs(String profile, Plan plan) {
        return plan.withProfiles(List.of(new Profile(profile, plan.configurations(), plan.controls(), plan.conduct())));
    }

    private Optional<Tree.Mapping> profiled(Tree.Mapping document, Source source, Optional<String> profile) {
        if (profile.isEmpty()) {
            return Optional.of(document);
        }
        Map<String, Tree.Mapping> profiles = PlanBinding.profiles(document);
        Tree.Mapping chosen = profiles.get(profile.get());
        if (chosen == null) {
            List<String> names = new ArrayList<>(profiles.keySet());
            problems.add(
                    document.entries().containsKey(Document.PROFILES.key())
                            ? document.entries().get(Document.PROFILES.key()).key()
                            : source.start(),
                    "unknown profile \"" + profile.get() + "\"",
                    names.isEmpty() ? "this plan has none" : Similar.among(profile.get(), names));
            return Optional.of(document);
        }
        return Optional.of(document.without(Document.PROFILES.key()).mergedWith(chosen));
    }

    private Optional<Tree.Mapping> changed(Tree.Mapping document, Source source, Changes changes) {
        Optional<Tree> changed = Optional.of(document);
        for (String set : changes.sets()) {
            changed = changed.flatMap(tree -> set(tree, set));
        }
        if (changes.seed().isPresent()) {
            changed = changed.flatMap(tree -> seeded(tree, source, changes.seed()));
        }
        return changed.filter(Tree.Mapping.class::isInstance).map(Tree.Mapping.class::cast);
    }

    private Optional<Tree> seeded(Tree tree, Source source, OptionalLong seed) {
        Tree value = new Tree.Scalar(source.start(), Long.toString(seed.orElse(0)), Tree.ScalarType.INTEGER);
        return SEED.set(tree, source.start(), value, problems);
    }

    private Optional<Tree> set(Tree tree, String text) {
        Source given = Source.of("--set", text);
        Place start = given.start();
        int equals = text.indexOf('=');
        Optional<TreePath> path = equals < 0 ? Optional.empty() : TreePath.parse(text.substring(0, equals));
        if (path.isEmpty()) {
            problems.add(
                    new Place(given, 1, 1, Math.max(1, text.length())),
                    "this is not PATH=VALUE",
                    "such as cluster.config[min.insync.replicas]=1");
            return Optional.of(tree);
        }
        String value = " ".repeat(equals + 1) + text.substring(equals + 1);
        Place key = new Place(given, 1, 1, equals);
        return YamlText.read(given, value, problems)
                .flatMap(read -> path.get().set(tree, key, read, problems))
                .or(() -> {
                    if (problems.isEmpty()) {
                        problems.add(start, "nothing is set");
                    }
                    return Optional.of(tree);
                });
    }
}
