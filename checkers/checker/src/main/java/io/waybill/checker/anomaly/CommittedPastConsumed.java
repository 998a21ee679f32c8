package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A group's committed offset went past a message that nobody in it had been handed.
 *
 * @param skipped the message
 * @param commit the commit
 * @param committed the end of the transaction that carried it
 * @param handed the furthest that the group had come: a delivery, or a position; empty where only its number is known
 */
public record CommittedPastConsumed(
        Event.Send skipped, Event.Commit commit, Event.TransactionEnded committed, List<Event> handed)
        implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "committed-past-consumed",
            "Transaction committed past what was consumed",
            "As commit-past-processed, for offsets that a committed transaction carried: the end of "
                    + "what committed transactions consumed is not the committed offset.",
            "KIP-98, sendOffsetsToTransaction; KIP-447",
            "",
            """
            consumer c1: scope g
            p1 sends a to in-0: ok @0
            p1 sends b to in-0: ok @1
            c1 polls in-0 from 0: @0 a
            p2 begins t1
            c1 commits in-0 to 2 in t1: ok
            p2 commits t1: ok
            """);

    public CommittedPastConsumed {
        handed = List.copyOf(handed);
    }

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.of(skipped.message());
    }

    @Override
    public List<Step> proof() {
        List<Step> steps = new ArrayList<>(List.of(Step.proves(skipped), Step.proves(commit), Step.proves(committed)));
        handed.forEach(event -> steps.add(Step.proves(event)));
        return steps;
    }

    @Override
    public String contradiction(Names names) {
        return names.scope(commit.consumer()) + " committed past offset " + skipped.offset() + " of "
                + names.partition(skipped.message().partition()) + ", where " + names.message(skipped.message())
                + " stands, and nobody in it had been handed that";
    }
}
