package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A consumer passed a record that stands in the log, and others were handed it.
 *
 * @param known the delivery that shows that the message stands there
 * @param before the last delivery in front of it, or the position at which reading began
 * @param after the first delivery behind it, or the position at the log's end
 */
public record PollSkip(Event known, Event before, Event after) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "poll-skip",
            "Skipped by one consumer",
            "Within one assignment a consumer passed the offset of a message and was handed neither "
                    + "the message, at any offset, nor any other record there, although another delivery in the "
                    + "same scope shows that the message stands there. Counted once for each assignment and "
                    + "offset. Where nobody ever was handed it, that is lost-write. Silent on messages that "
                    + "were never sent or certainly failed, on those of transactions that are not certainly "
                    + "committed where the consumer is read_committed, and on offsets below the start of the "
                    + "log.",
            "Jepsen's Kafka workload, poll-skip and int-poll-skip",
            "poll-skip",
            """
            p1 sends a to orders-0: ok @0
             p1 sends b to orders-0: ok @1
             p1 sends c to orders-0: ok @2
             c1 polls orders-0 from 0: @0 a, @2 c
             c2 polls orders-0 from 0: @0 a, @1 b, @2 c
            """);

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return Optional.ofNullable(Observation.of(known).message());
    }

    @Override
    public List<Step> proof() {
        return List.of(Step.proves(known), Step.proves(before), Step.proves(after));
    }

    @Override
    public String contradiction(Names names) {
        return Observation.of(known).sentence(names) + "; a reader passed that offset and was not handed it";
    }
}
