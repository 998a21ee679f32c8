package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A message was handed to a second holder while the first one still had it.
 *
 * @param first the delivery that was not settled yet
 * @param second the delivery to somebody else, or to the same consumer once more
 */
public record DeliveredWhileInFlight(Event.Delivery first, Event.Delivery second) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "delivered-while-in-flight",
            "Two holders at once",
            "A message was delivered twice, and when the second poll returned the first delivery can "
                    + "not have been returned: it was not requeued, no settlement of it had failed or was "
                    + "indeterminate, its consumer was not closed, and its visibility timeout (attribute "
                    + "visibility-timeout-ms) was not over. Where the broker marks the second delivery as "
                    + "redelivered it believes the first holder gone; that is held against it only where it "
                    + "later accepts the first holder's settlement. Silent on consumers that settle nothing: "
                    + "there a second delivery is duplicate-in-queue.",
            "AMQP 0-9-1, 1.8.3.13 basic.ack; Amazon SQS documentation, visibility timeout",
            "",
            """
            queue jobs
            p1 sends a to jobs: ok
            c1 receives a from jobs tag 1
            c2 receives a from jobs tag 1
            c1 acks a tag 1: ok
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.of(first.message());
    }

    @Override
    public List<Step> proof() {
        return List.of(Step.proves(first), Step.proves(second));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(first.message()) + " was delivered to " + names.consumer(second.consumer()) + " while "
                + names.consumer(first.consumer()) + " had it and had not returned it";
    }
}
