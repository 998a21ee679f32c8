package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * Two messages of one producer session with one key stand in the log the other way round than they were sent.
 *
 * @param earlier the message that was sent first
 * @param later the message that was sent second
 * @param laterDelivery the second message's delivery, at the lower offset
 * @param earlierDelivery the first message's delivery, at the higher offset
 */
public record KeyReordered(
        Event.Send earlier, Event.Send later, Event.Delivery laterDelivery, Event.Delivery earlierDelivery)
        implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "key-reordered",
            "Key's order broken",
            "A message that is reordered, or reordered by a retry, stands behind one of the same session, partition and"
                    + " key that was sent later. Counted once for each message. The claim is judged only where it is"
                    + " asked for by name: where the order was promised, it is reported as reordered too.",
            "Kafka documentation, design: messages of a key go to one partition, in the order in which they are sent",
            "",
            """
            p1 sends a with key k to orders-0: ok @1
            p1 sends b with key k to orders-0: ok @0
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
                + " with the same key, and stands behind it: offset " + earlierDelivery.offset() + " behind offset "
                + laterDelivery.offset();
    }
}
