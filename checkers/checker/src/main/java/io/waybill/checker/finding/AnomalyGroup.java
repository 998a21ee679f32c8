package io.waybill.checker.finding;

import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.AnomalyKind;
import java.util.List;

/**
 * All occurrences of one anomaly.
 *
 * @param count how many there are
 * @param witnesses the first of them with their evidence, in the order of their times; at most what was asked for
 */
public record AnomalyGroup(AnomalyKind kind, long count, List<Anomaly> witnesses) {
    public AnomalyGroup {
        witnesses = List.copyOf(witnesses);
    }
}
