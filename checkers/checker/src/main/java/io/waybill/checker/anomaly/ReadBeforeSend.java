package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A message was delivered before its send was invoked.
 *
 * @param send the send
 * @param delivery its delivery
 */
public record ReadBeforeSend(Event.Send send, Event.Delivery delivery) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "read-before-send",
            "Delivered before it was sent",
            "The poll that returned a message had completed before the message's send was invoked, on "
                    + "one clock. Counted once a delivery.",
            "checkers: no phantom, real-time half",
            "",
            """
            at 10..20 c1 polls orders-0 from 0: @0 a
             at 30..40 p1 sends a to orders-0: ok @0
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
        return List.of(Step.proves(delivery), Step.proves(send));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(send.message()) + " had been delivered before its send was invoked";
    }
}
