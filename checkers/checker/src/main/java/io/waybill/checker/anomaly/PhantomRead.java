package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A record was delivered that nobody ever sent.
 *
 * @param delivery what was handed out
 */
public record PhantomRead(Event.Delivery delivery) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "phantom-read",
            "Delivered, never sent",
            "A delivered message has no send in the history. Counted once a delivery. Silent where "
                    + "its session had reserved the sequence in that partition (the send may be in the part of "
                    + "a torn history that is lost, or was never answered), where the history is torn and the "
                    + "session has no reservation in that partition, and on foreign records of other producers.",
            "checkers: no phantom; Jepsen's Kafka workload cannot report it",
            "",
            """
            p1 sends a to orders-0: ok @0
             c1 polls orders-0 from 0: @0 a, @1 ghost
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.of(delivery.message());
    }

    @Override
    public List<Step> proof() {
        return List.of(Step.proves(delivery));
    }

    @Override
    public String contradiction(Names names) {
        return names.consumer(delivery.consumer()) + " was handed " + names.message(delivery.message()) + " at offset "
                + delivery.offset() + " of " + names.partition(delivery.partition())
                + "; no send of it was ever invoked";
    }
}
