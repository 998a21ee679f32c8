package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A consumer was handed one record twice within one assignment, without having gone back on purpose.
 *
 * @param first the first time
 * @param second the second time
 */
public record DuplicateDelivery(Event.Delivery first, Event.Delivery second) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "duplicate-delivery",
            "Delivered twice",
            "One consumer was handed the same message at the same offset twice, within one assignment "
                    + "and without a seek or an indeterminate poll between. Counted once for each delivery "
                    + "beyond the first. Silent on what is delivered again after a seek, a rebalance, or by "
                    + "another consumer: that is at-least-once behaviour. Of records that are not this run's "
                    + "nobody knows which they are: their repetition is nonmonotonic-poll.",
            "Kafka documentation, design, message delivery semantics",
            "nonmonotonic-poll",
            """
            p1 sends a to orders-0: ok @0
             c1 polls orders-0 from 0: @0 a
             c1 polls orders-0: @0 a
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
        return names.consumer(first.consumer()) + " was handed " + names.message(first.message()) + " at offset "
                + first.offset() + " of " + names.partition(first.partition()) + " twice, and never went back";
    }
}
