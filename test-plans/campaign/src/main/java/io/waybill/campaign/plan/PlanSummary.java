package io.waybill.campaign.plan;

import io.waybill.checker.RunVerdict;
import io.waybill.checker.Verdict;
import io.waybill.simulation.RunResult.Counts;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a plan came to under many seeds. Everything but the times follows from the seeds alone.
 *
 * @param seeds how many were run to their end
 * @param runs how many configurations that were, controls included
 * @param configurations those that are judged, then the controls
 * @param failing the seeds in which something was not as it ought to be, in order
 * @param broken the seeds at which the harness failed, in order
 * @param stopped whether it was called off before its last seed
 * @param wallNanos how long it took
 * @param cpuNanos the time of all cores
 * @param virtualNanos how long the runs were for those in them
 * @param events how much happened in them
 * @param counts what clients did
 * @param findings in how many runs each thing was found that ought not to be, by {@code layer: id}
 * @param faults how many faults of each kind began
 * @param hash of all runs' hashes
 */
public record PlanSummary(
        long seeds,
        long runs,
        List<ConfigurationCount> configurations,
        List<Long> failing,
        List<Long> broken,
        boolean stopped,
        long wallNanos,
        long cpuNanos,
        long virtualNanos,
        long events,
        Counts counts,
        SortedMap<String, Long> findings,
        SortedMap<String, Long> faults,
        long hash) {

    private static final double NANOS_A_SECOND = 1e9;

    public PlanSummary {
        configurations = List.copyOf(configurations);
        failing = List.copyOf(failing);
        broken = List.copyOf(broken);
        findings = Collections.unmodifiableSortedMap(new TreeMap<>(findings));
        faults = Collections.unmodifiableSortedMap(new TreeMap<>(faults));
    }

    /** Returns the worst that there was, as {@link io.waybill.runner.RunResult#verdict} does of one run. */
    public RunVerdict verdict() {
        if (!failing.isEmpty()) {
            return RunVerdict.VIOLATED;
        }
        if (!broken.isEmpty()) {
            return RunVerdict.FAILED;
        }
        if (stopped) {
            return RunVerdict.INTERRUPTED;
        }
        if (configurations.stream().anyMatch(each -> !each.unbroken().isEmpty())) {
            return RunVerdict.CONTROL_DID_NOT_BREAK;
        }
        List<ClaimCount> promised = configurations.stream()
                .flatMap(each -> each.promised().stream())
                .toList();
        boolean holds =
                !promised.isEmpty() && promised.stream().allMatch(each -> each.verdict() instanceof Verdict.Holds);
        return holds && seeds > 0 ? RunVerdict.HOLDS : RunVerdict.UNKNOWN;
    }

    /** Returns runs a second of the clock on the wall. */
    public double runsPerSecond() {
        return runs * NANOS_A_SECOND / Math.max(1, wallNanos);
    }

    /** Returns seeds a second of the clock on the wall. */
    public double seedsPerSecond() {
        return seeds * NANOS_A_SECOND / Math.max(1, wallNanos);
    }

    /** Returns virtual seconds a second of the clock on the wall. */
    public double virtualPerSecond() {
        return (double) virtualNanos / Math.max(1, wallNanos);
    }

    /** Returns virtual seconds a second of one core. */
    public double virtualPerCpuSecond() {
        return (double) virtualNanos / Math.max(1, cpuNanos);
    }
}
