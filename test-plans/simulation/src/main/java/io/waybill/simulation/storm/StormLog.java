package io.waybill.simulation.storm;

import io.waybill.fault.FaultKind;
import io.waybill.fault.FaultListener;
import io.waybill.fault.FaultRecord;
import io.waybill.fault.Timeline;
import io.waybill.simulator.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Remembers what the nemesis did: what explains a crash, and whose disk no promise can be asked of any more. */
final class StormLog implements FaultListener {

    private final World world;
    private final StormWitness witness;
    private final List<FaultRecord> active = new ArrayList<>();
    private final SortedMap<String, Long> started = new TreeMap<>();
    private final SortedSet<Integer> harmed = new TreeSet<>();
    private final SortedSet<Integer> forgetful = new TreeSet<>();
    private final SortedMap<Integer, Long> diskTrouble = new TreeMap<>();

    StormLog(World world, StormWitness witness) {
        this.world = world;
        this.witness = witness;
    }

    @Override
    public void started(FaultRecord fault, long beginNanos, long effectNanos) {
        FaultKind kind = fault.fault().faultKind();
        active.add(fault);
        started.merge(kind.word(), 1L, Long::sum);
        if (kind.harm() != FaultKind.Harm.NONE) {
            harmed.addAll(fault.nodes());
            fault.nodes().forEach(witness::harmed);
        }
        if (kind.harm() == FaultKind.Harm.AMNESIA) {
            forgetful.addAll(fault.nodes());
        }
        if (refuses(kind)) {
            fault.nodes().forEach(node -> diskTrouble.put(node, Long.MAX_VALUE));
        }
        world.note(-1, () -> "fault " + fault.id() + " begins: " + kind.word() + " of " + fault.resolvedNames());
        witness.started(fault);
    }

    @Override
    public void stopped(FaultRecord fault, long beginNanos, long effectNanos) {
        active.removeIf(each -> each.id() == fault.id());
        FaultKind kind = fault.fault().faultKind();
        if (refuses(kind)) {
            fault.nodes().forEach(this::refusesLess);
        }
        world.note(-1, () -> "fault " + fault.id() + " ends: " + kind.word() + " of " + fault.resolvedNames());
        witness.stopped(fault);
    }

    private static boolean refuses(FaultKind kind) {
        return kind == FaultKind.DISK_SYNC_FAILS || kind == FaultKind.DISK_FULL;
    }

    /** One of two faults that overlap has ended: the disk refuses as long as the other goes on. */
    private void refusesLess(int node) {
        boolean goesOn = active.stream()
                .anyMatch(each ->
                        refuses(each.fault().faultKind()) && each.nodes().contains(node));
        if (!goesOn) {
            diskTrouble.put(node, world.nanos());
        }
    }

    @Override
    public void skipped(Timeline.Occurrence occurrence, String reason, long timeNanos) {
        world.note(-1, () -> "fault not tried: " + reason);
        witness.skipped(occurrence, reason);
    }

    SortedMap<String, Long> started() {
        return started;
    }

    boolean isHarmed(int node) {
        return harmed.contains(node);
    }

    /** Returns who may have forgotten what it had promised, without being able to know. */
    SortedSet<Integer> forgetful() {
        return forgetful;
    }

    SortedSet<Integer> harmed() {
        return harmed;
    }

    /** Returns whether the disk refused, or refused until lately, so that a member may rightly have given up. */
    boolean hadDiskTrouble(int node, long patienceNanos) {
        Long until = diskTrouble.get(node);
        return until != null && (until == Long.MAX_VALUE || world.nanos() - until <= patienceNanos);
    }

    /** Returns whether a fault keeps a node down or still. */
    boolean holds(int node) {
        return active.stream()
                .anyMatch(each -> each.fault().faultKind().layer() == FaultKind.Layer.PROCESS
                        && each.nodes().contains(node));
    }
}
