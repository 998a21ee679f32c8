package io.waybill.checker;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.Obligations;
import java.util.List;

/**
 * How much a history has to say of a claim where nothing violates it. No evidence is {@code unknown}, and so is a
 * promise of delivery as long as an acknowledged message is neither delivered nor lost.
 */
record Evidence(HistoryFacts facts, Counts counts, List<Obligations> obligations, boolean torn) {

    /** Returns whether the history is about what the claim is about, so that it is judged without being asked for. */
    boolean speaksOf(Claim claim) {
        return switch (claim) {
            case AT_MOST_ONCE,
                    AT_LEAST_ONCE,
                    EXACTLY_ONCE,
                    NO_PHANTOM,
                    OFFSET_CONSISTENCY,
                    MONOTONIC_POLLS,
                    ORDER_PER_PRODUCER -> true;
            case ABORTED_INVISIBLE -> counts.failed() > 0 || counts.transactions() > 0;
            case ATOMIC_TRANSACTIONS -> counts.transactions() > 0;
            case ORDER_PER_PARTITION,
                    ORDER_PER_KEY,
                    ZOMBIES_FENCED,
                    EXACTLY_ONCE_PROCESSING,
                    GROUP_EXCLUSIVITY,
                    COMMITTED_OFFSETS,
                    RECOVERY,
                    QUEUE_SETTLEMENT,
                    QUEUE_ORDER -> false;
        };
    }

    /** Returns how many obligations the claim is about. */
    long outOf(Claim claim) {
        return switch (claim) {
            case AT_LEAST_ONCE, EXACTLY_ONCE ->
                obligations.stream().mapToLong(Obligations::acknowledged).sum();
            case ATOMIC_TRANSACTIONS -> counts.transactions();
            default -> counts.deliveries();
        };
    }

    /** Returns the verdict of a claim that nothing violates. */
    Verdict withoutViolation(Claim claim) {
        return switch (claim) {
            case AT_LEAST_ONCE, EXACTLY_ONCE -> delivery();
            case AT_MOST_ONCE,
                    NO_PHANTOM,
                    OFFSET_CONSISTENCY,
                    MONOTONIC_POLLS,
                    ORDER_PER_PRODUCER,
                    ORDER_PER_PARTITION,
                    ABORTED_INVISIBLE -> safety();
            case ORDER_PER_KEY,
                    ATOMIC_TRANSACTIONS,
                    ZOMBIES_FENCED,
                    EXACTLY_ONCE_PROCESSING,
                    GROUP_EXCLUSIVITY,
                    COMMITTED_OFFSETS,
                    RECOVERY,
                    QUEUE_SETTLEMENT,
                    QUEUE_ORDER -> new Verdict.Unknown("the history does not exercise it");
        };
    }

    /** What nobody was handed cannot have been handed wrongly, and proves nothing. */
    private Verdict safety() {
        return counts.deliveries() > 0
                ? new Verdict.Holds(counts.deliveries())
                : new Verdict.Unknown("nothing was delivered");
    }

    private Verdict delivery() {
        if (counts.acknowledged() == 0) {
            return new Verdict.Unknown("no message was acknowledged");
        }
        long open = obligations.stream().mapToLong(Obligations::open).sum();
        long discharged =
                obligations.stream().mapToLong(Obligations::discharged).sum();
        if (open > 0) {
            return new Verdict.Unknown(open + " acknowledged messages were neither delivered nor passed"
                    + (torn ? ", in a torn history" : ""));
        }
        if (torn) {
            return new Verdict.Unknown("the history is torn: acknowledgements may be in the lost part");
        }
        return discharged > 0
                ? new Verdict.Holds(discharged)
                : new Verdict.Unknown("no acknowledged message was to be delivered");
    }
}
