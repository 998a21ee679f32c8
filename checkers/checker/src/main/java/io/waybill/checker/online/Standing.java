package io.waybill.checker.online;

import io.waybill.checker.anomaly.AnomalyKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a history stands that is still being written.
 *
 * @param confirmed how often each anomaly was confirmed, in the order in which the kinds were first seen; none is 0
 * @param first the earliest confirmed occurrences of each kind, in the order in which they were confirmed
 * @param suspected what may still turn out to be right
 * @param messages how many sends and deliveries were looked at
 */
public record Standing(
        Map<AnomalyKind, Long> confirmed, List<EarlyFinding> first, Suspicions suspected, long messages) {

    /** Nothing was recorded yet. */
    public static final Standing NOTHING = new Standing(Map.of(), List.of(), new Suspicions(0, 0, 0), 0);

    public Standing {
        confirmed = Collections.unmodifiableMap(new LinkedHashMap<>(confirmed));
        first = List.copyOf(first);
    }

    /** Returns how often an anomaly was confirmed. */
    public long count(AnomalyKind kind) {
        return confirmed.getOrDefault(kind, 0L);
    }
}
