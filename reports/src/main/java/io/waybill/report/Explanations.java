package io.waybill.report;

import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.Names;
import io.waybill.checker.anomaly.Step;
import io.waybill.history.Event;
import io.waybill.report.Storyteller.RankedStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what happened around an anomaly and ranks it: what can have decided the message's fate first. */
final class Explanations {

    private static final int FATE = 100;
    private static final int KILLED_LEADER = 95;
    private static final int NEXT_LEADER = 90;
    private static final int KILL = 80;
    private static final int PAUSE = 75;
    private static final int STATE_BEFORE = 70;
    private static final int CHANGE = 50;
    private static final int MOMENT = 47;
    private static final int FAULT = 45;
    private static final int END = 30;

    /** What weighs less only fills a story that would else be short. */
    static final int TELLING = FAULT;

    private final Narration narration;
    private final Circumstances circumstances;
    private final List<RankedStep> found = new ArrayList<>();
    private final long from;
    private final long to;
    private final Optional<Event.Send> acknowledged;

    /** @param proof what is to be explained */
    Explanations(Names names, Circumstances circumstances, List<Event> proof) {
        this.narration = new Narration(names);
        this.circumstances = circumstances;
        acknowledged = proof.stream()
                .filter(Event.Send.class::isInstance)
                .map(Event.Send.class::cast)
                .filter(send -> send.outcome().isOk())
                .min(Comparator.comparingLong(Event.Send::completeNanos));
        from = proof.stream().mapToLong(Event::timeNanos).min().orElse(0);
        to = proof.stream().mapToLong(Storyteller::end).max().orElse(0);
    }

    /** Returns what was found, what explains most first. */
    List<RankedStep> ranked() {
        circumstances.faults().stream()
                .filter(fault -> fault.overlaps(from, to))
                .forEach(this::fault);
        circumstances.moments().stream()
                .filter(moment -> isWithin(moment.timeNanos()))
                .forEach(moment -> add(told(moment), MOMENT));
        leadership();
        replicas();
        circumstances.facts().stream()
                .filter(fact -> fact.kind() == Event.FactKind.TRUNCATED && isWithin(fact.timeNanos()))
                .forEach(this::truncation);
        found.sort(Comparator.comparingInt(RankedStep::weight)
                .reversed()
                .thenComparingLong(ranked -> distance(ranked.step().atNanos())));
        return List.copyOf(found);
    }

    private boolean isWithin(long nanos) {
        return from <= nanos && nanos <= to;
    }

    private long decisive() {
        return acknowledged.map(Event.Send::completeNanos).orElse(to);
    }

    private long distance(long nanos) {
        return Math.abs(nanos - decisive());
    }

    private void add(StoryStep step, int weight) {
        found.add(new RankedStep(step, weight));
    }

    private void fault(Judgement.FaultInterval interval) {
        Event.FaultStarted fault = interval.started();
        StoryStep step = narration.of(fault, Step.Role.EXPLAINS).get(0);
        boolean hitLeader = leaderAt(decisive())
                .map(leader -> fault.resolved().contains(Narration.node(leader.node())))
                .orElse(false);
        int weight = switch (fault.kind()) {
            case "kill", "cut-power", "cut-power-mid-sync" -> hitLeader ? KILLED_LEADER : KILL;
            case "pause" -> PAUSE;
            default -> FAULT;
        };
        boolean afterAck = acknowledged.isPresent() && fault.timeNanos() >= decisive();
        if (hitLeader && afterAck && isDeath(fault)) {
            String later = Wording.duration(Duration.ofNanos(fault.timeNanos() - decisive()));
            step = step.noting(later + " after it acknowledged");
        }
        add(step, weight);
        interval.stopped()
                .filter(stopped -> stopped.completeNanos() <= to)
                .ifPresent(stopped -> add(narration.faultStops(fault, stopped), END));
    }

    /** Returns whether a fault ended processes: with what they had in memory, and without power with more. */
    private static boolean isDeath(Event.FaultStarted fault) {
        return fault.kind().equals("kill") || fault.kind().startsWith("cut-power");
    }

    private Optional<Event.BrokerFact> leaderAt(long nanos) {
        return lastBefore(Event.FactKind.LEADER, nanos);
    }

    private Optional<Event.BrokerFact> lastBefore(Event.FactKind kind, long nanos) {
        return circumstances.facts().stream()
                .filter(fact -> fact.kind() == kind && fact.timeNanos() <= nanos)
                .max(Comparator.comparingLong(Event.BrokerFact::timeNanos));
    }

    private void leadership() {
        Optional<Event.BrokerFact> first = leaderAt(from);
        first.ifPresent(fact -> add(told(fact), STATE_BEFORE));
        int last = first.map(Event.BrokerFact::node).orElse(Event.NONE);
        boolean next = true;
        for (Event.BrokerFact fact : circumstances.facts()) {
            if (fact.kind() != Event.FactKind.LEADER || fact.timeNanos() <= from || fact.timeNanos() > to) {
                continue;
            }
            boolean afterAck = acknowledged.isPresent() && fact.timeNanos() > decisive();
            if (afterAck && next && fact.node() != last) {
                add(fate(fact), NEXT_LEADER);
                next = false;
            } else {
                add(told(fact), CHANGE);
            }
            last = fact.node();
        }
    }

    /** A new leader that was paused or dead from before the send until the old one was gone cannot have a copy. */
    private StoryStep fate(Event.BrokerFact leader) {
        StoryStep step = told(leader);
        String node = Narration.node(leader.node());
        Optional<Event.FaultStarted> end = killOfTheAcknowledgingLeader();
        boolean empty = end.isPresent()
                && circumstances.faults().stream()
                        .filter(fault -> fault.started().resolved().contains(node))
                        .anyMatch(fault -> fault.started().completeNanos() <= from
                                && fault.overlaps(from, end.get().completeNanos())
                                && fault.stopped()
                                        .map(stop ->
                                                stop.timeNanos() >= end.get().timeNanos())
                                        .orElse(true));
        return empty ? step.noting("down from send to kill: cannot have it") : step;
    }

    private Optional<Event.FaultStarted> killOfTheAcknowledgingLeader() {
        Optional<Event.BrokerFact> leader = leaderAt(decisive());
        return circumstances.faults().stream()
                .map(Judgement.FaultInterval::started)
                .filter(fault -> isDeath(fault) && fault.timeNanos() >= decisive())
                .filter(fault -> leader.map(fact -> fault.resolved().contains(Narration.node(fact.node())))
                        .orElse(false))
                .findFirst();
    }

    private void replicas() {
        lastBefore(Event.FactKind.ISR, from).ifPresent(fact -> add(told(fact), STATE_BEFORE));
        circumstances.facts().stream()
                .filter(fact -> fact.kind() == Event.FactKind.ISR && fact.timeNanos() > from && fact.timeNanos() <= to)
                .forEach(fact -> add(told(fact), fact.nodes().size() == 1 ? CHANGE + 1 : CHANGE - 1));
    }

    private void truncation(Event.BrokerFact cut) {
        boolean sealed = acknowledged
                .filter(send -> send.message().partition() == cut.partition()
                        && cut.offset() <= send.offset()
                        && cut.timeNanos() > send.completeNanos())
                .isPresent();
        StoryStep step = told(cut);
        add(sealed ? step.noting("fate sealed: its copy is destroyed") : step, sealed ? FATE : CHANGE);
    }

    private StoryStep told(Event fact) {
        return narration.of(fact, Step.Role.EXPLAINS).get(0);
    }
}
