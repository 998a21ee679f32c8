package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A message that was acknowledged before another was sent stands behind it in the partition.
 *
 * @param acknowledged the message that was acknowledged first
 * @param later the message that was sent after that
 * @param laterDelivery the later message's delivery, at the lower offset
 * @param acknowledgedDelivery the first message's delivery, at the higher offset
 */
public record AppendedOutOfTime(
        Event.Send acknowledged, Event.Send later, Event.Delivery laterDelivery, Event.Delivery acknowledgedDelivery)
        implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "appended-out-of-time",
            "Real-time order broken",
            "Of two messages of different sessions in one partition, the first was acknowledged "
                    + "before the second was invoked, and the second stands at the lower offset; for where a "
                    + "message stands see reordered. Counted once for each message that stands behind a later "
                    + "one; within one session it is reported as reordered. Silent on acks=0 and on sends that "
                    + "certainly failed.",
            "Herlihy and Wing, linearizability; checkers: appends respect real time",
            "",
            """
            at 10..20 p1 sends a to orders-0: ok @1
             at 30..40 p2 sends b to orders-0: ok @0
             at 50..60 c1 polls orders-0 from 0: @0 b, @1 a
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.of(acknowledged.message());
    }

    @Override
    public List<Step> proof() {
        return List.of(
                Step.proves(acknowledged),
                Step.proves(later),
                Step.proves(laterDelivery),
                Step.proves(acknowledgedDelivery));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(acknowledged.message()) + " had been acknowledged before " + names.message(later.message())
                + " was sent, and stands behind it";
    }
}
