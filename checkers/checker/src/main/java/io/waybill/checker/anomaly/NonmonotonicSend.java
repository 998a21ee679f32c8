package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * Within one transaction the offsets acknowledged to a producer go down.
 *
 * @param earlier the message that was sent first
 * @param later the message that was sent second, acknowledged at a lower offset
 */
public record NonmonotonicSend(Event.Send earlier, Event.Send later) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "nonmonotonic-send",
            "Offsets go down in a transaction",
            "Of two messages that one session sent to one partition in one transaction, the one sent "
                    + "later was acknowledged at the lower offset. Gaps are normal: other producers write in "
                    + "between.",
            "Jepsen's Kafka workload, int-nonmonotonic-send",
            "int-nonmonotonic-send",
            """
            p1 begins t1
            p1 sends a in t1 to orders-0: ok @1
            p1 sends b in t1 to orders-0: ok @0
            p1 commits t1: ok
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.of(later.message());
    }

    @Override
    public List<Step> proof() {
        return List.of(Step.proves(earlier), Step.proves(later));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(later.message()) + " was sent after " + names.message(earlier.message())
                + " in one transaction and was acknowledged at offset " + later.offset() + ", before offset "
                + earlier.offset();
    }
}
