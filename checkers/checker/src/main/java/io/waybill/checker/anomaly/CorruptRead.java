package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A record was delivered whose payload is ours but not what was written.
 *
 * @param delivery what was handed out
 */
public record CorruptRead(Event.Delivery delivery) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "corrupt-read",
            "Delivered damaged",
            "The payload of a delivered record is marked as one of this run and its checksum is "
                    + "wrong, or it was sent to another partition than the one it was read from. Counted once a "
                    + "delivery.",
            "checkers: integrity",
            "",
            """
            p1 sends a to orders-0: ok @0
             c1 polls orders-0 from 0: @0 corrupt
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.empty();
    }

    @Override
    public List<Step> proof() {
        return List.of(Step.proves(delivery));
    }

    @Override
    public String contradiction(Names names) {
        return "what " + names.consumer(delivery.consumer()) + " was handed at offset " + delivery.offset() + " of "
                + names.partition(delivery.partition()) + " is not what any producer wrote there";
    }
}
