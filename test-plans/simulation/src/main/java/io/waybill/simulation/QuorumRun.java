package io.waybill.simulation;

import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.node.RaftNode;
import io.waybill.simulation.client.Crew;
import io.waybill.simulation.client.Ends;
import io.waybill.simulation.client.Operator;
import io.waybill.simulation.finding.Finding;
import io.waybill.simulation.finding.Findings;
import io.waybill.simulation.finding.Layer;
import io.waybill.simulation.finding.RunVerdict;
import io.waybill.simulation.invariant.QuorumInvariants;
import io.waybill.simulation.storm.QuorumStorm;
import io.waybill.simulator.World;
import io.waybill.simulator.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** One run of a quorum. */
public final class QuorumRun {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long NO_PROGRESS_NANOS = 8 * SECOND;
    private static final long LONGEST_RECOVERY_NANOS = 40 * SECOND;
    private static final long LONGEST_DRAIN_NANOS = 60 * SECOND;
    private static final long STEP_NANOS = 100 * MILLI;
    private static final int ENOUGH = 6;

    private final RunSpec spec;
    private final QuorumDraw draw;
    private final World world;
    private final Findings findings;
    private final QuorumInvariants invariants;
    private final HistoryKeeper history;
    private final Ends ends;
    private final Crew crew;
    private final QuorumStorm storm;
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
        this.storm = new QuorumStorm(
                world, invariants, draw.faults(), draw.nodes(), draw.clientNodes(), draw.voters(), draw.guarded());
        this.supervisor = new Supervisor(world, findings, invariants, crew, storm, random.fork("supervisor"));
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
        boolean recovered = recover();
        if (recovered) {
            drain();
        }
        crew.endAll();
        history.judge(findings);
        List<Finding> all = storm.wentTooFar() ? Silence.brokenIn(findings.all()) : findings.all();
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

    // ---- the core must go on -----------------------------------------------------------------------------------

    private boolean recover() {
        SortedSet<Integer> core = core();
        if (core.isEmpty()) {
            return false;
        }
        world.note(-1, () -> "the storm is over; healed are " + core);
        storm.healCore(core);
        long begin = world.nanos();
        long[] before = new long[crew.size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = crew.completionsOf(i);
        }
        while (!isServed(before)) {
            world.runUntil(world.nanos() + STEP_NANOS);
            if (isStuck(begin, LONGEST_RECOVERY_NANOS, "recovery on the core " + core)) {
                return false;
            }
        }
        return true;
    }

    private boolean isServed(long[] before) {
        for (int i = 0; i < before.length; i++) {
            if (crew.completionsOf(i) < before[i] + ENOUGH) {
                return false;
            }
        }
        return invariants.leader() >= 0;
    }

    private boolean isStuck(long begin, long longest, String what) {
        long silent = world.nanos() - Math.max(begin, crew.lastCompletionNanos());
        if (silent <= NO_PROGRESS_NANOS && world.nanos() - begin <= longest) {
            return false;
        }
        findings.add(
                Layer.LIVENESS,
                "no progress",
                what + ": " + Finding.seconds(world.nanos() - begin) + " s, the last operation ended well "
                        + Finding.seconds(silent) + " s ago; leader "
                        + (invariants.leader() < 0 ? "nobody" : "n" + invariants.leader()) + ", "
                        + invariants.membership());
        return true;
    }

    private void drain() {
        long begin = world.nanos();
        crew.stopSending();
        while (!crew.isSilent()) {
            world.runUntil(world.nanos() + STEP_NANOS);
            if (isStuck(begin, LONGEST_DRAIN_NANOS, "the last sends")) {
                return;
            }
        }
        crew.drain();
        while (!crew.isDrained()) {
            world.runUntil(world.nanos() + STEP_NANOS);
            if (isStuck(begin, LONGEST_DRAIN_NANOS, "the drain")) {
                return;
            }
        }
    }

    /** Returns the fewest nodes, drawn, that must be able to go on alone: a majority of every membership in force. */
    private SortedSet<Integer> core() {
        List<Integer> order = new ArrayList<>();
        for (int node : draw.nodes()) {
            order.add(random.nextInt(order.size() + 1), node);
        }
        order.removeIf(node -> storm.isHarmed(node) || invariants.abstains(node));
        List<Membership> memberships = invariants.memberships();
        SortedSet<Integer> core = new TreeSet<>();
        for (int node : order) {
            if (isMajority(core, memberships)) {
                break;
            }
            if (memberships.stream().anyMatch(each -> each.isVoter(node))) {
                core.add(node);
            }
        }
        return isMajority(core, memberships) ? core : new TreeSet<>();
    }

    private static boolean isMajority(SortedSet<Integer> core, List<Membership> memberships) {
        for (Membership each : memberships) {
            int voters = 0;
            for (int node : core) {
                voters += each.isVoter(node) ? 1 : 0;
            }
            if (voters < each.majority()) {
                return false;
            }
        }
        return true;
    }
}
