package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A message was handed out twice by a queue that consumes what it hands out. Its producer is not idempotent.
 *
 * @param send the one send
 * @param first its first delivery
 * @param second its second delivery
 */
public record RetriedDuplicateInQueue(Event.Send send, Event.Delivery first, Event.Delivery second) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "retried-duplicate-in-queue",
            "Handed out twice after a retry",
            "As duplicate-in-queue, for a session that is declared as not idempotent: the broker "
                    + "never promised to recognise its retries. It breaks at-most-once only where that claim is "
                    + "asked for by name.",
            "Jepsen, total-queue, duplicated",
            "duplicated",
            """
            session p1: not idempotent
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
