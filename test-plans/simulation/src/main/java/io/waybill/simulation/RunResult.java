package io.waybill.simulation;

import io.waybill.simulation.finding.RunVerdict;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run was, as far as others compare and add up.
 *
 * @param seed the run's
 * @param hash of everything that happened: two runs with the same hash were the same run
 * @param virtualNanos how long it was for those in it
 * @param events how much happened
 * @param counts what clients did
 * @param sometimes how often each moment was hit that a campaign must have seen, by its probe
 * @param faults how many faults of each kind began
 */
public record RunResult(
        long seed,
        RunVerdict verdict,
        long hash,
        long virtualNanos,
        long events,
        Counts counts,
        SortedMap<String, Long> sometimes,
        SortedMap<String, Long> faults) {

    public RunResult {
        sometimes = Collections.unmodifiableSortedMap(new TreeMap<>(sometimes));
        faults = Collections.unmodifiableSortedMap(new TreeMap<>(faults));
    }

    /**
     * What clients did.
     *
     * @param acknowledged sends that took effect
     * @param unknown sends of which nobody knows
     * @param failed sends that certainly failed
     * @param polls polls that were answered
     * @param checks facts that were checked against an invariant
     */
    public record Counts(long acknowledged, long unknown, long failed, long polls, long checks) {

        /** Nothing. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        /** Returns the sum. */
        public Counts plus(Counts other) {
            return new Counts(
                    acknowledged + other.acknowledged,
                    unknown + other.unknown,
                    failed + other.failed,
                    polls + other.polls,
                    checks + other.checks);
        }
    }

    /** Returns whether clients did anything at all, so that a clean verdict says something. */
    public boolean isExercised() {
        return counts.acknowledged() + counts.unknown() > 0 && counts.polls() > 0;
    }
}
