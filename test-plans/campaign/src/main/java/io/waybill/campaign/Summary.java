package io.waybill.campaign;

import io.waybill.simulation.RunResult.Counts;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a campaign came to. Everything but the times follows from the seeds alone.
 *
 * @param runs seeds that were run to their end
 * @param failing seeds that did not come out clean, in order
 * @param broken seeds at which the harness failed, in order
 * @param exercised runs in which clients did something
 * @param stopped whether it was called off before its last seed
 * @param wallNanos how long it took
 * @param cpuNanos the time of all cores in runs
 * @param virtualNanos how long the runs were for those in them
 * @param events how much happened in them
 * @param counts what clients did
 * @param findings in how many runs each thing was found, by {@code layer: id}
 * @param moments in how many runs each {@code sometimes} probe was hit; 0 for those that no run has hit
 * @param faults how many faults of each kind began
 * @param hash of all runs' hashes
 */
public record Summary(
        long runs,
        List<Long> failing,
        List<Long> broken,
        long exercised,
        boolean stopped,
        long wallNanos,
        long cpuNanos,
        long virtualNanos,
        long events,
        Counts counts,
        SortedMap<String, Long> findings,
        SortedMap<String, Long> moments,
        SortedMap<String, Long> faults,
        long hash) {

    private static final double NANOS_A_SECOND = 1e9;

    public Summary {
        failing = List.copyOf(failing);
        broken = List.copyOf(broken);
        findings = Collections.unmodifiableSortedMap(new TreeMap<>(findings));
        moments = Collections.unmodifiableSortedMap(new TreeMap<>(moments));
        faults = Collections.unmodifiableSortedMap(new TreeMap<>(faults));
    }

    /** Returns runs a second of the clock on the wall. */
    public double runsPerSecond() {
        return runs * NANOS_A_SECOND / Math.max(1, wallNanos);
    }

    /** Returns virtual seconds a second of one core. */
    public double virtualPerCpuSecond() {
        return (double) virtualNanos / Math.max(1, cpuNanos);
    }

    /** Returns events a second of one core. */
    public double eventsPerCpuSecond() {
        return events * NANOS_A_SECOND / Math.max(1, cpuNanos);
    }

    /** Returns the moments that no run has hit, in the order of their names. */
    public List<String> neverHit() {
        return moments.entrySet().stream()
                .filter(moment -> moment.getValue() == 0)
                .map(moment -> moment.getKey())
                .toList();
    }
}
