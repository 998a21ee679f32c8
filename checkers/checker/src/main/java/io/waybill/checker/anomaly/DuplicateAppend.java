package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * One message stands at two offsets of its partition: it was appended twice.
 *
 * @param send the one send
 * @param first its delivery at the lower offset
 * @param second its delivery at the higher offset
 */
public record DuplicateAppend(Event.Send send, Event.Delivery first, Event.Delivery second) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "duplicate-append",
            "Appended twice",
            "One message of one send was delivered at two different offsets of its partition, by "
                    + "whomever. Counted once for each offset beyond the first. Reported for every session but "
                    + "those declared as not idempotent, whose own retries may append twice (see "
                    + "retried-duplicate). A second send of the same content by the application is a message of "
                    + "its own and no duplicate.",
            "Jepsen's Kafka workload, duplicate-cases; KIP-98, idempotent producer",
            "duplicate",
            """
            p1 sends a to orders-0: ok @0
             c1 polls orders-0 from 0: @0 a, @1 a
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
        return names.message(send.message()) + " was sent once; it stands at offset " + first.offset()
                + " and again at offset " + second.offset() + " of " + names.partition(first.partition());
    }
}
