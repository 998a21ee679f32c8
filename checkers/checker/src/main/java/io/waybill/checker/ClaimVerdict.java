package io.waybill.checker;

import io.waybill.checker.anomaly.AnomalyKind;
import java.util.List;

/**
 * What a history says of one claim.
 *
 * @param outOf how many obligations there were: messages, deliveries, transactions or commits, as the claim counts
 * @param because the anomalies that break it, those with the most occurrences first
 */
public record ClaimVerdict(Claim claim, Verdict verdict, long outOf, List<AnomalyKind> because) {
    public ClaimVerdict {
        because = List.copyOf(because);
    }
}
