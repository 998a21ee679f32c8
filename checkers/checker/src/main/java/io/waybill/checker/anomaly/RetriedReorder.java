package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * Two pipelined messages of a producer that is not idempotent stand the other way round: a retry overtook.
 *
 * @param earlier the message that was sent first
 * @param later the message that was sent second
 * @param laterDelivery the second message's delivery, at the lower offset
 * @param earlierDelivery the first message's delivery, at the higher offset
 */
public record RetriedReorder(
        Event.Send earlier, Event.Send later, Event.Delivery laterDelivery, Event.Delivery earlierDelivery)
        implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "retried-reorder",
            "Order broken by a retry",
            "As reordered, for two acknowledged sends that were under way together, of a session that "
                    + "is not idempotent and has (or may have) several requests in flight: their order was "
                    + "never promised. Counted once for each message that stands behind a later one and is not "
                    + "counted as reordered. It breaks an order claim only where that claim is asked for by "
                    + "name.",
            "Kafka documentation, max.in.flight.requests.per.connection",
            "",
            """
            session p1: not idempotent
             at 10..50 p1 sends a to orders-0: ok @1
             at 20..40 p1 sends b to orders-0: ok @0
             at 60..70 c1 polls orders-0 from 0: @0 b, @1 a
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
