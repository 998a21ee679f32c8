package io.waybill.history.file;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.PartitionOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events that are not columns as bytes: a code, then their fields in the order of their record, numbers in as few bytes
 * as they need. The codes are part of the file format: a new kind of event takes a new code, and none is ever reused.
 */
final class EventCodec {

    /** Code 0 is not an event but a text that sends refer to by its id. */
    static final int TEXT = 0;

    private static final Event.PartitionKind[] PARTITION_KINDS = Event.PartitionKind.values();
    private static final Event.Acks[] ACKS = Event.Acks.values();
    private static final Event.Isolation[] ISOLATIONS = Event.Isolation.values();
    private static final Event.PositionReason[] POSITION_REASONS = Event.PositionReason.values();
    private static final Event.FactKind[] FACT_KINDS = Event.FactKind.values();

    private EventCodec() {}

    // ---- writing -----------------------------------------------------------------------------------------------

    static void write(ByteSink out, Event event) {
        if (event instanceof Event.PartitionDefined e) {
            out.u8(1);
            out.signed(e.id());
            out.text(e.topic());
            out.signed(e.number());
            constant(out, e.kind());
        } else if (event instanceof Event.SessionDefined e) {
            writeSession(out, e);
        } else if (event instanceof Event.ConsumerDefined e) {
            out.u8(3);
            out.signed(e.id());
            out.text(e.name());
            out.text(e.scope());
            constant(out, e.isolation());
            out.signed(e.timeNanos());
        } else if (event instanceof Event.MessageNamed e) {
            out.u8(4);
            message(out, e.message());
            out.text(e.name());
        } else if (event instanceof Event.KeyNamed e) {
            out.u8(5);
            out.signed(e.key());
            out.text(e.name());
        } else if (event instanceof Event.Attribute e) {
            out.u8(6);
            out.text(e.name());
            out.text(e.value());
        } else if (event instanceof Event.Reservation e) {
            out.u8(7);
            out.signed(e.session());
            out.signed(e.partition());
            out.signed(e.limit());
            out.signed(e.timeNanos());
        } else {
            writeOperation(out, event);
        }
    }

    private static void writeSession(ByteSink out, Event.SessionDefined e) {
        out.u8(2);
        out.signed(e.id());
        out.text(e.name());
        out.u8(e.idempotent() ? 1 : 0);
        constant(out, e.acks());
        out.signed(e.maxInFlight());
        out.u8(e.transactionalId() == null ? 0 : 1);
        if (e.transactionalId() != null) {
            out.text(e.transactionalId());
        }
        out.signed(e.epoch());
        out.signed(e.timeNanos());
        out.signed(e.completeNanos());
    }

    private static void writeOperation(ByteSink out, Event event) {
        if (event instanceof Event.TransactionBegun e) {
            out.u8(8);
            out.signed(e.transaction());
            out.signed(e.session());
            out.signed(e.timeNanos());
        } else if (event instanceof Event.TransactionEnded e) {
            out.u8(9);
            out.signed(e.transaction());
            out.u8(e.commit() ? 1 : 0);
            completion(out, e.outcome(), e.timeNanos(), e.completeNanos());
        } else if (event instanceof Event.Poll e) {
            out.u8(10);
            out.signed(e.consumer());
            completion(out, e.outcome(), e.timeNanos(), e.completeNanos());
        } else if (event instanceof Event.Commit e) {
            out.u8(14);
            out.signed(e.consumer());
            out.signed(e.transaction());
            out.signed(e.generation());
            offsets(out, e.offsets());
            completion(out, e.outcome(), e.timeNanos(), e.completeNanos());
        } else if (event instanceof Event.CommittedRead e) {
            out.u8(15);
            out.signed(e.consumer());
            offsets(out, e.offsets());
            out.signed(e.timeNanos());
            out.signed(e.completeNanos());
        } else {
            writeAssignment(out, event);
        }
    }

    private static void writeAssignment(ByteSink out, Event event) {
        if (event instanceof Event.Assigned e) {
            out.u8(11);
            out.signed(e.consumer());
            numbers(out, e.partitions());
            out.signed(e.generation());
            out.signed(e.timeNanos());
        } else if (event instanceof Event.Subscribed e) {
            out.u8(12);
            out.signed(e.consumer());
            texts(out, e.topics());
            out.signed(e.timeNanos());
        } else if (event instanceof Event.Revoked e) {
            out.u8(13);
            out.signed(e.consumer());
            numbers(out, e.partitions());
            out.signed(e.generation());
            out.signed(e.timeNanos());
        } else if (event instanceof Event.Positioned e) {
            out.u8(17);
            out.signed(e.consumer());
            out.signed(e.partition());
            out.signed(e.offset());
            constant(out, e.reason());
            out.signed(e.timeNanos());
        } else if (event instanceof Event.ConsumerClosed e) {
            out.u8(18);
            out.signed(e.consumer());
            out.u8(e.crashed() ? 1 : 0);
            out.signed(e.timeNanos());
        } else {
            writeRun(out, event);
        }
    }

    private static void writeRun(ByteSink out, Event event) {
        if (event instanceof Event.FaultStarted e) {
            out.u8(19);
            out.signed(e.fault());
            out.text(e.kind());
            out.text(e.named());
            texts(out, e.resolved());
            out.signed(e.timeNanos());
            out.signed(e.completeNanos());
        } else if (event instanceof Event.FaultStopped e) {
            out.u8(20);
            out.signed(e.fault());
            out.signed(e.timeNanos());
            out.signed(e.completeNanos());
        } else if (event instanceof Event.BrokerFact e) {
            out.u8(21);
            constant(out, e.kind());
            out.signed(e.partition());
            out.signed(e.node());
            out.signed(e.epoch());
            out.signed(e.offset());
            numbers(out, e.nodes());
            out.text(e.source());
            out.signed(e.timeNanos());
        } else if (event instanceof Event.PhaseStarted e) {
            out.u8(22);
            out.text(e.phase());
            out.signed(e.timeNanos());
        } else if (event instanceof Event.MomentHit e) {
            out.u8(23);
            out.text(e.moment());
            out.text(e.detail());
            out.signed(e.timeNanos());
        } else if (event instanceof Event.Closed e) {
            out.u8(24);
            out.signed(e.timeNanos());
        } else {
            throw new IllegalArgumentException("sends and deliveries are written as columns, not as " + event);
        }
    }

    static void writeText(ByteSink out, int id, String text) {
        out.u8(TEXT);
        out.signed(id);
        out.text(text);
    }

    // The order of the constants is part of the file format: a test pins it.
    @SuppressWarnings("EnumOrdinal")
    private static void constant(ByteSink out, Enum<?> value) {
        out.u8(value.ordinal());
    }

    private static void message(ByteSink out, MessageId id) {
        out.signed(id.session());
        out.signed(id.partition());
        out.signed(id.sequence());
    }

    private static void completion(ByteSink out, Outcome outcome, long invoke, long complete) {
        out.u8(outcome.match(ok -> 0, fail -> 1, info -> 2));
        if (!outcome.isOk()) {
            out.text(outcome.reason());
        }
        out.signed(invoke);
        out.signed(complete);
    }

    private static void offsets(ByteSink out, List<PartitionOffset> offsets) {
        out.varint(offsets.size());
        for (PartitionOffset each : offsets) {
            out.signed(each.partition());
            out.signed(each.offset());
        }
    }

    private static void numbers(ByteSink out, List<Integer> numbers) {
        out.varint(numbers.size());
        for (int number : numbers) {
            out.signed(number);
        }
    }

    private static void texts(ByteSink out, List<String> texts) {
        out.varint(texts.size());
        texts.forEach(out::text);
    }

    // ---- reading -----------------------------------------------------------------------------------------------

    /** Reads the event whose code was just read. */
    /** Shows the events that are left, and notes the texts among them. */
    static void readAll(ByteSource in, Reasons reasons, Consumer<Event> consumer) {
        while (!in.atEnd()) {
            int code = in.u8();
            if (code == TEXT) {
                reasons.define((int) in.signed(), in.text());
            } else {
                consumer.accept(read(in, code));
            }
        }
    }

    private static Event read(ByteSource in, int code) {
        return switch (code) {
            case 1 -> new Event.PartitionDefined(id(in), in.text(), id(in), of(PARTITION_KINDS, in));
            case 2 ->
                new Event.SessionDefined(
                        id(in),
                        in.text(),
                        in.u8() == 1,
                        of(ACKS, in),
                        id(in),
                        in.u8() == 1 ? in.text() : noText(),
                        id(in),
                        in.signed(),
                        in.signed());
            case 3 -> new Event.ConsumerDefined(id(in), in.text(), in.text(), of(ISOLATIONS, in), in.signed());
            case 4 -> new Event.MessageNamed(message(in), in.text());
            case 5 -> new Event.KeyNamed(id(in), in.text());
            case 6 -> new Event.Attribute(in.text(), in.text());
            case 7 -> new Event.Reservation(id(in), id(in), in.signed(), in.signed());
            case 8 -> new Event.TransactionBegun(id(in), id(in), in.signed());
            case 9 -> new Event.TransactionEnded(id(in), in.u8() == 1, outcome(in), in.signed(), in.signed());
            case 10 -> new Event.Poll(id(in), outcome(in), in.signed(), in.signed());
            case 11 -> new Event.Assigned(id(in), numbers(in), id(in), in.signed());
            case 12 -> new Event.Subscribed(id(in), texts(in), in.signed());
            case 13 -> new Event.Revoked(id(in), numbers(in), id(in), in.signed());
            case 14 -> new Event.Commit(id(in), id(in), id(in), offsets(in), outcome(in), in.signed(), in.signed());
            case 15 -> new Event.CommittedRead(id(in), offsets(in), in.signed(), in.signed());
            default -> readLate(in, code);
        };
    }

    private static Event readLate(ByteSource in, int code) {
        return switch (code) {
            case 17 -> new Event.Positioned(id(in), id(in), in.signed(), of(POSITION_REASONS, in), in.signed());
            case 18 -> new Event.ConsumerClosed(id(in), in.u8() == 1, in.signed());
            case 19 -> new Event.FaultStarted(id(in), in.text(), in.text(), texts(in), in.signed(), in.signed());
            case 20 -> new Event.FaultStopped(id(in), in.signed(), in.signed());
            case 21 ->
                new Event.BrokerFact(
                        of(FACT_KINDS, in), id(in), id(in), id(in), in.signed(), numbers(in), in.text(), in.signed());
            case 22 -> new Event.PhaseStarted(in.text(), in.signed());
            case 23 -> new Event.MomentHit(in.text(), in.text(), in.signed());
            case 24 -> new Event.Closed(in.signed());
            default ->
                throw new CorruptHistoryException(
                        "unknown event code " + code + ": the file was written by a newer version");
        };
    }

    private static @Nullable String noText() {
        return null;
    }

    private static int id(ByteSource in) {
        long value = in.signed();
        if (value != (int) value) {
            throw new CorruptHistoryException("an id is out of range: " + value);
        }
        return (int) value;
    }

    private static <T> T of(T[] values, ByteSource in) {
        int ordinal = in.u8();
        if (ordinal >= values.length) {
            throw new CorruptHistoryException("unknown " + values[0].getClass().getSimpleName() + " " + ordinal);
        }
        return values[ordinal];
    }

    private static MessageId message(ByteSource in) {
        return new MessageId(id(in), id(in), in.signed());
    }

    private static Outcome outcome(ByteSource in) {
        int code = in.u8();
        return switch (code) {
            case 0 -> Outcome.ok();
            case 1 -> Outcome.fail(in.text());
            case 2 -> Outcome.info(in.text());
            default -> throw new CorruptHistoryException("unknown outcome " + code);
        };
    }

    private static List<PartitionOffset> offsets(ByteSource in) {
        int count = in.count();
        List<PartitionOffset> offsets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            offsets.add(new PartitionOffset(id(in), in.signed()));
        }
        return offsets;
    }

    private static List<Integer> numbers(ByteSource in) {
        int count = in.count();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(id(in));
        }
        return numbers;
    }

    private static List<String> texts(ByteSource in) {
        int count = in.count();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(in.text());
        }
        return texts;
    }
}
