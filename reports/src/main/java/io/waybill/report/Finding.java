package io.waybill.report;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.finding.AnomalyGroup;
import java.util.List;
import java.util.Optional;

/**
 * One kind of anomaly in one history.
 *
 * @param id its name in this report: {@code A1}
 * @param judged where it was found
 * @param group all its occurrences
 * @param breaks the violated claims that it breaks; empty where nobody claimed otherwise
 * @param told the occurrence that can be explained best; empty where the judge kept none
 * @param story that occurrence as a story
 */
public record Finding(
        String id,
        Judged judged,
        AnomalyGroup group,
        List<Claim> breaks,
        Optional<Anomaly> told,
        Optional<Story> story) {
    public Finding {
        breaks = List.copyOf(breaks);
    }

    Finding named(String name) {
        return new Finding(name, judged, group, breaks, told, story);
    }

    /** Returns whether a promise is broken because of it. */
    public boolean counts() {
        return breaks.stream().anyMatch(claim -> judged.expectations().of(claim) == Expectation.HOLDS);
    }
}
