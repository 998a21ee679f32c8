package io.waybill.simulation.quorum;

import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.fault.FaultBudget;
import io.waybill.raft.node.RaftNode;
import io.waybill.raft.settings.Mutants;
import io.waybill.raft.storage.CorruptStorageException;
import io.waybill.raft.storage.StorageFailedException;
import io.waybill.simulation.HistoryKeeper;
import io.waybill.simulation.Patience;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.Subject;
import io.waybill.simulation.Supervisor;
import io.waybill.simulation.finding.Finding;
import io.waybill.simulation.finding.Findings;
import io.waybill.simulation.finding.RunVerdict;
import io.waybill.simulation.finding.Silence;
import io.waybill.simulation.invariant.QuorumInvariants;
import io.waybill.simulation.quorum.client.Crew;
import io.waybill.simulation.quorum.client.Ends;
import io.waybill.simulation.quorum.client.Operator;
import io.waybill.simulation.storm.Storm;
import io.waybill.simulator.World;
import io.waybill.simulator.WorldListener;
import io.waybill.simulator.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One run of a quorum. */
public final class QuorumRun {

    private static final int ENOUGH = 6;

    private final RunSpec spec;
    private final QuorumDraw draw;
    private final World world;
    private final Findings findings;
    private final QuorumInvariants invariants;
    private final HistoryKeeper history;
    private final Ends ends;
    private final Crew crew;
    private final Storm storm;
    private final Supervisor supervisor;
    private final Randomness random;

    private QuorumRun(RunSpec spec, Trace trace) {
        this.spec = spec;
        this.draw = QuorumDraw.of(spec);
        this.random = Randomness.ofSeed(spec.seed()).fork("run");
        this.world = World.of(Randomness.ofSeed(spec.seed()).fork("world").nextLong(), draw.world(), trace);
        this.findings = new Findings(world::nanos);
        this.invariants = new QuorumInvariants(
                draw.nodes().size() + 1, draw.raft().cluster().initial(), findings);
        this.history = new HistoryKeeper(world::nanos);
        this.ends = new Ends(draw.client().partitions(), findings, invariants);
        this.crew = new Crew(draw.client(), draw.raft().cluster(), history.recorder(), ends, draw.clientNodes());
        this.storm = new Storm(
                world,
                draw.faults(),
                new QuorumSight(invariants, draw.nodes(), draw.clientNodes()),
                Storm.ports(world),
                draw.guarded() ? budget() : FaultBudget.unguarded(),
                invariants::harmed);
        this.supervisor = new Supervisor(world, findings, storm, lives(), random.fork("supervisor"));
    }

    /** Returns what all seeds of a profile are runs of. */
    public static Subject subject(String profile, Mutants mutants) {
        return new QuorumSubject(profile, mutants);
    }

    /** Runs a seed to its end. */
    public static RunResult of(RunSpec spec) {
        return of(spec, Trace.none());
    }

    /** Runs a seed to its end and writes what happens to a trace. */
    public static RunResult of(RunSpec spec, Trace trace) {
        return new QuorumRun(spec, trace).toTheEnd();
    }

    /** Runs a seed to its end and returns the world, for those who compare two runs event by event. */
    public static World world(RunSpec spec, Trace trace) {
        QuorumRun run = new QuorumRun(spec, trace);
        run.toTheEnd();
        return run.world;
    }

    private RunResult toTheEnd() {
        populate();
        storm.begin();
        world.runUntil(draw.stormNanos());
        recover();
        crew.endAll();
        history.judge(findings);
        List<Finding> all = wentTooFar() ? Silence.brokenIn(findings.all()) : findings.all();
        var counts = new RunResult.Counts(
                crew.acknowledged(), crew.unknown(), crew.failed(), crew.polls(), invariants.checks());
        return new RunResult(
                spec.seed(),
                RunVerdict.of(all),
                world.hash(),
                world.nanos(),
                world.events(),
                counts,
                world.sometimes(),
                storm.started());
    }

    /** Whoever may become a voter counts as one: the damage done before stays with it. */
    private FaultBudget budget() {
        SortedSet<Integer> all = new TreeSet<>(draw.nodes());
        return new FaultBudget(all, mayBeHarmed(), 0, false, new TreeSet<>(), new TreeSet<>());
    }

    private int mayBeHarmed() {
        return (draw.voters() - 1) / 2;
    }

    /** Returns whether more was destroyed than any quorum can bear, so that only silence about it would be wrong. */
    private boolean wentTooFar() {
        return !storm.forgetful().isEmpty() || storm.harmed().size() > mayBeHarmed();
    }

    private void populate() {
        world.listen(supervisor);
        world.afterEvent(invariants::ran);
        for (int node : draw.nodes()) {
            world.add(node, "n" + node, 1, this::member);
        }
        int first = draw.clientNodes().get(0);
        for (int node : draw.clientNodes()) {
            boolean operates = node - first < draw.client().operators();
            world.add(node, "c" + node, 1, environment -> client(environment, operates));
        }
        draw.nodes().forEach(world::start);
        draw.clientNodes().forEach(world::start);
    }

    private void member(Environment environment) {
        int node = environment.node();
        var machine = new WatchedLedger(draw.client().partitions(), ends);
        invariants.attach(node, RaftNode.start(environment, draw.raft(), machine, invariants.listenerOf(node)));
    }

    private void client(Environment environment, boolean operates) {
        crew.start(environment);
        if (operates) {
            Operator.start(crew, environment, invariants::membership, Math.min(3, draw.voters()));
        }
    }

    private Supervisor.Lives lives() {
        return new Supervisor.Lives() {
            @Override
            public void ended(int node, WorldListener.Ending ending) {
                invariants.ended(node);
                crew.ended(node);
            }

            @Override
            public boolean explains(int node, @Nullable Throwable cause) {
                if (cause instanceof CorruptStorageException) {
                    return storm.isHarmed(node);
                }
                return cause instanceof StorageFailedException && storm.hadDiskTrouble(node);
            }
        };
    }

    // ---- the core must go on -----------------------------------------------------------------------------------

    private void recover() {
        SortedSet<Integer> core = core();
        if (core.isEmpty()) {
            world.note(-1, () -> "the storm is over; no majority is left that could recover");
            return;
        }
        world.note(-1, () -> "the storm is over; healed are " + core);
        storm.healCore(core);
        crew.stopOperating();
        var recovery = new QuorumRecovery(crew, invariants, storm, core, draw.nodes(), draw.clientNodes());
        var patience = new Patience(world, findings, recovery, Patience.USUAL_NANOS);
        if (random.chance(0.5)) {
            recovery.cutOff();
        }
        long[] before = new long[crew.size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = crew.completionsOf(i);
        }
        boolean drained = patience.until("recovery", () -> isServed(before))
                && stopSending()
                && patience.until("the last sends", crew::isSilent)
                && drainNow()
                && patience.until("the drain", crew::isDrained);
        world.note(-1, () -> drained ? "everything is read" : "it does not go on");
    }

    private boolean isServed(long[] before) {
        for (int i = 0; i < before.length; i++) {
            if (crew.completionsOf(i) < before[i] + ENOUGH) {
                return false;
            }
        }
        return invariants.leader() >= 0;
    }

    private boolean stopSending() {
        crew.stopSending();
        return true;
    }

    private boolean drainNow() {
        crew.drain();
        return true;
    }

    /** Returns the fewest nodes, drawn, that must be able to go on alone: a majority of every membership in force. */
    private SortedSet<Integer> core() {
        List<Integer> order = new ArrayList<>();
        for (int node : draw.nodes()) {
            order.add(random.nextInt(order.size() + 1), node);
        }
        order.removeIf(node -> storm.isHarmed(node) || invariants.abstains(node));
        SortedSet<Integer> core = new TreeSet<>();
        for (int node : order) {
            if (invariants.canGoOn(core)) {
                break;
            }
            if (invariants.mayVote(node)) {
                core.add(node);
            }
        }
        return invariants.canGoOn(core) ? core : new TreeSet<>();
    }
}
