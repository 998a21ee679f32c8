package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A consumer's offsets went back, or repeated, within one assignment and without a seek.
 *
 * @param first what it was handed before
 * @param second what it was handed next
 */
public record NonmonotonicPoll(Event.Delivery first, Event.Delivery second) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "nonmonotonic-poll",
            "Polled backwards",
            "Within one assignment, without a seek and without an indeterminate poll between, a "
                    + "consumer was handed an offset that is not higher than that of the record directly "
                    + "before. Counted once for each step back. Where the same message had been handed out at "
                    + "that offset before, that is duplicate-delivery.",
            "Jepsen's Kafka workload, nonmonotonic-poll and int-nonmonotonic-poll",
            "nonmonotonic-poll",
            """
            p1 sends a to orders-0: ok @0
             p1 sends b to orders-0: ok @1
             c1 polls orders-0 from 0: @1 b, @0 a
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.of(second.message());
    }

    @Override
    public List<Step> proof() {
        return List.of(Step.proves(first), Step.proves(second));
    }

    @Override
    public String contradiction(Names names) {
        return names.consumer(first.consumer()) + " was handed offset " + first.offset() + " of "
                + names.partition(first.partition()) + " and then offset " + second.offset()
                + ", without going back on purpose";
    }
}
