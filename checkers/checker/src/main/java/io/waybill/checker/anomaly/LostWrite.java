package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * An acknowledged message was never delivered, although its scope read past the offset at which it was acknowledged.
 *
 * @param send the send and its acknowledgement
 * @param before the last delivery in front of the gap, or the position at which reading began; the delivery of another
 *     record where one was read at the very offset; where the log ended for good, if that is in front of the offset
 * @param after the first delivery behind the gap, or the position at the log's end; the same delivery as {@code before}
 *     where another record was read at the very offset
 */
public record LostWrite(Event.Send send, Event before, Event after) implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "lost-write",
            "Acknowledged, then lost",
            "A send was acknowledged at an offset; a consumer of the scope demonstrably passed that "
                    + "offset (it read what stands before and behind it in one run, or "
                    + "another record there, or reached the end of the log behind it, or the end of a log that "
                    + "ended in front of that offset after the last send had its answer); no consumer of the scope "
                    + "was ever handed the message. Counted once a message and scope. Silent on sends that are "
                    + "not acknowledged or not with an offset, on acks=0, on what nobody read past (unseen, not "
                    + "lost), on offsets below the start of the log, and where the record delivered at that "
                    + "offset is corrupt: it may be this message. Of a transaction's messages, that is "
                    + "torn-transaction.",
            "Jepsen's Kafka workload, lost-write-cases; Kafka documentation, design, message delivery semantics",
            "lost-write",
            """
            p1 sends a to orders-0: ok @0
            p1 sends b to orders-0: ok @1
            c1 polls orders-0 from 0: @1 b
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
        return before.equals(after)
                ? List.of(Step.proves(send), Step.proves(before))
                : List.of(Step.proves(send), Step.proves(before), Step.proves(after));
    }

    @Override
    public String contradiction(Names names) {
        return names.message(send.message()) + " was acknowledged at offset " + send.offset() + " of "
                + names.partition(send.message().partition())
                + (before.equals(after) ? "; another record was read there" : missing());
    }

    private String missing() {
        return before instanceof Event.BrokerFact end
                ? ", and the log was read to its end, which is " + end.offset()
                : "; reading passed that offset and was not handed it";
    }
}
