package io.waybill.simulation.cluster;

import io.waybill.checker.Judgement;
import io.waybill.environment.Randomness;
import io.waybill.fault.Partition;
import io.waybill.fault.Swarm;
import io.waybill.history.Attributes;
import io.waybill.history.Event;
import io.waybill.history.file.ByteStore;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Clients;
import io.waybill.plan.Moment;
import io.waybill.simulation.HistoryKeeper;
import io.waybill.simulation.Patience;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.Subject;
import io.waybill.simulation.cluster.client.Clientele;
import io.waybill.simulation.finding.Finding;
import io.waybill.simulation.finding.RunVerdict;
import io.waybill.simulation.finding.Silence;
import io.waybill.simulator.World;
import io.waybill.simulator.trace.Trace;
import io.waybill.workload.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** One run of a cluster. */
public final class ClusterRun {

    private static final long MILLI = 1_000_000;
    private static final int ENOUGH = 6;
    private static final long PROGRESS_NANOS = 200 * MILLI;
    private static final String MOMENT = "moment: ";

    private final ClusterSetup setup;
    private final ClusterListener listener;
    private final Randomness random;
    private final Stage stage;
    private final World world;
    private final HistoryKeeper history;
    private final Recorder recorder;

    private ClusterRun(
            ClusterSetup setup,
            Trace trace,
            ByteStore store,
            SortedMap<String, String> attributes,
            ClusterListener listener) {
        this.setup = setup;
        this.listener = listener;
        this.random = Randomness.ofSeed(setup.seed()).fork("run");
        this.world = World.of(Randomness.ofSeed(setup.seed()).fork("world").nextLong(), setup.world(), trace);
        this.history = new HistoryKeeper(store, setup.seed(), world::nanos);
        this.recorder = history.recorder();
        attributes.forEach(recorder::attribute);
        this.stage = new Stage(setup, world, recorder, random, listener, !trace.isEmpty());
    }

    /**
     * Returns what all seeds of a profile are runs of.
     *
     * @param profile what breaks: the name of a {@link Swarm}
     * @param mutants the ids of the flaws that are planted, whatever part they are of
     * @return empty where one of the flaws is not known
     */
    public static Optional<Subject> subject(String profile, List<String> mutants) {
        return ClusterFlaws.ofIds(mutants).map(planted -> new ClusterSubject(profile, planted));
    }

    /** Returns which of their settings our own clients refuse, one sentence each; empty where they take all. */
    public static List<String> problems(Clients clients) {
        return Library.problems(clients);
    }

    /** Runs a setup to its end. */
    public static ClusterResult of(ClusterSetup setup) {
        return of(setup, Trace.none());
    }

    /** Runs a setup to its end and writes what happens to a trace. */
    public static ClusterResult of(ClusterSetup setup, Trace trace) {
        return recorded(setup, trace, ByteStore.inMemory(), Collections.emptySortedMap(), ClusterListener.NONE);
    }

    /**
     * Runs a setup to its end and keeps the history.
     *
     * @param store is given the history; not closed
     * @param attributes what the history is to say of the run beside what the run says itself
     * @param listener is told how it goes
     */
    public static ClusterResult recorded(
            ClusterSetup setup,
            Trace trace,
            ByteStore store,
            SortedMap<String, String> attributes,
            ClusterListener listener) {
        return new ClusterRun(setup, trace, store, attributes, listener).toTheEnd();
    }

    /** Runs a setup to its end and returns the world, for those who compare two runs event by event. */
    public static World world(ClusterSetup setup, Trace trace) {
        var run =
                new ClusterRun(setup, trace, ByteStore.inMemory(), Collections.emptySortedMap(), ClusterListener.NONE);
        run.toTheEnd();
        return run.world;
    }

    private ClusterResult toTheEnd() {
        boolean drained = begin() && carryOut();
        stage.clientele().endAll();
        Traffic traffic = stage.clientele().traffic();
        recorder.attribute(Attributes.DRAINED, String.valueOf(drained));
        recorder.attribute("sends-not-invoked", String.valueOf(traffic.notInvoked()));
        Judgement judgement = history.judge(setup.claims(), stage.findings());
        world.note(-1, () -> drained ? "everything is read" : "not everything is read");
        return new ClusterResult(run(traffic), judgement, moments(), traffic, drained);
    }

    private RunResult run(Traffic traffic) {
        List<Finding> all = stage.findings().all();
        if (!setup.storm().guarded() && !stage.storm().harmed().isEmpty()) {
            all = Silence.brokenIn(all);
        }
        SortedMap<String, Long> sometimes = new TreeMap<>(world.sometimes());
        moments().forEach((moment, hits) -> sometimes.put(MOMENT + moment.sentence(), (long) hits));
        var counts = new RunResult.Counts(
                traffic.acknowledged(),
                traffic.noReply(),
                traffic.failed(),
                stage.clientele().polls(),
                stage.checks());
        return new RunResult(
                setup.seed(),
                RunVerdict.of(all),
                world.hash(),
                world.nanos(),
                world.events(),
                counts,
                sometimes,
                stage.storm().started());
    }

    private SortedMap<Moment, Integer> moments() {
        SortedMap<Moment, Integer> moments = new TreeMap<>();
        for (Moment moment : Moment.values()) {
            if (moment.isCounted()) {
                moments.put(moment, stage.moments().count(moment));
            }
        }
        return moments;
    }

    // ---- from phase to phase -----------------------------------------------------------------------------------

    /** Returns whether the cluster is there, with its topics. */
    private boolean begin() {
        enter(ClusterPhase.START);
        stage.startCluster();
        SortedSet<Integer> all = new TreeSet<>(setup.shape().nodes().all());
        var patience = new Patience(
                world,
                stage.findings(),
                stage.recoveryOf(all),
                setup.phases().start().toNanos());
        return patience.until("the start", stage.sight()::isWhole);
    }

    /** Returns whether everything was read to the end. */
    private boolean carryOut() {
        enter(ClusterPhase.WARM_UP);
        stage.startClients();
        pass(setup.phases().warmUp());
        enter(ClusterPhase.STORM);
        stage.storm().begin();
        pass(setup.phases().storm());
        enter(ClusterPhase.CALM);
        SortedSet<Integer> core = heal();
        if (core.isEmpty()) {
            world.note(-1, () -> "the storm is over; nothing is left that could recover");
            return false;
        }
        world.note(-1, () -> "the storm is over; healed are " + core);
        ClusterRecovery recovery = stage.recoveryOf(core);
        if (random.chance(0.5)) {
            recovery.cutOff();
        }
        var patience = new Patience(world, stage.findings(), recovery, stage.silenceNanos());
        var before = new Served(stage.clientele());
        pass(setup.phases().calm());
        return patience.until("recovery", telling(before::isServedSince)) && drain(patience);
    }

    private boolean drain(Patience patience) {
        enter(ClusterPhase.DRAIN);
        stage.clientele().stopSending();
        if (!patience.until("the last sends", telling(stage.clientele()::isSilent))) {
            return false;
        }
        stage.clientele().drain();
        if (!patience.until("the drain", telling(stage.clientele()::isDrained))) {
            return false;
        }
        setup.partitions().forEach(this::recordBounds);
        return true;
    }

    /** Nothing is deleted while a run lasts, so what a reader can be asked for begins at 0. */
    private void recordBounds(Partition partition) {
        int id = recorder.partition(partition.topic(), partition.number());
        stage.sight().end(partition).ifPresent(end -> {
            recorder.fact(Event.FactKind.LOG_START, id, Event.NONE, Event.NONE, 0, List.of(), "simulation");
            recorder.fact(Event.FactKind.LOG_END, id, Event.NONE, Event.NONE, end, List.of(), "simulation");
        });
    }

    private void enter(ClusterPhase phase) {
        recorder.phase(phase.word());
        world.note(-1, () -> "phase: " + phase.word());
        listener.phaseStarted(phase, world.nanos());
    }

    /** Lets time pass, telling how it goes. */
    private void pass(Duration duration) {
        long until = world.nanos() + duration.toNanos();
        while (world.nanos() < until) {
            world.runUntil(Math.min(until, world.nanos() + PROGRESS_NANOS));
            listener.progress(stage.clientele().traffic(), world.nanos());
        }
    }

    /** Returns a condition that tells how it goes whenever it is asked. */
    private BooleanSupplier telling(BooleanSupplier condition) {
        return () -> {
            listener.progress(stage.clientele().traffic(), world.nanos());
            return condition.getAsBoolean();
        };
    }

    private SortedSet<Integer> heal() {
        if (setup.storm().healing() == ClusterStorm.Healing.EVERYTHING) {
            stage.storm().healAll();
            return new TreeSet<>(setup.shape().nodes().all());
        }
        SortedSet<Integer> core = core();
        if (!core.isEmpty()) {
            stage.storm().healCore(core);
        }
        return core;
    }

    /**
     * Returns few nodes, drawn, that must be able to go on alone: a majority that votes, and a leader of everything.
     */
    private SortedSet<Integer> core() {
        List<Integer> order = new ArrayList<>();
        for (int node : setup.shape().nodes().all()) {
            order.add(random.nextInt(order.size() + 1), node);
        }
        order.removeIf(stage.storm()::isHarmed);
        SortedSet<Integer> core = new TreeSet<>();
        for (int node : order) {
            if (stage.canGoOn(core)) {
                break;
            }
            core.add(node);
        }
        return stage.canGoOn(core) ? core : new TreeSet<>();
    }

    /** What every client had got done at a moment, and every partition taken. */
    private static final class Served {
        private final Clientele clientele;
        private final SortedMap<Integer, Long> completedBy;
        private final SortedMap<Partition, Long> acknowledgedTo;

        Served(Clientele clientele) {
            this.clientele = clientele;
            this.completedBy = clientele.completedBy();
            this.acknowledgedTo = clientele.acknowledgedTo();
        }

        /** Returns whether every client has got enough done since, and every partition has taken something. */
        boolean isServedSince() {
            SortedMap<Integer, Long> now = clientele.completedBy();
            SortedMap<Partition, Long> to = clientele.acknowledgedTo();
            return completedBy.entrySet().stream()
                            .allMatch(each -> now.getOrDefault(each.getKey(), 0L) >= each.getValue() + ENOUGH)
                    && acknowledgedTo.entrySet().stream()
                            .allMatch(each -> to.getOrDefault(each.getKey(), 0L) > each.getValue());
        }
    }
}
