package io.waybill.checker.online;

import io.waybill.checker.anomaly.AnomalyKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what was confirmed: every occurrence counted, the first few of each kind remembered. */
final class Ledger {

    private static final int KEPT_OF_EACH = 100;

    private final Map<AnomalyKind, Long> counts = new LinkedHashMap<>();
    private final List<EarlyFinding> first = new ArrayList<>();

    void confirm(EarlyFinding finding) {
        if (counts.merge(finding.kind(), 1L, Long::sum) <= KEPT_OF_EACH) {
            first.add(finding);
        }
    }

    Map<AnomalyKind, Long> counts() {
        return counts;
    }

    List<EarlyFinding> first() {
        return first;
    }
}
