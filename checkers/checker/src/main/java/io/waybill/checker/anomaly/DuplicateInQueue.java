package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A message was handed out twice by a queue that consumes what it hands out.
 *
 * @param send the one send
 * @param first its first delivery
 * @param second its second delivery
 */
public record DuplicateInQueue(Event.Send send, Event.Delivery first, Event.Delivery second) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "duplicate-in-queue",
            "Handed out twice",
            "A message that was sent once was handed out twice by a queue whose consumers settle "
                    + "nothing, so that handing it out is consuming it; the first consumer was not closed in "
                    + "between. Silent on sessions that are not idempotent: see retried-duplicate-in-queue.",
            "Jepsen, total-queue, duplicated",
            "duplicated",
            """
            queue jobs
            p1 sends a to jobs: ok
            c1 receives a from jobs
            c1 receives a from jobs
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.of(send.message());
    }

    @Override
    public List<Step> proof() {
        return List.of(Step.proves(send), Step.proves(first), Step.proves(second));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(send.message()) + " was sent once and handed out twice, to "
                + names.consumer(first.consumer()) + " and to " + names.consumer(second.consumer());
    }
}
