package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A message of a producer that is not idempotent stands at two offsets: a retry appended it again, be it the client's
 * own or that of an application that sends again in another session.
 *
 * @param send the one send
 * @param first its delivery at the lower offset
 * @param second its delivery at the higher offset
 */
public record RetriedDuplicate(Event.Send send, Event.Delivery first, Event.Delivery second) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "retried-duplicate",
            "Appended twice by a retry",
            "As duplicate-append, for a session that is declared as not idempotent: the broker never "
                    + "promised to recognise its retries, be they its client's or those of an application that "
                    + "sends again in another session what it had no answer for. It breaks at-most-once only "
                    + "where that claim is asked for by name.",
            "Kafka documentation, enable.idempotence",
            "duplicate",
            """
            session p1: not idempotent
             p1 sends a to orders-0: ok @1
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
        return names.message(send.message()) + " is one message; it stands at offset " + first.offset()
                + " and again at offset " + second.offset() + " of " + names.partition(first.partition());
    }
}
