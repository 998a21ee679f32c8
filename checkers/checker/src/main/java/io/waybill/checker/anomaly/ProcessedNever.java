package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An input was tried, its transaction aborted, and the group's committed offset went past it.
 *
 * @param attempt the output that was aborted
 * @param aborted the end of its transaction
 * @param passed the commit of offsets that went past the input
 * @param kept the end of the transaction that carried it; empty where none did
 */
public record ProcessedNever(
        Event.Send attempt, Event.TransactionEnded aborted, Event.Commit passed, Optional<Event.TransactionEnded> kept)
        implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "processed-never",
            "Passed without effect",
            "An input had an output in a transaction that certainly was aborted; the last committed "
                    + "offset of the scope is behind the input; and no transaction that was committed, or may "
                    + "have been, has an output of it. Counted once an input. Silent on inputs that never had "
                    + "an output: they may be meant to have none.",
            "Kafka documentation, design, exactly-once semantics; KIP-447",
            "",
            """
            consumer c1: scope app
            p1 begins t1
            p1 sends a in t1 from in-0 @0 to out-0: ok @0
            c1 commits in-0 to 1 in t1: ok
            p1 aborts t1: ok
            p1 begins t2
            p1 sends b in t2 from in-0 @1 to out-0: ok @2
            c1 commits in-0 to 2 in t2: ok
            p1 commits t2: ok
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.of(attempt.message());
    }

    @Override
    public List<Step> proof() {
        List<Step> steps = new ArrayList<>(List.of(Step.proves(attempt), Step.proves(aborted), Step.proves(passed)));
        kept.ifPresent(end -> steps.add(Step.proves(end)));
        return steps;
    }

    @Override
    public String contradiction(Names names) {
        return "the input of " + names.message(attempt.message())
                + " has no effect: its transaction was aborted, no other"
                + " has an output of it, and the committed offset of " + names.scope(passed.consumer())
                + " went past it";
    }
}
