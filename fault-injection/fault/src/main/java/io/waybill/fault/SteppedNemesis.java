package io.waybill.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * The nemesis for a world that drives it: it does what is due when it is told the time, and never waits. Decisions are
 * those of {@link Nemesis}, which is a loop around this.
 *
 * <p>Times are nanoseconds of the world's clock, which reads {@code startNanos} when the storm begins. Single-threaded.
 * The storm's end begins and ends nothing by itself: call {@link #healAll} or {@link #healCore} then. When a port
 * throws, the nemesis stays usable, and the fault counts as begun, so that a repair includes it.
 */
public final class SteppedNemesis {

    private final Storm storm;
    private final long startNanos;
    private final long endNanos;
    private final ClusterView view;
    private final SortedSet<Integer> nodes;
    private final Striker striker;
    private final ClientFaults clients;
    private final FaultListener listener;
    private final LongSupplier clock;
    private long toldNanos;

    /**
     * Makes a nemesis that has done nothing yet.
     *
     * @param startNanos when the storm begins
     * @param budget how much durable data it may destroy; a fault beyond is skipped, with the reason
     * @throws IllegalArgumentException when the timeline has faults of which the ports are not capable; names all
     */
    public SteppedNemesis(
            Timeline timeline,
            ClusterView view,
            FaultPorts ports,
            FaultListener listener,
            long startNanos,
            FaultBudget budget) {
        ports.capabilities().require(timeline);
        this.storm = new Storm(timeline, view.nodes(), budget);
        this.startNanos = startNanos;
        this.endNanos = startNanos + timeline.storm().toNanos();
        this.view = view;
        this.nodes = new TreeSet<>(view.nodes());
        this.striker = new Striker(ports);
        this.clients = ports.clients();
        this.listener = listener;
        this.toldNanos = startNanos;
        this.clock = () -> toldNanos;
    }

    /** Makes one for a world whose time goes on while the ports act; its storm begins now. Nothing guards its data. */
    SteppedNemesis(Timeline timeline, ClusterView view, FaultPorts ports, FaultListener listener, FaultClock clock) {
        this.storm = new Storm(timeline, view.nodes(), FaultBudget.unguarded());
        this.startNanos = clock.nanos();
        this.endNanos = startNanos + timeline.storm().toNanos();
        this.view = view;
        this.nodes = new TreeSet<>(view.nodes());
        this.striker = new Striker(ports);
        this.clients = ports.clients();
        this.listener = listener;
        this.toldNanos = startNanos;
        this.clock = clock::nanos;
    }

    /**
     * Returns when {@link #advance} is to be called next, or {@link Long#MAX_VALUE} when nothing more is due before the
     * storm's end.
     */
    public long nextNanos() {
        long due = storm.nextNanos();
        return due >= endNanos - startNanos ? Long.MAX_VALUE : startNanos + due;
    }

    /** Returns when the storm ends: when everything, or a core, is to be healed. */
    public long endNanos() {
        return endNanos;
    }

    /**
     * Does everything that was due until {@code nowNanos}, in the order in which it was due.
     *
     * @param nowNanos not less than it was told before
     */
    public void advance(long nowNanos) {
        tell(nowNanos);
        while (nextNanos() <= nowNanos) {
            step();
        }
    }

    /**
     * A moment has occurred that a schedule may wait for ({@link Schedule.When}). Does nothing yet, but what waits for
     * it may be due next: look at {@link #nextNanos} again. May be called while something else happens, also in the
     * middle of a node's own step.
     *
     * @param nowNanos not less than it was told before
     * @return whether something waited for it
     */
    public boolean happened(String moment, long nowNanos) {
        tell(nowNanos);
        return occurred(moment, nowNanos);
    }

    /** Returns whether a fault waits for a moment. */
    public boolean isAwaitingMoments() {
        return storm.isAwaitingMoments();
    }

    /**
     * The same of a moment that may be a while ago. One from before the storm, or after it, begins nothing.
     *
     * @param nanos when it occurred; not after now
     */
    boolean occurred(String moment, long nanos) {
        return startNanos <= nanos && nanos < endNanos && storm.happened(moment, nanos - startNanos);
    }

    /** Returns whether nothing is left to do: no fault to come or to wait, and none to end, be it after the storm. */
    boolean isIdle() {
        return storm.isIdle();
    }

    /** Does the one thing that is due first. */
    void step() {
        storm.next(clock.getAsLong() - startNanos)
                .ifPresent(turn -> turn.<Runnable>match(
                                resolve -> () -> aim(resolve),
                                begin -> () -> begin(begin.fault()),
                                end -> () -> end(end.fault()))
                        .run());
    }

    /** A node has again everything that the others have: the budget lets it be damaged anew. */
    public void restored(int node) {
        storm.restored(node);
    }

    /** Returns how much durable data may still be destroyed. */
    public FaultBudget budget() {
        return storm.budget();
    }

    /** Calls the storm off and repairs everything, nodes that are down for other reasons too. */
    public void healAll(long nowNanos) {
        tell(nowNanos);
        FirstFailure failure = new FirstFailure();
        failure.keep(this::repair);
        failure.keep(() -> striker.revive(nodes));
        failure.raise();
    }

    /**
     * Calls the storm off and repairs all that is inside a core: its nodes with their disks and clocks, the links among
     * them and between them and the clients. What is broken outside stays as it is until {@link #healAll}; a fault that
     * was partly inside ends, and what is left of it is told as a new fault.
     *
     * @param core the nodes that must be able to make progress by themselves
     */
    public void healCore(Set<Integer> core, long nowNanos) {
        tell(nowNanos);
        FirstFailure failure = new FirstFailure();
        for (FaultRecord fault : storm.callOff()) {
            failure.keep(() -> healInside(core, fault));
        }
        failure.keep(() -> striker.revive(new TreeSet<>(core)));
        failure.raise();
    }

    /** The storm is over: tells of each occurrence that was aimed too late to begin. */
    void tellTooLate() {
        storm.dropAimed()
                .forEach(occurrence -> listener.skipped(
                        occurrence, "the storm was over when the cluster had said whom to hit", clock.getAsLong()));
    }

    /** Calls the storm off and repairs what it broke. */
    void repair() {
        FirstFailure failure = new FirstFailure();
        for (FaultRecord fault : storm.callOff()) {
            failure.keep(() -> end(fault));
        }
        failure.raise();
    }

    private void healInside(Set<Integer> core, FaultRecord fault) {
        if (fault.fault() instanceof Fault.RestartClient) {
            // Clients are on the core's side.
            end(fault);
            return;
        }
        boolean onLinks = fault.fault() instanceof Fault.OnLinks;
        Set<Link> linksLeft = new TreeSet<>(fault.links());
        linksLeft.removeIf(link -> isInside(core, link.from()) && isInside(core, link.to()));
        List<Integer> nodesLeft = new ArrayList<>(fault.nodes());
        if (onLinks) {
            nodesLeft.removeIf(node -> linksLeft.stream().noneMatch(link -> link.from() == node || link.to() == node));
        } else {
            nodesLeft.removeAll(core);
        }
        boolean untouched = onLinks
                ? linksLeft.size() == fault.links().size()
                : nodesLeft.size() == fault.nodes().size();
        if (untouched) {
            storm.goesOn(fault);
        } else if (onLinks ? linksLeft.isEmpty() : nodesLeft.isEmpty()) {
            end(fault);
        } else {
            FaultRecord left = storm.narrowed(fault, nodesLeft, linksLeft);
            storm.goesOn(left);
            long beginNanos = clock.getAsLong();
            striker.narrow(fault, left);
            listener.stopped(fault, beginNanos, clock.getAsLong());
            listener.started(left, beginNanos, clock.getAsLong());
        }
    }

    /** Clients are on the core's side: without them nobody would see it make progress. */
    private boolean isInside(Set<Integer> core, int participant) {
        return core.contains(participant) || !nodes.contains(participant);
    }

    private void aim(Storm.Turn.Resolve resolve) {
        Timeline.Occurrence occurrence = resolve.occurrence();
        Situation situation;
        try {
            situation = Situation.of(resolve.questions(), view, clients);
        } catch (ClusterUnavailableException e) {
            listener.skipped(occurrence, "the cluster did not say whom to hit: " + e.getMessage(), clock.getAsLong());
            return;
        }
        Optional<String> refusal = storm.aim(occurrence, situation, clock.getAsLong() - startNanos);
        refusal.ifPresent(reason -> listener.skipped(occurrence, reason, clock.getAsLong()));
    }

    private void begin(FaultRecord fault) {
        long beginNanos = clock.getAsLong();
        striker.begin(fault);
        listener.started(fault, beginNanos, clock.getAsLong());
    }

    private void end(FaultRecord fault) {
        long beginNanos = clock.getAsLong();
        striker.end(fault);
        listener.stopped(fault, beginNanos, clock.getAsLong());
    }

    private void tell(long nowNanos) {
        if (nowNanos < toldNanos) {
            throw new IllegalArgumentException("time must not go back, was told " + nowNanos + " after " + toldNanos);
        }
        toldNanos = nowNanos;
    }
}
