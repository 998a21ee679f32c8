package io.waybill.catalogue;

import io.waybill.checker.Claim;
import io.waybill.plan.Plan;
import io.waybill.planfile.Changes;
import io.waybill.planfile.PlanFile;
import io.waybill.planfile.Sources;
import io.waybill.planfile.tree.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The shipped plans: files that anybody could have written, and that other files can extend. */
public final class PlanCatalogue {

    private static final List<Group> GROUPS = List.of(
            new Group("The main job", List.of("exactly-once-under-kills-and-one-way-partitions")),
            new Group(
                    "What happens when leaders die",
                    List.of(
                            "acks-all-loses-nothing-when-leaders-die",
                            "acks-one-loses-acknowledged-messages-when-the-leader-dies",
                            "rolling-kills-and-paused-leaders-lose-and-duplicate-nothing")),
            new Group(
                    "What happens when the network is cut",
                    List.of("partitions-of-any-shape-lose-and-duplicate-nothing")),
            new Group(
                    "What each setting of acks promises, and what idempotence adds",
                    List.of(
                            "what-acks-idempotence-and-in-sync-replicas-promise",
                            "acks-zero-does-not-duplicate-and-promises-nothing",
                            "acks-all-loses-nothing-and-may-duplicate",
                            "idempotence-removes-the-duplicates-of-retries",
                            "idempotence-outlives-restarts-and-changes-of-the-leader",
                            "idempotence-ends-with-the-producer-session",
                            "retries-with-several-requests-in-flight-reorder",
                            "exactly-once-in-a-partition")),
            new Group(
                    "What min.insync.replicas and clean elections are for",
                    List.of(
                            "one-in-sync-replica-is-not-enough-where-elections-are-unclean",
                            "unclean-elections-diverge",
                            "replicas-agree-when-leaders-return",
                            "only-who-has-everything-is-elected",
                            "a-restarted-leader-knows-where-epochs-began")),
            new Group(
                    "What syncs are for",
                    List.of(
                            "a-power-cut-takes-what-was-not-synced",
                            "the-last-replica-in-sync-keeps-only-what-it-synced",
                            "the-only-copy-outlives-power-cuts-and-full-disks")),
            new Group(
                    "What the time of day must not matter for", List.of("what-is-acknowledged-survives-skewed-clocks")),
            new Group(
                    "On a cluster that someone else runs (run --bootstrap HOST:PORT)",
                    List.of("messages-come-out-once-and-in-order")));

    /** What the plans promise that are there to show what a violation looks like, and what their runs must violate. */
    private static final Map<String, Set<Claim>> SHOWN =
            Map.of("acks-one-loses-acknowledged-messages-when-the-leader-dies", Set.of(Claim.AT_LEAST_ONCE));

    private static final String ENDING = ".yaml";

    private PlanCatalogue() {}

    /**
     * Plans that belong together.
     *
     * @param title what they are about
     * @param names the names of the plans, in the order in which a newcomer should meet them
     */
    public record Group(String title, List<String> names) {

        public Group {
            names = List.copyOf(names);
        }

        /** Returns the plans. */
        public List<Plan> plans() {
            return names.stream().map(PlanCatalogue::plan).toList();
        }
    }

    /** Returns all plans in their groups. */
    public static List<Group> groups() {
        return GROUPS;
    }

    /** Returns the names of all plans, in the order in which a newcomer should meet them. */
    public static List<String> names() {
        return GROUPS.stream().flatMap(group -> group.names().stream()).toList();
    }

    /** Returns all plans, in that order. */
    public static List<Plan> plans() {
        return names().stream().map(PlanCatalogue::plan).toList();
    }

    /** Returns the name of the plan that is run where none is named: our own broker under kills and cut links. */
    public static String usual() {
        return names().get(0);
    }

    /** Returns the plan of that name. */
    public static Optional<Plan> named(String name) {
        return Optional.of(name).filter(names()::contains).map(PlanCatalogue::plan);
    }

    /**
     * Returns the claims that a run of the plan of that name must violate, because it is there to show what that looks
     * like; none for every other plan, whose promises are meant.
     */
    public static Set<Claim> toBeViolated(String name) {
        return SHOWN.getOrDefault(name, Set.of());
    }

    /** Returns the file of the plan of that name. */
    public static Optional<Source> source(String name) {
        return Optional.of(name)
                .filter(names()::contains)
                .map(known -> sources(Path.of("")).open("builtin:" + known + ENDING));
    }

    /**
     * Returns where plan files are found: those of a directory, and the shipped ones.
     *
     * @param directory from where relative paths lead
     */
    public static Sources sources(Path directory) {
        return new Sources(directory, PlanCatalogue::text);
    }

    /** Returns the text of a plan to begin with. */
    public static String starter() {
        return text("starter.yaml").orElseThrow(() -> new IllegalStateException("no starter is shipped"));
    }

    private static Plan plan(String name) {
        Source source = source(name).orElseThrow(() -> new IllegalStateException("no plan " + name + " is shipped"));
        return PlanFile.read(source, sources(Path.of("")), Changes.NONE).plan();
    }

    /** Returns the text of a shipped file: {@code base/three-real-nodes.yaml}. */
    private static Optional<String> text(String name) {
        if (!name.matches("[a-z0-9/-]+\\.yaml")) {
            return Optional.empty();
        }
        try (InputStream in = PlanCatalogue.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("shipped file " + name + " cannot be read", e);
        }
    }
}
