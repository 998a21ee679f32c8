package io.waybill.broker.metadata.command;

import io.waybill.broker.metadata.binary.BytesIn;
import io.waybill.broker.metadata.binary.BytesOut;
import io.waybill.broker.metadata.binary.MalformedBytesException;
import io.waybill.broker.metadata.command.CommandResult.Done;
import io.waybill.broker.metadata.command.CommandResult.Outcome;
import io.waybill.broker.metadata.command.CommandResult.Partitions;
import io.waybill.broker.metadata.command.CommandResult.ProducerIds;
import io.waybill.broker.metadata.command.CommandResult.Refused;
import io.waybill.broker.metadata.command.CommandResult.Registered;
import io.waybill.broker.metadata.command.CommandResult.TopicCreated;
import io.waybill.broker.metadata.image.ImageCodec;
import java.nio.ByteBuffer;

/** A result as bytes: the version of the format (1), the kind, then the fields in their order. */
public final class ResultCodec {

    private static final int FORMAT = 1;

    // Kinds of results. A new kind takes a new number, and none is ever used again.
    private static final int REFUSED = 1;
    private static final int DONE = 2;
    private static final int REGISTERED = 3;
    private static final int TOPIC_CREATED = 4;
    private static final int PARTITIONS = 5;
    private static final int PRODUCER_IDS = 6;

    private ResultCodec() {}

    /** Returns a result as bytes, from position to limit. */
    public static ByteBuffer encode(CommandResult result) {
        var out = new BytesOut().octet(FORMAT);
        if (result instanceof Refused refused) {
            out.octet(REFUSED).number(refused.error().code()).text(refused.message());
        } else if (result instanceof Registered registered) {
            out.octet(REGISTERED).number(registered.epoch());
        } else if (result instanceof TopicCreated created) {
            out.octet(TOPIC_CREATED)
                    .uuid(created.topicId())
                    .number(created.partitions())
                    .number(created.replicationFactor());
        } else if (result instanceof Partitions partitions) {
            out.octet(PARTITIONS).list(partitions.outcomes(), ResultCodec::write);
        } else if (result instanceof ProducerIds ids) {
            out.octet(PRODUCER_IDS).number(ids.first()).number(ids.count());
        } else {
            out.octet(DONE);
        }
        return out.done();
    }

    /**
     * Returns the result that bytes are.
     *
     * @throws MalformedBytesException where they are none
     */
    public static CommandResult decode(ByteBuffer bytes) {
        var in = new BytesIn(bytes);
        int format = in.octet();
        if (format != FORMAT) {
            throw new MalformedBytesException("the format of a result must be " + FORMAT + ", was " + format);
        }
        try {
            var result = read(in);
            in.end();
            return result;
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("a result must be of values that can be, was not", e);
        }
    }

    private static CommandResult read(BytesIn in) {
        int kind = in.octet();
        return switch (kind) {
            case REFUSED -> new Refused(readError(in), in.text());
            case DONE -> new Done();
            case REGISTERED -> new Registered(in.number());
            case TOPIC_CREATED -> new TopicCreated(in.uuid(), in.integer(), in.integer());
            case PARTITIONS -> new Partitions(in.list(ResultCodec::readOutcome));
            case PRODUCER_IDS -> new ProducerIds(in.number(), in.integer());
            default -> throw new MalformedBytesException("the kind of a result must be known, was " + kind);
        };
    }

    private static void write(BytesOut out, Outcome outcome) {
        CommandCodec.write(out, outcome.partition());
        out.number(outcome.error().code()).text(outcome.message()).flag(outcome.state() != null);
        var state = outcome.state();
        if (state != null) {
            ImageCodec.write(out, state);
        }
    }

    private static Outcome readOutcome(BytesIn in) {
        return new Outcome(
                CommandCodec.readPartition(in),
                readError(in),
                in.text(),
                in.flag() ? ImageCodec.readPartition(in) : null);
    }

    private static MetadataError readError(BytesIn in) {
        long code = in.number();
        return MetadataError.of(code)
                .orElseThrow(() -> new MalformedBytesException("the code of an error must be known, was " + code));
    }
}
