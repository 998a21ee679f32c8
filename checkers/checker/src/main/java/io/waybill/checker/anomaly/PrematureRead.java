package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A read_committed consumer was handed a message before its transaction's commit was asked for.
 *
 * @param send the send
 * @param end the end of its transaction as it was asked for later: the commit, or an abort
 * @param delivery its delivery
 */
public record PrematureRead(Event.Send send, Event.TransactionEnded end, Event.Delivery delivery) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "premature-read",
            "Read before the commit",
            "A poll of a read_committed consumer that returned before the commit was invoked contains "
                    + "a message of the transaction; or no commit was ever asked for, only an abort whose "
                    + "success nobody knows. Silent where poll and commit overlap, on read_uncommitted "
                    + "consumers, and on transactions whose end is not recorded. Where the abort was "
                    + "acknowledged, that is aborted-read; where the poll is part of the same transaction, "
                    + "precommitted-read.",
            "Adya, G1b, in the form it takes on a log; Kafka documentation, isolation.level",
            "G1b",
            """
            consumer c1: read committed
            p1 begins t1
            p1 sends a in t1 to orders-0: ok @0
            c1 polls orders-0 from 0: @0 a
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
        return List.of(Step.proves(send), Step.proves(delivery), Step.proves(end));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(send.message()) + " was delivered to " + names.consumer(delivery.consumer())
                + ", who reads only what is committed, "
                + (end.commit() ? "before its transaction's commit was asked for" : "and no commit was ever asked for");
    }
}
