package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A message came again after its settlement was certain.
 *
 * @param first the delivery that was settled
 * @param settlement its settlement, which the broker confirmed
 * @param again the delivery after that
 */
public record RedeliveredAfterSettlement(Event.Delivery first, Event.Settlement settlement, Event.Delivery again)
        implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "redelivered-after-settlement",
            "Settled, then delivered again",
            "A delivery was acknowledged or rejected for good, the settlement was confirmed by the "
                    + "broker, and the message was delivered by a poll that began after that. Silent where the "
                    + "settlement is indeterminate (a plain ack that has no reply), where the consumer was "
                    + "closed or the delivery was handed out again before it was settled, and where it was "
                    + "settled later than the visibility timeout (attribute visibility-timeout-ms).",
            "NATS documentation, double ack; JMS specification, AUTO_ACKNOWLEDGE",
            "duplicated",
            """
            queue jobs
            p1 sends a to jobs: ok
            c1 receives a from jobs tag 1
            c1 acks a tag 1: ok
            c1 receives a from jobs tag 2
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
        return List.of(Step.proves(first), Step.proves(settlement), Step.proves(again));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(first.message()) + " was settled by " + names.consumer(settlement.consumer())
                + ", the broker confirmed it, and then it was delivered to " + names.consumer(again.consumer());
    }
}
