package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * Two messages of one producer session stand in the log the other way round than they were sent.
 *
 * @param earlier the message that was sent first
 * @param later the message that was sent second
 * @param laterDelivery the second message's delivery, at the lower offset
 * @param earlierDelivery the first message's delivery, at the higher offset
 */
public record Reordered(
        Event.Send earlier, Event.Send later, Event.Delivery laterDelivery, Event.Delivery earlierDelivery)
        implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "reordered",
            "Producer's order broken",
            "Of two messages of one session and partition, the one sent later stands at the lower "
                    + "offset, although the first was acknowledged before the second was sent and the second "
                    + "was acknowledged too, or the session is idempotent, so that its order is promised even "
                    + "when pipelined, or it has one request in flight and both are acknowledged. Counted once "
                    + "for each message that stands behind a later one. A message stands at the lowest offset "
                    + "at which it was delivered. Silent on sends that certainly failed, on indeterminate ones "
                    + "of sessions that are not idempotent, and on what does not stand where it was "
                    + "acknowledged: that is inconsistent-offset or duplicate-append.",
            "Kafka documentation, max.in.flight.requests.per.connection; KIP-98",
            "nonmonotonic-send",
            """
            p1 sends a to orders-0: ok @1
             p1 sends b to orders-0: ok @0
             c1 polls orders-0 from 0: @0 b, @1 a
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.of(earlier.message());
    }

    @Override
    public List<Step> proof() {
        return List.of(
                Step.proves(earlier), Step.proves(later), Step.proves(laterDelivery), Step.proves(earlierDelivery));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(earlier.message()) + " was sent before " + names.message(later.message())
                + " and stands behind it: offset " + earlierDelivery.offset() + " behind offset "
                + laterDelivery.offset();
    }
}
