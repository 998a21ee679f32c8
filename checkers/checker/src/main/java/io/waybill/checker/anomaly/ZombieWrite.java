package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A producer whose successor had been initialized still wrote or committed.
 *
 * @param successor the newer session of the same transactional id, whose initialization fences the older ones
 * @param late what the older session was allowed to do after that: a send or a commit
 */
public record ZombieWrite(Event.SessionDefined successor, Event late) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "zombie-write",
            "Fenced, yet accepted",
            "A send or a commit of a producer session was invoked after the initialization of a newer "
                    + "session of the same transactional id was complete, and was acknowledged. Silent on what "
                    + "was invoked before, on indeterminate outcomes, and where it is not recorded when the "
                    + "newer session was initialized.",
            "KIP-98, zombie fencing; Kafka documentation, KafkaProducer.initTransactions",
            "",
            """
            session p1: transactional tx epoch 0
            at 10..20 session p2: transactional tx epoch 1
            at 30 p1 begins t1
            at 40..50 p1 sends a in t1 to orders-0: ok @0
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return late instanceof Event.Send send ? Optional.of(send.message()) : Optional.empty();
    }

    @Override
    public List<Step> proof() {
        return List.of(Step.proves(successor), Step.proves(late));
    }

    @Override
    public String contradiction(Names names) {
        return (late instanceof Event.Send send
                        ? names.message(send.message()) + " was acknowledged"
                        : "a commit was acknowledged")
                + " although " + successor.name() + " had taken over the transactional id "
                + successor.transactionalId() + " before it was asked for";
    }
}
