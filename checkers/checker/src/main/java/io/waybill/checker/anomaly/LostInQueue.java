package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * An acknowledged message was never handed to anybody, although the queue was read empty.
 *
 * @param send the send and its acknowledgement
 * @param drained the poll that found nothing, or the position at the end
 */
public record LostInQueue(Event.Send send, Event drained) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "lost-in-queue",
            "Acknowledged, then lost in the queue",
            "A send to a queue was acknowledged before a poll began that found the queue empty, and "
                    + "the message was never delivered. The drain must be complete: every consumer of the queue "
                    + "was closed before, or found it empty too; faults were over; and where there were faults "
                    + "or crashed consumers, whose messages return only after a while, the harness says that it "
                    + "read everything (attribute drained). Otherwise the message is unseen, not lost.",
            "RabbitMQ documentation, consumer acknowledgements and publisher confirms; Jepsen, " + "total-queue",
            "lost",
            """
            queue jobs
            p1 sends a to jobs: ok
            c1 is assigned jobs
            c1 polls: nothing
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
        return List.of(Step.proves(send), Step.proves(drained));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(send.message()) + " was acknowledged, and "
                + names.partition(send.message().partition()) + " was empty afterwards; nobody was handed the message";
    }
}
