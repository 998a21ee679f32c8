package io.waybill.campaign;

import io.waybill.simulation.RunResult;
import io.waybill.simulation.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds up results, in the order of their seeds whatever the order in which they come, so that what is told and added
 * does not depend on the threads. Safe for use by several threads.
 */
final class Tally {

    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final CampaignListener listener;
    private final SortedMap<Long, Outcome> waiting = new TreeMap<>();
    private final List<Long> failing = new ArrayList<>();
    private final List<Long> broken = new ArrayList<>();
    private final SortedMap<String, Long> findings = new TreeMap<>();
    private final SortedMap<String, Long> moments = new TreeMap<>();
    private final SortedMap<String, Long> faults = new TreeMap<>();
    private RunResult.Counts counts = RunResult.Counts.NONE;
    private long next;
    private long runs;
    private long exercised;
    private long cpuNanos;
    private long virtualNanos;
    private long events;
    private long hash;

    /** How a seed went: one of the two. */
    private record Outcome(List<RunResult> result, List<Throwable> cause) {}

    Tally(long first, CampaignListener listener) {
        this.next = first;
        this.listener = listener;
    }

    void ran(RunResult result) {
        add(result.seed(), new Outcome(List.of(result), List.of()));
    }

    void broke(long seed, Throwable cause) {
        add(seed, new Outcome(List.of(), List.of(cause)));
    }

    synchronized void used(long cpu) {
        cpuNanos += cpu;
    }

    private synchronized void add(long seed, Outcome outcome) {
        waiting.put(seed, outcome);
        for (Outcome due = waiting.remove(next); due != null; due = waiting.remove(next)) {
            for (RunResult result : due.result()) {
                count(result);
            }
            for (Throwable cause : due.cause()) {
                broken.add(next);
                listener.broke(next, cause);
            }
            next++;
        }
    }

    private void count(RunResult result) {
        runs++;
        exercised += result.isExercised() ? 1 : 0;
        virtualNanos += result.virtualNanos();
        events += result.events();
        counts = counts.plus(result.counts());
        hash = (hash ^ result.hash()) * MIX;
        hash ^= hash >>> 31;
        for (Finding finding : result.verdict().all()) {
            findings.merge(finding.layer().word() + ": " + finding.id(), 1L, Long::sum);
        }
        result.sometimes().forEach((id, hits) -> moments.merge(id, hits > 0 ? 1L : 0L, Long::sum));
        result.faults().forEach((kind, count) -> faults.merge(kind, count, Long::sum));
        if (!result.verdict().isOk()) {
            failing.add(result.seed());
        }
        listener.ran(result);
    }

    synchronized Summary summary(boolean stopped, long wallNanos) {
        return new Summary(
                runs,
                failing,
                broken,
                exercised,
                stopped,
                wallNanos,
                cpuNanos,
                virtualNanos,
                events,
                counts,
                findings,
                moments,
                faults,
                hash);
    }
}
