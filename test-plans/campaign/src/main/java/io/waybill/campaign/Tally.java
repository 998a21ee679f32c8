package io.waybill.campaign;

import io.waybill.simulation.RunResult;
import io.waybill.simulation.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up results, in the order of their seeds. */
final class Tally implements SeedPool.Receiver<RunResult> {

    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final CampaignListener listener;
    private final List<Long> failing = new ArrayList<>();
    private final List<Long> broken = new ArrayList<>();
    private final SortedMap<String, Long> findings = new TreeMap<>();
    private final SortedMap<String, Long> moments = new TreeMap<>();
    private final SortedMap<String, Long> faults = new TreeMap<>();
    private RunResult.Counts counts = RunResult.Counts.NONE;
    private long runs;
    private long exercised;
    private long virtualNanos;
    private long events;
    private long hash;

    Tally(CampaignListener listener) {
        this.listener = listener;
    }

    @Override
    public void broke(long seed, Throwable cause) {
        broken.add(seed);
        listener.broke(seed, cause);
    }

    @Override
    public void ran(long seed, RunResult result) {
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

    Summary summary(SeedPool.Effort effort) {
        return new Summary(
                runs,
                failing,
                broken,
                exercised,
                effort.stopped(),
                effort.wallNanos(),
                effort.cpuNanos(),
                virtualNanos,
                events,
                counts,
                findings,
                moments,
                faults,
                hash);
    }
}
