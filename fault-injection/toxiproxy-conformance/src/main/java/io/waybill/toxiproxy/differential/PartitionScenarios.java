package io.waybill.toxiproxy.differential;

import io.waybill.fault.Fault;
import io.waybill.fault.FaultBudget;
import io.waybill.fault.FaultListener;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.FaultPorts;
import io.waybill.fault.FaultRecord;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Schedule;
import io.waybill.fault.Shape;
import io.waybill.fault.Span;
import io.waybill.fault.SteppedNemesis;
import io.waybill.fault.Timeline;
import io.waybill.fault.Victim;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Each shape of a partition, as a plan names it and the nemesis aims it, with each fault that cuts, on connections that
 * are open before it and on those that are opened under it; and that it heals.
 */
final class PartitionScenarios {

    private static final long SEED = 4;
    private static final Duration LASTING = Duration.ofSeconds(1);
    private static final Duration STORM = Duration.ofSeconds(2);
    private static final Victim ONE = Victim.node(1);

    private static final String DRAWN = " links that the seed draws";
    private static final String SILENT = "silent where cut";
    private static final String OVER = "over where cut";
    private static final String WHOLE = "whole";

    private final List<Scenario> all = new ArrayList<>();
    private final Shape shape;
    private final String links;

    private PartitionScenarios(Shape shape, String links) {
        this.shape = shape;
        this.links = links;
    }

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        shapes().forEach((shape, links) -> {
            PartitionScenarios of = new PartitionScenarios(shape, links);
            of.silent();
            of.breaking();
            all.addAll(of.all);
        });
        return all;
    }

    /** Each with the links that it cuts; 6 are the clients, who reach all nodes and are dialled by none. */
    private static Map<Shape, String> shapes() {
        Map<Shape, String> shapes = new LinkedHashMap<>();
        shapes.put(Shape.isolate(ONE), "1→2 1→3 1→4 1→5 2→1 3→1 4→1 5→1");
        shapes.put(Shape.oneWayIn(ONE), "2→1 3→1 4→1 5→1");
        shapes.put(Shape.oneWayOut(ONE), "1→2 1→3 1→4 1→5");
        shapes.put(Shape.pair(ONE, Victim.node(2)), "1→2 2→1");
        shapes.put(Shape.fromControllers(Victim.node(4)), "1→4 2→4 3→4 4→1 4→2 4→3");
        shapes.put(Shape.clientsFrom(ONE), "1→6 6→1");
        shapes.put(Shape.every(ONE), "1→2 1→3 1→4 1→5 1→6 2→1 3→1 4→1 5→1 6→1");
        // The seed draws which, for each fault others.
        shapes.put(Shape.halves(ONE), "12" + DRAWN);
        shapes.put(Shape.bridge(ONE), "8" + DRAWN);
        shapes.put(Shape.ring(), "10" + DRAWN);
        return shapes;
    }

    /** What is done while the fault holds, and when it has ended. */
    private interface Course {
        void run(Scene scene, Cut cut) throws IOException;
    }

    /** A fault that can begin and end, on the links that the nemesis aims at. */
    private record Cut(Mesh mesh, SteppedNemesis nemesis, Told told) {

        void begin() {
            nemesis.advance(0);
        }

        void end() {
            nemesis.advance(STORM.toNanos());
        }

        SortedSet<Link> links() {
            return told.links;
        }

        /** Whether a connection has a half that is cut. */
        boolean concerns(Link request) {
            return links().contains(request) || links().contains(request.reversed());
        }

        Map<Link, Scene.Connection> some(Map<Link, Scene.Connection> connections, boolean concerned) {
            Map<Link, Scene.Connection> some = new LinkedHashMap<>(connections);
            some.keySet().removeIf(request -> concerns(request) != concerned);
            return some;
        }

        /** Looks whether the connections with a cut half have ended, and only these. */
        String over(Map<Link, Scene.Connection> connections) throws IOException {
            SortedSet<Link> open = new TreeSet<>();
            for (Map.Entry<Link, Scene.Connection> each :
                    some(connections, true).entrySet()) {
                if (!each.getValue().client().over().equals("over")
                        || !each.getValue().server().over().equals("over")) {
                    open.add(each.getKey());
                }
            }
            String others = whole(some(connections, false));
            return open.isEmpty() && others.equals(WHOLE) ? OVER : "still open: " + open + ", others " + others;
        }
    }

    /** Keeps what the nemesis has aimed at. */
    private static final class Told implements FaultListener {
        private SortedSet<Link> links = new TreeSet<>();

        @Override
        public void started(FaultRecord fault, long beginNanos, long effectNanos) {
            links = fault.links();
        }

        @Override
        public void stopped(FaultRecord fault, long beginNanos, long effectNanos) {
            // What has ended is seen at the sockets.
        }

        @Override
        public void skipped(Timeline.Occurrence occurrence, String reason, long timeNanos) {
            throw new IllegalStateException(reason);
        }
    }

    private void add(LinkFault fault, Course course, String... seen) {
        all.add(Scenario.of(
                fault + " of " + shape,
                scene -> {
                    try (Mesh mesh = new Mesh(scene.apiPort(), scene.name())) {
                        Told told = new Told();
                        course.run(scene, new Cut(mesh, nemesis(mesh, fault, told), told));
                    }
                },
                Stream.concat(Stream.of(links), Stream.of(seen)).toArray(String[]::new)));
    }

    private SteppedNemesis nemesis(Mesh mesh, LinkFault fault, Told told) {
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ZERO), new Fault.OnLinks(shape, fault, Span.of(LASTING), Fault.Reach.ANY));
        return new SteppedNemesis(
                plan.timeline(SEED, STORM),
                mesh,
                FaultPorts.none().withLinks(mesh.links()),
                told,
                0,
                FaultBudget.unguarded());
    }

    private void silent() {
        add(
                new LinkFault.Stall(),
                (scene, cut) -> {
                    Map<Link, Scene.Connection> open = cut.mesh().connect();
                    Map<Link, Scene.Connection> fresh = quiet(scene, cut, open);
                    cut.end();
                    scene.see(held(open, cut.links()) + " " + held(fresh, cut.links()));
                    scene.see(whole(open) + " " + whole(fresh) + " "
                            + whole(cut.mesh().connect()));
                },
                SILENT,
                SILENT,
                "all came all came",
                "whole whole whole");
        add(
                new LinkFault.Blackhole(Duration.ZERO),
                (scene, cut) -> {
                    Map<Link, Scene.Connection> open = cut.mesh().connect();
                    Map<Link, Scene.Connection> fresh = quiet(scene, cut, open);
                    cut.end();
                    scene.see(cut.over(open) + ", " + cut.over(fresh));
                    scene.see(whole(cut.mesh().connect()));
                },
                SILENT,
                SILENT,
                OVER + ", " + OVER,
                WHOLE);
    }

    private void breaking() {
        add(
                new LinkFault.Refuse(),
                (scene, cut) -> {
                    Map<Link, Scene.Connection> open = cut.mesh().connect();
                    cut.begin();
                    scene.see(aimedAt(cut.links()));
                    scene.see(cut.over(open));
                    SortedSet<Link> refused = cut.mesh().refused();
                    scene.see(
                            refused.equals(cut.some(open, true).keySet())
                                    ? "refused where cut"
                                    : "refused " + inWords(refused));
                    cut.end();
                    scene.see(whole(cut.mesh().connect()));
                },
                OVER,
                "refused where cut",
                WHOLE);
        add(
                new LinkFault.Reset(),
                (scene, cut) -> {
                    Map<Link, Scene.Connection> open = cut.mesh().connect();
                    cut.begin();
                    scene.see(aimedAt(cut.links()));
                    scene.see(cut.over(open));
                    Map<Link, Scene.Connection> fresh = cut.mesh().connect();
                    scene.see(whole(fresh));
                    cut.end();
                    scene.see(whole(fresh));
                },
                OVER,
                WHOLE,
                WHOLE);
    }

    /** Begins what silences, and sees who hears nothing; returns connections that were opened meanwhile. */
    private Map<Link, Scene.Connection> quiet(Scene scene, Cut cut, Map<Link, Scene.Connection> open)
            throws IOException {
        cut.begin();
        scene.see(aimedAt(cut.links()));
        scene.see(silence(open, cut.links()));
        Map<Link, Scene.Connection> fresh = cut.mesh().connect();
        scene.see(silence(fresh, cut.links()));
        return fresh;
    }

    private static String silence(Map<Link, Scene.Connection> connections, SortedSet<Link> cut) throws IOException {
        SortedSet<Link> silent = Mesh.talk(connections, cut);
        return silent.equals(cut) ? SILENT : "silent over " + inWords(silent);
    }

    private static String whole(Map<Link, Scene.Connection> connections) throws IOException {
        SortedSet<Link> silent = Mesh.talk(connections, new TreeSet<>());
        return silent.isEmpty() ? WHOLE : "silent over " + inWords(silent);
    }

    private static String held(Map<Link, Scene.Connection> connections, SortedSet<Link> cut) throws IOException {
        SortedSet<Link> missing = Mesh.hear(connections, cut);
        return missing.isEmpty() ? "all came" : "lost over " + inWords(missing);
    }

    private String aimedAt(SortedSet<Link> cut) {
        return links.endsWith(DRAWN) ? cut.size() + DRAWN : inWords(cut);
    }

    private static String inWords(SortedSet<Link> links) {
        return links.stream().map(Link::toString).collect(Collectors.joining(" "));
    }
}
