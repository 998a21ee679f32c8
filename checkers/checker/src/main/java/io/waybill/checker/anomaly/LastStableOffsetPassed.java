package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A read_committed consumer was handed a record behind the first message of a transaction that was still open.
 *
 * @param open the open transaction's message
 * @param end the end of its transaction, asked for after the delivery
 * @param delivery the delivery of a record behind it
 */
public record LastStableOffsetPassed(Event.Send open, Event end, Event.Delivery delivery) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "last-stable-offset-passed",
            "Read past an open transaction",
            "A read_committed consumer was handed a record at a higher offset than a message of a "
                    + "transaction whose end was asked for only after the poll had returned: the reader went "
                    + "past the last stable offset. The transaction was certainly open where its commit was "
                    + "acknowledged later; of others it is assumed only up to the transaction timeout or the "
                    + "next initialization of the same transactional id, and where that timeout is recorded "
                    + "(attribute transaction-timeout-ms). Where the record delivered is itself of an open "
                    + "transaction, that is premature-read.",
            "Kafka documentation, isolation.level: \"messages ... only up to the last stable offset\"",
            "",
            """
            consumer c1: read committed
            p1 begins t1
            p1 sends a in t1 to orders-0: ok @0
            p2 sends b to orders-0: ok @1
            c1 polls orders-0: @1 b
            p1 commits t1: ok
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.of(open.message());
    }

    @Override
    public List<Step> proof() {
        return List.of(Step.proves(open), Step.proves(delivery), Step.proves(end));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(open.message()) + " stood at offset " + open.offset() + " of "
                + names.partition(delivery.partition()) + " in a transaction that was still open when "
                + names.consumer(delivery.consumer()) + " was handed offset " + delivery.offset();
    }
}
