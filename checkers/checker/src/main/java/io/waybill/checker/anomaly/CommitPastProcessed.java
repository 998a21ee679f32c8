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
 * @param handed the furthest that the group had come: a delivery, or a position; empty where only its number is known
 */
public record CommitPastProcessed(Event.Send skipped, Event.Commit commit, List<Event> handed) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "commit-past-processed",
            "Committed past what was handed out",
            "An acknowledged commit of a group is behind a message that nobody in the group had been "
                    + "handed by a poll that began before the commit was complete, in front of the position to "
                    + "which its members had come: whoever goes on from the commit never sees the message. The "
                    + "message was acknowledged and is not part of a transaction that may have been aborted, so "
                    + "that a gap of markers or aborted records is none. Silent where the group was handed "
                    + "nothing of the partition, below the start of the log, and on torn histories.",
            "Kafka documentation, design, consumer position",
            "",
            """
            consumer c1: scope g
            p1 sends a to orders-0: ok @0
            p1 sends b to orders-0: ok @1
            c1 polls orders-0 from 0: @0 a
            c1 commits orders-0 to 2: ok
            """);

    public CommitPastProcessed {
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
        List<Step> steps = new ArrayList<>(List.of(Step.proves(skipped), Step.proves(commit)));
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
