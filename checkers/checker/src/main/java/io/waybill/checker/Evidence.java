package io.waybill.checker;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.ClaimEvidence;
import io.waybill.checker.finding.Obligations;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How much a history has to say of a claim where nothing violates it. No evidence is {@code unknown}, and so is a
 * promise as long as it is open whether it was kept.
 */
final class Evidence {

    private final Map<Claim, ClaimEvidence> byClaim = new EnumMap<>(Claim.class);

    /**
     * Creates the evidence of the claims about delivery.
     *
     * @param logDeliveries how many records were handed out from partitions with offsets
     * @param obligations where the acknowledged messages of all partitions and queues ended
     */
    Evidence(HistoryFacts facts, Counts counts, long logDeliveries, List<Obligations> obligations) {
        // What nobody was handed cannot have been handed wrongly, and proves nothing.
        ClaimEvidence handed = ClaimEvidence.decided(counts.deliveries());
        ClaimEvidence fromLogs = ClaimEvidence.decided(logDeliveries);
        byClaim.put(Claim.AT_MOST_ONCE, handed);
        byClaim.put(Claim.NO_PHANTOM, handed);
        byClaim.put(Claim.OFFSET_CONSISTENCY, fromLogs);
        byClaim.put(Claim.MONOTONIC_POLLS, fromLogs);
        byClaim.put(Claim.ORDER_PER_PRODUCER, fromLogs);
        byClaim.put(Claim.ORDER_PER_PARTITION, fromLogs);
        byClaim.put(Claim.ORDER_PER_KEY, facts.hasKeys() ? fromLogs : ClaimEvidence.NOT_EXERCISED);
        boolean canAbort = counts.failed() > 0 || counts.transactions() > 0;
        byClaim.put(Claim.ABORTED_INVISIBLE, canAbort ? handed : ClaimEvidence.NOT_EXERCISED);
        ClaimEvidence delivered = delivery(counts, obligations, facts.isClosed());
        byClaim.put(Claim.AT_LEAST_ONCE, delivered);
        byClaim.put(Claim.EXACTLY_ONCE, delivered);
    }

    private static ClaimEvidence delivery(Counts counts, List<Obligations> obligations, boolean closed) {
        long acknowledged =
                obligations.stream().mapToLong(Obligations::acknowledged).sum();
        long discharged =
                obligations.stream().mapToLong(Obligations::discharged).sum();
        long open = obligations.stream().mapToLong(Obligations::open).sum();
        if (counts.acknowledged() == 0 || acknowledged == 0) {
            return new ClaimEvidence(0, 0, "no message was acknowledged");
        }
        if (open > 0) {
            String torn = closed ? "" : ", in a torn history";
            return new ClaimEvidence(
                    acknowledged, open, open + " acknowledged messages were neither delivered nor passed" + torn);
        }
        if (!closed) {
            return new ClaimEvidence(
                    acknowledged, 1, "the history is torn: acknowledgements may be in the part that is lost");
        }
        return discharged > 0
                ? ClaimEvidence.decided(acknowledged)
                : new ClaimEvidence(acknowledged, acknowledged, "no acknowledged message had to be delivered");
    }

    /** Adds what a judge has to say of a claim. */
    void put(Claim claim, ClaimEvidence evidence) {
        byClaim.put(claim, evidence);
    }

    /** Returns whether the claim is judged without being asked for: the history is about what the claim is about. */
    boolean speaksOf(Claim claim) {
        return switch (claim) {
            case AT_MOST_ONCE, AT_LEAST_ONCE, EXACTLY_ONCE, NO_PHANTOM -> true;
            // Most brokers do not promise these two, and the third is the order per producer under another name.
            case ORDER_PER_PARTITION, QUEUE_ORDER, ORDER_PER_KEY -> false;
            default -> of(claim).isExercised();
        };
    }

    /** Returns how many obligations the claim is about. */
    long outOf(Claim claim) {
        return of(claim).outOf();
    }

    /** Returns the verdict of a claim that nothing violates. */
    Verdict withoutViolation(Claim claim) {
        ClaimEvidence evidence = of(claim);
        if (!evidence.reason().isEmpty()) {
            return new Verdict.Unknown(evidence.reason());
        }
        return evidence.isExercised()
                ? new Verdict.Holds(evidence.outOf())
                : new Verdict.Unknown("the history does not exercise it");
    }

    private ClaimEvidence of(Claim claim) {
        return byClaim.getOrDefault(claim, ClaimEvidence.NOT_EXERCISED);
    }
}
