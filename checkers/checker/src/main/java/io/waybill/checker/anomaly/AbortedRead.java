package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A message was delivered whose send certainly failed, or whose transaction was aborted.
 *
 * @param send the send
 * @param end the end of its transaction, or the send itself where that failed
 * @param delivery its delivery
 */
public record AbortedRead(Event.Send send, Event end, Event.Delivery delivery) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "aborted-read",
            "Failed or aborted, yet delivered",
            "A message was delivered to anybody although its send certainly failed, or to a "
                    + "read_committed consumer although the abort of its transaction was acknowledged and no "
                    + "commit of it is acknowledged or indeterminate. Counted once a delivery. It rests on the "
                    + "client's word that the failure was certain, which is why the error is shown. Silent on "
                    + "indeterminate sends and transactions, and on read_uncommitted consumers of aborted "
                    + "transactions.",
            "Adya, G1a; Jepsen's Kafka workload, g1a-cases",
            "G1a",
            """
            p1 sends a to orders-0: fail 'record too large'
             c1 polls orders-0 from 0: @0 a
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
        return end.equals(send)
                ? List.of(Step.proves(send), Step.proves(delivery))
                : List.of(Step.proves(send), Step.proves(end), Step.proves(delivery));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(send.message())
                + (end.equals(send)
                        ? " certainly failed (" + send.outcome().reason() + ")"
                        : " belongs to a transaction that was aborted")
                + " and was delivered";
    }
}
