package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * One input has outputs in two committed transactions.
 *
 * @param first an output of the input
 * @param firstCommitted what shows that its transaction was committed
 * @param second an output of the same input in another transaction
 * @param secondCommitted what shows that that one was committed too
 */
public record ProcessedTwice(Event.Send first, Event firstCommitted, Event.Send second, Event secondCommitted)
        implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "processed-twice",
            "Processed twice",
            "Two different transactions of one scope, both committed (acknowledged, or seen by a "
                    + "read_committed consumer), contain outputs of the same input. Outputs name their input; a "
                    + "delivery of an input twice is no breach, only its effect counts. Silent on transactions "
                    + "of which nobody knows the end and nothing was seen, and on transactions of different "
                    + "scopes.",
            "Kafka documentation, design, exactly-once semantics; KIP-447",
            "",
            """
            p1 begins t1
            p1 sends a in t1 from in-0 @0 to out-0: ok @0
            p1 commits t1: ok
            p1 begins t2
            p1 sends b in t2 from in-0 @0 to out-0: ok @2
            p1 commits t2: ok
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.of(second.message());
    }

    @Override
    public List<Step> proof() {
        return List.of(
                Step.proves(first), Step.proves(firstCommitted), Step.proves(second), Step.proves(secondCommitted));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(first.message()) + " and " + names.message(second.message())
                + " are both outputs of one input, in two transactions that were both committed";
    }
}
