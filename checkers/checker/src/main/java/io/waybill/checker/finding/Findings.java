package io.waybill.checker.finding;

import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.AnomalyKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * What the judges have found so far: every occurrence counted, the earliest of each kind kept with a way to get at its
 * evidence.
 *
 * <p>Evidence is looked up in the history only when all judging is done, so that a judge in the middle of a hundred
 * million rows writes down a place and goes on. Which occurrences are kept depends on their times alone, not on which
 * thread came first. Safe for use by any number of threads.
 */
public final class Findings {

    private final int witnesses;
    private final Map<AnomalyKind, Kept> kept = new LinkedHashMap<>();

    /** Creates a collection that keeps the evidence of the first {@code witnesses} occurrences of each kind. */
    public Findings(int witnesses) {
        this.witnesses = witnesses;
    }

    /**
     * Notes one occurrence.
     *
     * @param timeNanos when it became apparent; orders the occurrences of a kind
     * @param tieBreaker orders those of one time, so that the choice does not depend on the threads
     * @param evidence looks the evidence up; called at most once, after all judging
     */
    public synchronized void add(AnomalyKind kind, long timeNanos, long tieBreaker, Supplier<Anomaly> evidence) {
        Kept of = kept.computeIfAbsent(kind, k -> new Kept());
        of.count++;
        of.earliest.add(new Occurrence(timeNanos, tieBreaker, evidence));
        if (of.earliest.size() > witnesses) {
            of.earliest.poll();
        }
    }

    /** Returns how often a kind was noted. */
    public synchronized long count(AnomalyKind kind) {
        Kept of = kept.get(kind);
        return of == null ? 0 : of.count;
    }

    /** Looks up the evidence and returns the groups, in the order in which kinds were first noted. */
    public synchronized List<AnomalyGroup> groups() {
        List<AnomalyGroup> groups = new ArrayList<>();
        kept.forEach((kind, of) -> groups.add(new AnomalyGroup(
                kind,
                of.count,
                of.earliest.stream()
                        .sorted(Occurrence.EARLIEST_FIRST)
                        .map(occurrence -> occurrence.evidence.get())
                        .toList())));
        return groups;
    }

    private static final class Kept {
        private long count;
        private final PriorityQueue<Occurrence> earliest = new PriorityQueue<>(Occurrence.EARLIEST_FIRST.reversed());
    }

    private record Occurrence(long timeNanos, long tieBreaker, Supplier<Anomaly> evidence) {
        private static final Comparator<Occurrence> EARLIEST_FIRST =
                Comparator.comparingLong(Occurrence::timeNanos).thenComparingLong(Occurrence::tieBreaker);
    }
}
