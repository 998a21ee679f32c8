package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A transaction was handed its own message before it was committed.
 *
 * @param send the send
 * @param delivery its delivery, by a poll of the same transaction
 */
public record PrecommittedRead(Event.Send send, Event.Delivery delivery) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "precommitted-read",
            "Read by its own transaction",
            "A poll that is part of a transaction returned a message of this same transaction to a "
                    + "read_committed consumer: what is not committed yet became visible.",
            "Jepsen's Kafka workload, precommitted-read-cases",
            "precommitted-read",
            """
            consumer c1: read committed
            p1 begins t1
            p1 sends a in t1 to orders-0: ok @0
            c1 polls in t1 orders-0: @0 a
            p1 commits t1: ok
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
        return List.of(Step.proves(send), Step.proves(delivery));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(send.message()) + " was delivered to " + names.consumer(delivery.consumer())
                + " inside the transaction that sent it, so before it was committed";
    }
}
