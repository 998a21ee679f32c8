package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message was handed out after one that had been put in later.
 *
 * @param earlier the send of the message that was put in first
 * @param later the send of the message that was put in second
 * @param laterDelivery the delivery of the second
 * @param earlierDelivery the later delivery of the first; empty where it was never delivered
 */
public record QueueReordered(
        Event.Send earlier, Event.Send later, Event.Delivery laterDelivery, Optional<Event.Delivery> earlierDelivery)
        implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "queue-reordered",
            "First in, not first out",
            "The send of one message was acknowledged before the send of another began, and the other "
                    + "was delivered by a poll that returned before the poll began that delivered the first; or "
                    + "the first was never delivered, the queue has a single consumer, and no poll of unknown "
                    + "result can have taken it. First deliveries only; a message whose first known delivery is "
                    + "marked as redelivered is left out. Counted once for each message that came too early. No "
                    + "order of the operations between their invocations and completions is that of a "
                    + "first-in-first-out queue.",
            "Lee and Mathur, arXiv 2410.04581; Abdulla et al., arXiv 2509.17795",
            "",
            """
            queue jobs
            p1 sends a to jobs: ok
            p1 sends b to jobs: ok
            c1 receives b from jobs
            c1 receives a from jobs
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
        List<Step> steps =
                new ArrayList<>(List.of(Step.proves(earlier), Step.proves(later), Step.proves(laterDelivery)));
        earlierDelivery.ifPresent(delivery -> steps.add(Step.proves(delivery)));
        return steps;
    }

    @Override
    public String contradiction(Names names) {
        return names.message(earlier.message()) + " was in the queue before " + names.message(later.message())
                + " was sent, and came out " + (earlierDelivery.isPresent() ? "after it" : "not at all");
    }
}
