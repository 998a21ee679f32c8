package io.waybill.simulation.cluster;

import io.waybill.checker.Judgement;
import io.waybill.plan.Moment;
import io.waybill.simulation.RunResult;
import io.waybill.workload.Traffic;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run of a cluster was.
 *
 * @param run what it came to, as far as others compare and add up; anomalies and moments included
 * @param judgement what the checkers say of the history
 * @param moments how often each dangerous moment came about; all that are counted
 * @param traffic what clients did
 * @param drained whether everything was read to the end
 */
public record ClusterResult(
        RunResult run, Judgement judgement, SortedMap<Moment, Integer> moments, Traffic traffic, boolean drained) {

    public ClusterResult {
        moments = Collections.unmodifiableSortedMap(new TreeMap<>(moments));
    }
}
