package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * Two observations of one message's place, or of one place's message, contradict each other.
 *
 * @param first a send or a delivery
 * @param second a delivery or a send that contradicts it
 */
public record InconsistentOffset(Event first, Event second) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "inconsistent-offset",
            "Two messages, one offset",
            "A message was acknowledged at one offset and delivered only at others (counted once a "
                    + "message); or different messages were delivered at one offset (once for each message "
                    + "beyond the first); or different messages that nobody was handed were acknowledged at one "
                    + "offset that nobody passed (once for each beyond the first). Silent where the "
                    + "acknowledged message is lost altogether: that is lost-write; on records that are not "
                    + "this run's, corrupt or misplaced; where a corrupt record was delivered at the "
                    + "acknowledged offset; and, of sessions that are not idempotent, where nobody passed the "
                    + "acknowledged offset or it is below the start of the log: a retry's second copy may be "
                    + "all that was seen.",
            "Jepsen's Kafka workload, inconsistent-offset-cases",
            "inconsistent-offsets",
            """
            p1 sends a to orders-0: ok @0
             c1 polls orders-0 from 0: @1 a
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.ofNullable(Observation.of(first).message());
    }

    @Override
    public List<Step> proof() {
        return List.of(Step.proves(first), Step.proves(second));
    }

    @Override
    public String contradiction(Names names) {
        return Observation.of(first).sentence(names) + "; "
                + Observation.of(second).sentence(names);
    }
}
