package io.waybill.planfile;

import io.waybill.fault.FaultPlan;
import io.waybill.plan.Clients;
import io.waybill.plan.Conduct;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.plan.Phases;
import io.waybill.plan.Plan;
import io.waybill.plan.PlanProblem;
import io.waybill.plan.Profile;
import io.waybill.plan.Promise;
import io.waybill.planfile.Variants.Variant;
import io.waybill.planfile.form.Nested.Placed;
import io.waybill.planfile.form.Values;
import io.waybill.planfile.section.ClaimsSection;
import io.waybill.planfile.section.ClientsSection;
import io.waybill.planfile.section.ClusterSection;
import io.waybill.planfile.section.ExpectSection;
import io.waybill.planfile.section.PhasesSection;
import io.waybill.planfile.section.PressureSection;
import io.waybill.planfile.section.WorkloadSection;
import io.waybill.planfile.tree.Place;
import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.Tree;
import io.waybill.planfile.tree.TreePath;
import io.waybill.system.ClusterSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a plan of a document in which everything is merged. Used once. */
final class PlanBinding {

    private final Tree.Mapping document;
    private final Problems problems;
    private final Map<String, Variant> variants = new LinkedHashMap<>();

    PlanBinding(Tree.Mapping document, Problems problems) {
        this.document = document;
        this.problems = problems;
    }

    /** Returns the profiles of a document, as they stand there. */
    static Map<String, Tree.Mapping> profiles(Tree.Mapping document) {
        Map<String, Tree.Mapping> profiles = new LinkedHashMap<>();
        document.get(Document.PROFILES.key())
                .filter(Tree.Mapping.class::isInstance)
                .map(Tree.Mapping.class::cast)
                .ifPresent(all -> all.entries().forEach((name, entry) -> {
                    if (entry.value() instanceof Tree.Mapping own) {
                        profiles.put(name, own);
                    }
                }));
        return profiles;
    }

    /** Returns the plan; empty where something is wrong. */
    Optional<Plan> plan() {
        Optional<Plan> alone = unsized();
        List<Profile> sizes = new ArrayList<>();
        profiles(document).forEach((name, own) -> {
            Tree.Mapping sized = document.without(Document.PROFILES.key()).mergedWith(own);
            new PlanBinding(sized, problems)
                    .unsized()
                    .map(plan -> new Profile(name, plan.configurations(), plan.controls(), plan.conduct()))
                    .ifPresent(sizes::add);
        });
        Optional<Plan> whole = alone.map(plan -> plan.withProfiles(sizes));
        whole.ifPresent(plan -> complain(plan.findings()));
        return problems.isEmpty() ? whole : Optional.empty();
    }

    private Optional<Plan> unsized() {
        return Document.FORM
                .read(document.without(Document.PROFILES.key()), problems)
                .flatMap(this::plan);
    }

    private Optional<Plan> plan(Values values) {
        Variants made = new Variants(document, values, problems);
        Map<String, Variant> judged = made.configurations();
        Map<String, Variant> broken = made.controls(judged);
        List<String> systems =
                values.get(Document.CLUSTER).map(ClusterSection::systems).orElse(List.of());
        List<Configuration> configurations = new ArrayList<>();
        Map<String, Placed<Values>> expect = values.get(Document.EXPECT, Map.of());
        ExpectSection.check(expect, judged.keySet(), problems);
        judged.values()
                .forEach(each -> configuration(each, systems)
                        .map(configuration -> configuration.expecting(ExpectSection.of(
                                expect,
                                configuration.name(),
                                configuration.promise().claims(),
                                judged.keySet(),
                                problems)))
                        .ifPresent(configurations::add));
        List<Control> controls = new ArrayList<>();
        values.get(Document.CONTROLS, Map.of())
                .forEach((name, own) -> Optional.ofNullable(broken.get(name))
                        .flatMap(variant -> configuration(variant, systems))
                        .map(configuration -> control(configuration, own))
                        .ifPresent(controls::add));
        Conduct conduct = Document.conduct(values);
        refuseWhatIsToCome(values, conduct);
        boolean all = configurations.size() == judged.size() && controls.size() == broken.size();
        return all && problems.isEmpty()
                ? Optional.of(new Plan(
                        values.get(Document.NAME, ""),
                        values.get(Document.DESCRIPTION, "").strip(),
                        systems,
                        configurations,
                        controls,
                        List.of(),
                        conduct))
                : Optional.empty();
    }

    private static Control control(Configuration configuration, Placed<Values> own) {
        return new Control(
                configuration,
                Set.copyOf(own.value().get(Document.MUST_BREAK, List.of())),
                own.value().get(Document.WHY).orElseGet(() -> Variants.difference(own.value())));
    }

    private Optional<Configuration> configuration(Variant variant, List<String> systems) {
        variants.put(variant.name(), variant);
        Tree.Mapping sections = variant.tree()
                .without(Document.LIKE.key())
                .without(Document.WHY.key())
                .without(Document.MUST_BREAK.key());
        return Document.CONFIGURATION
                .read(sections, problems)
                .flatMap(values -> configuration(variant, values, systems));
    }

    private Optional<Configuration> configuration(Variant variant, Values values, List<String> systems) {
        Values none = Values.nothing(variant.place());
        Values inCluster = values.get(Document.CLUSTER, none);
        if (!ClusterSection.systems(inCluster).equals(systems)) {
            problems.add(
                    ClusterSection.systemsPlace(inCluster),
                    "configurations on different brokers are not supported yet",
                    "say it in the plan's own cluster, for all of them");
        }
        Optional<ClusterSpec> cluster = ClusterSection.cluster(inCluster, problems);
        Values inClients = values.get(Document.CLIENTS, none);
        Optional<Clients.Producers> producers = ClientsSection.producers(inClients, problems);
        Optional<Clients.Consumers> consumers = ClientsSection.consumers(inClients, problems);
        Values workload = values.get(Document.WORKLOAD, none);
        Phases phases = PhasesSection.phases(values.get(Document.PHASES, none));
        FaultPlan faults = new FaultPlan(values.get(Document.FAULTS, List.of()));
        ClaimsSection.Claims claims = values.get(Document.CLAIMS, ClaimsSection.Claims.NONE);
        Promise promise = new Promise(
                claims.claims(),
                PressureSection.pressure(values.get(Document.PRESSURE, none), faults),
                claims.recoveryBound());
        return cluster.isPresent() && producers.isPresent() && consumers.isPresent()
                ? Optional.of(new Configuration(
                        variant.name(),
                        cluster.get(),
                        new Clients(
                                producers.get(),
                                consumers.get(),
                                WorkloadSection.load(workload),
                                ClientsSection.library(inClients)),
                        phases,
                        faults,
                        promise))
                : Optional.empty();
    }

    private void refuseWhatIsToCome(Values values, Conduct conduct) {
        Values report = values.get(Document.REPORT, Values.nothing(values.place()));
        for (String format : conduct.reporting().formats()) {
            if (!format.equals("text") && !format.equals("json")) {
                later(report.place(Document.FORMATS), "to write " + format, "there are text and json");
            }
        }
    }

    private void later(Place place, String what, String instead) {
        problems.add(place, what + " is not supported yet", instead);
    }

    /** Says what is wrong where it stands, or as near to it as there is something; what all share is said once. */
    private void complain(List<PlanProblem> findings) {
        record Spot(Place place, String text) {}
        Map<Spot, List<String>> spots = new LinkedHashMap<>();
        for (PlanProblem problem : findings) {
            boolean ofSize = problem.path().startsWith(Document.PROFILES.key());
            Optional<Variant> variant =
                    problem.configuration().map(variants::get).filter(each -> !ofSize);
            Tree root = variant.<Tree>map(Variant::tree).orElse(document);
            Place place = placeOf(root, problem.path())
                    .orElseGet(() -> variant.map(Variant::place).orElseGet(() -> nameOf(document)));
            List<String> names = spots.computeIfAbsent(new Spot(place, problem.text()), spot -> new ArrayList<>());
            variant.ifPresent(each -> names.add(each.name()));
        }
        spots.forEach((spot, names) -> {
            boolean some = !names.isEmpty() && names.size() < variants.size();
            problems.add(spot.place(), spot.text() + (some ? " (in " + String.join(", ", names) + ")" : ""));
        });
    }

    private static Place nameOf(Tree.Mapping document) {
        Tree.Entry name = document.entries().get(Document.NAME.key());
        return name == null ? document.place() : name.value().place();
    }

    private static Optional<Place> placeOf(Tree root, String path) {
        for (String shorter = path; !shorter.isEmpty(); shorter = parent(shorter)) {
            Optional<Tree> tree = TreePath.parse(shorter).flatMap(each -> each.in(root));
            if (tree.isPresent()) {
                return Optional.of(placeOf(tree.get()));
            }
        }
        return Optional.empty();
    }

    private static String parent(String path) {
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return end < 0 ? "" : path.substring(0, end);
    }

    /** Of a map, its first key says what it is: whom a fault hits. */
    private static Place placeOf(Tree tree) {
        return tree instanceof Tree.Mapping mapping && !mapping.entries().isEmpty()
                ? mapping.entries().values().iterator().next().key()
                : tree.place();
    }
}
