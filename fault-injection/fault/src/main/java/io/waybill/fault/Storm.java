package io.waybill.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Decides what begins and what ends, and when; does nothing itself. Driven by a time that it is told, in nanoseconds
 * from the start of the storm. Single-threaded.
 *
 * <p>The life of an occurrence: (waits for its moment →) due → aimed (its nodes are taken) → each strike begins → each
 * strike ends (its nodes are free). What ends at the same nanosecond as something begins ends first.
 */
final class Storm {

    /** What is to be done next. */
    sealed interface Turn {
        /** Time to find out whom an occurrence hits: ask the questions, then call {@link Storm#aim}. */
        record Resolve(Timeline.Occurrence occurrence, Questions questions) implements Turn {}

        /** Time to break something. */
        record Begin(FaultRecord fault) implements Turn {}

        /** Time to repair something. */
        record End(FaultRecord fault) implements Turn {}

        /** Applies the function of this turn's case. */
        default <R> R match(Function<Resolve, R> resolve, Function<Begin, R> begin, Function<End, R> end) {
            if (this instanceof Resolve r) {
                return resolve.apply(r);
            }
            return this instanceof Begin b ? begin.apply(b) : end.apply((End) this);
        }
    }

    private record Held(Timeline.Strike strike, int occurrence, int step, Target target, long beginNanos) {
        Aim.Hold hold() {
            return Aim.hold(strike, target, beginNanos);
        }
    }

    private record Active(FaultRecord fault, Aim.Hold hold) {
        long endNanos() {
            return hold.endNanos();
        }
    }

    private final List<Integer> nodes;
    private final PriorityQueue<Timeline.Occurrence> due = new PriorityQueue<>(
            Comparator.comparing(Timeline.Occurrence::at).thenComparing(Timeline.Occurrence::number));
    private final List<Timeline.Armed> armed;
    /** When each fault was last given the moment that it waits for. */
    private final SortedMap<Integer, Long> given = new TreeMap<>();

    private final SortedMap<Integer, Timeline.Occurrence> resolved = new TreeMap<>();
    private final PriorityQueue<Held> aimed = new PriorityQueue<>(Comparator.comparingLong(Held::beginNanos)
            .thenComparing(Held::occurrence)
            .thenComparing(Held::step));
    private final PriorityQueue<Active> active = new PriorityQueue<>(Comparator.comparingLong(Active::endNanos)
            .thenComparing(a -> a.fault().id()));
    private FaultBudget budget;
    private int nextId;

    Storm(Timeline timeline, List<Integer> nodes, FaultBudget budget) {
        this.nodes = List.copyOf(nodes);
        this.due.addAll(timeline.occurrences());
        this.armed = new ArrayList<>(timeline.armed());
        this.budget = budget;
    }

    /** Returns when the next turn is due, or {@link Long#MAX_VALUE} when nothing is left to do. */
    long nextNanos() {
        long next = active.isEmpty() ? Long.MAX_VALUE : active.peek().endNanos();
        next = aimed.isEmpty() ? next : Math.min(next, aimed.peek().beginNanos());
        return due.isEmpty() ? next : Math.min(next, due.peek().at().toNanos());
    }

    /**
     * A moment has occurred: of each fault that waits for it the first occurrence becomes due.
     *
     * @return whether one did
     */
    boolean happened(String moment, long nowNanos) {
        Set<Integer> asked = new TreeSet<>();
        List<Timeline.Armed> struck = armed.stream()
                .filter(one -> one.moment().equals(moment) && asked.add(one.waiter()))
                .filter(one -> nowNanos
                        >= given.getOrDefault(one.waiter(), 0L) + one.pause().toNanos())
                .toList();
        for (Timeline.Armed one : struck) {
            armed.remove(one);
            given.put(one.waiter(), nowNanos);
            due.add(one.occurrence().shifted(Duration.ofNanos(nowNanos)));
        }
        return !struck.isEmpty();
    }

    boolean isAwaitingMoments() {
        return !armed.isEmpty();
    }

    /** Returns whether nothing is left to do and nothing waits for a moment. */
    boolean isIdle() {
        return nextNanos() == Long.MAX_VALUE && !isAwaitingMoments();
    }

    /** Returns the next turn that is due, in the order of the times at which they were due; empty when none is. */
    Optional<Turn> next(long nowNanos) {
        long next = nextNanos();
        if (next > nowNanos || next == Long.MAX_VALUE) {
            return Optional.empty();
        }
        if (!active.isEmpty() && active.peek().endNanos() == next) {
            return Optional.of(new Turn.End(active.remove().fault()));
        }
        if (!aimed.isEmpty() && aimed.peek().beginNanos() == next) {
            return Optional.of(new Turn.Begin(begun(aimed.remove())));
        }
        Timeline.Occurrence occurrence = due.remove();
        resolved.put(occurrence.number(), occurrence);
        return Optional.of(new Turn.Resolve(occurrence, Questions.of(occurrence)));
    }

    /**
     * Takes what an occurrence hits, or says why it is not to be tried. Its strikes are counted from {@code nowNanos}:
     * a cluster that was slow to answer shifts them all, and their order stays.
     */
    Optional<String> aim(Timeline.Occurrence occurrence, Situation situation, long nowNanos) {
        List<Aim.Hold> holds = new ArrayList<>();
        aimed.forEach(held -> holds.add(held.hold()));
        active.forEach(one -> holds.add(one.hold()));
        List<Target> targets = new Aim(nodes, holds, situation).resolve(occurrence, nowNanos);
        if (targets.get(0).isRefused()) {
            return Optional.of(targets.get(0).refusal());
        }
        FaultBudget left = budget;
        for (int i = 0; i < targets.size(); i++) {
            Fault.Single fault = occurrence.strikes().get(i).fault();
            Optional<String> beyond = left.refusal(fault, targets.get(i).nodes());
            if (beyond.isPresent()) {
                return beyond;
            }
            left = left.spent(fault, targets.get(i).nodes());
        }
        budget = left;
        for (int i = 0; i < targets.size(); i++) {
            Timeline.Strike strike = occurrence.strikes().get(i);
            long afterNanos = strike.at().minus(occurrence.at()).toNanos();
            aimed.add(new Held(strike, occurrence.number(), i, targets.get(i), nowNanos + afterNanos));
        }
        return Optional.empty();
    }

    /**
     * Returns the occurrences that were aimed and of which nothing has begun, in the order of their times, and forgets
     * what is left of the aimed ones.
     */
    List<Timeline.Occurrence> dropAimed() {
        List<Integer> unbegun = aimed.stream()
                .filter(held -> held.step() == 0)
                .map(Held::occurrence)
                .toList();
        aimed.clear();
        return resolved.values().stream()
                .filter(occurrence -> unbegun.contains(occurrence.number()))
                .sorted(Comparator.comparing(Timeline.Occurrence::at).thenComparing(Timeline.Occurrence::number))
                .toList();
    }

    /** A node has again everything that the others have. */
    void restored(int node) {
        budget = budget.restored(node);
    }

    /** Returns what may still be destroyed. */
    FaultBudget budget() {
        return budget;
    }

    /** Returns every fault that is active, the one that began first first, and forgets all that was still to come. */
    List<FaultRecord> callOff() {
        List<FaultRecord> all = new ArrayList<>(active.stream()
                .map(Active::fault)
                .sorted(Comparator.comparingInt(FaultRecord::id))
                .toList());
        active.clear();
        aimed.clear();
        due.clear();
        armed.clear();
        return all;
    }

    /** Takes back a fault that was called off: it goes on until it is called off again. */
    void goesOn(FaultRecord fault) {
        Target target = new Target(fault.nodes(), fault.links(), new TreeSet<>(), "");
        active.add(new Active(fault, new Aim.Hold(target, fault.fault().faultKind(), Long.MIN_VALUE, Long.MAX_VALUE)));
    }

    /** Returns what is left of a fault, as a fault of its own. */
    FaultRecord narrowed(FaultRecord fault, List<Integer> nodesLeft, Set<Link> linksLeft) {
        return fault.narrowed(nextId++, nodesLeft, linksLeft);
    }

    private FaultRecord begun(Held held) {
        Timeline.Strike strike = held.strike();
        FaultRecord fault = new FaultRecord(
                nextId++,
                held.occurrence(),
                strike.fault(),
                held.target().nodes(),
                held.target().links(),
                strike.lasting());
        active.add(new Active(fault, held.hold()));
        return fault;
    }
}
