package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message of a committed transaction was never delivered, although its scope read past its place.
 *
 * @param missing the message that was never delivered
 * @param committed what shows that the transaction was committed: its acknowledged commit, or a delivery of another of
 *     its messages
 * @param passage what shows that reading went past the place: a delivery or position in front of it and one behind it
 */
public record TornTransaction(Event.Send missing, Event committed, List<Event> passage) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "torn-transaction",
            "Committed in part",
            "The commit of a transaction was acknowledged, or a read_committed consumer was handed "
                    + "one of its messages after the commit was asked for; another of its messages was "
                    + "acknowledged at an offset that a scope demonstrably passed, and nobody in the scope was "
                    + "handed it. Counted once a transaction. Silent on transactions that nobody saw the end of "
                    + "and nothing of, and on what nobody read past. A single poll that sees only a part is no "
                    + "breach: only the final picture counts.",
            "Adya, G1a and fractured reads for a log; Jepsen, Bufstream 0.1.0 (torn transactions); "
                    + "Kafka documentation, design, transactions",
            "",
            """
            consumer c1: read committed
            p1 begins t1
            p1 sends a in t1 to orders-0: ok @0
            p1 sends b in t1 to orders-0: ok @1
            p1 commits t1: ok
            c1 polls orders-0 from 0: @1 b
            """);

    public TornTransaction {
        passage = List.copyOf(passage);
    }

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.of(missing.message());
    }

    @Override
    public List<Step> proof() {
        List<Step> steps = new ArrayList<>(List.of(Step.proves(missing), Step.proves(committed)));
        passage.forEach(event -> steps.add(Step.proves(event)));
        return steps;
    }

    @Override
    public String contradiction(Names names) {
        return names.message(missing.message()) + " is part of a transaction that was committed, stands at offset "
                + missing.offset() + " of " + names.partition(missing.message().partition())
                + " and was never delivered; reading passed that offset";
    }
}
