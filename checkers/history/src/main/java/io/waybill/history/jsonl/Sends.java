package io.waybill.history.jsonl;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.PartitionOffset;
import io.waybill.history.SendColumns;
import io.waybill.history.interchange.ImportSink;
import io.waybill.history.interchange.SendLane;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends, and which message each of them is.
 *
 * <p>A send may have two lines: one when it is invoked, without an outcome, and one when it is answered. A recorder
 * that may be killed writes both, so that no message is delivered that nobody is known to have sent.
 */
final class Sends {

    private static final int PAGE = 1 << 16;

    private final ImportSink sink;
    private final Clients clients;
    private final Times times;

    /** The sends that were invoked and not answered, by what their second line will say. */
    private final Map<Object, Deque<Pending>> pending = new LinkedHashMap<>();

    /** Whether the lines of a lane carry sequences. */
    private final Map<SendLane, Boolean> numbered = new HashMap<>();

    private final Map<Page, BitSet> taken = new HashMap<>();

    private record Pending(
            SendLane lane,
            long sequence,
            int key,
            int transaction,
            @Nullable PartitionOffset source,
            Times.Interval times) {}

    private record ByValue(SendLane lane, int message) {}

    private record BySequence(SendLane lane, long sequence) {}

    private record Page(SendLane lane, long number) {}

    Sends(ImportSink sink, Clients clients, Times times) {
        this.sink = sink;
        this.clients = clients;
        this.times = times;
    }

    void send(Fields f) {
        int session = clients.session(f.text("process"));
        SendLane lane = sink.sendLane(session, Places.partition(f, sink));
        String value = f.text("value", null);
        long sequence = f.number("sequence", 0, -1);
        if (value == null && sequence < 0) {
            throw f.missing("value", "a send line must have a \"value\": what tells the message from all others");
        }
        refuseMixture(f, lane, sequence >= 0);
        String key = f.text("key", null);
        String transaction = f.text("txn", null);
        boolean answered = f.has("outcome");
        Outcome outcome = Outcomes.of(f, "");
        long offset = f.number("offset", 0, Event.NO_OFFSET);
        Pending send = new Pending(
                lane,
                sequence,
                key == null ? Event.NONE : sink.key(key),
                transaction == null ? Event.NONE : sink.transaction(transaction),
                source(f),
                times.widest(f));
        f.refuseOthers();
        if (!answered && (offset != Event.NO_OFFSET || send.times.complete() != Event.NEVER || f.has("error"))) {
            throw new WrongLine(0, "a send line with an answer must have an \"outcome\": ok, fail or info");
        }
        Object identity = sequence >= 0
                ? new BySequence(lane, sequence)
                : new ByValue(lane, sink.message(lane.partition(), String.valueOf(value)));
        if (!answered) {
            pending.computeIfAbsent(identity, i -> new ArrayDeque<>()).add(identified(f, send, value));
        } else {
            answer(f, identity, send, value, outcome, offset);
        }
    }

    private void answer(Fields f, Object identity, Pending send, @Nullable String value, Outcome outcome, long offset) {
        Deque<Pending> waiting = pending.get(identity);
        Pending whole;
        if (waiting == null) {
            whole = identified(f, send, value);
        } else {
            whole = merged(waiting.remove(), send, f.has("invoke"));
            if (waiting.isEmpty()) {
                pending.remove(identity);
            }
        }
        row(whole, outcome, offset);
    }

    /** The second line of a send says what it says; the first one fills the gaps. */
    private static Pending merged(Pending first, Pending second, boolean secondHasTimes) {
        return new Pending(
                first.lane,
                first.sequence,
                second.key == Event.NONE ? first.key : second.key,
                second.transaction == Event.NONE ? first.transaction : second.transaction,
                second.source == null ? first.source : second.source,
                secondHasTimes
                        ? new Times.Interval(
                                Math.min(first.times.invoke(), second.times.invoke()), second.times.complete())
                        : first.times);
    }

    /** Gives a send its sequence, or takes note of the one that it has. */
    private Pending identified(Fields f, Pending send, @Nullable String value) {
        if (send.sequence < 0) {
            String name = String.valueOf(value);
            long sequence =
                    sink.sending(sink.message(send.lane.partition(), name), send.lane, name, send.times.invoke());
            return new Pending(send.lane, sequence, send.key, send.transaction, send.source, send.times);
        }
        Page page = new Page(send.lane, send.sequence / PAGE);
        BitSet bits = taken.computeIfAbsent(page, p -> new BitSet());
        if (bits.get((int) (send.sequence % PAGE))) {
            throw f.wrong("sequence", "sequence " + send.sequence + " of this process and partition was sent before");
        }
        bits.set((int) (send.sequence % PAGE));
        if (value != null) {
            sink.name(new MessageId(send.lane.session(), send.lane.partition(), send.sequence), value);
        }
        return send;
    }

    private void refuseMixture(Fields f, SendLane lane, boolean hasSequence) {
        Boolean known = numbered.putIfAbsent(lane, hasSequence);
        if (known != null && known != hasSequence) {
            throw f.wrong(
                    "sequence",
                    "one process sends to one partition with and without \"sequence\": give it to all or to none");
        }
    }

    private void row(Pending send, Outcome outcome, long offset) {
        byte code = outcome.match(ok -> SendColumns.OK, fail -> SendColumns.FAIL, info -> SendColumns.INFO);
        int reason = outcome.isOk() ? Event.NONE : sink.reason(outcome);
        SendColumns columns =
                sink.sent(send.lane, send.sequence, code, reason, offset, send.times.invoke(), send.times.complete());
        LineImport.extend(columns, send.key, send.transaction, send.source);
    }

    private @Nullable PartitionOffset source(Fields f) {
        Fields source = f.object("source", "a source");
        if (source == null) {
            return null;
        }
        PartitionOffset place = new PartitionOffset(Places.partition(source, sink), source.number("offset", 0));
        source.refuseOthers();
        return place;
    }

    /** Sends that were never answered: nobody knows. */
    void finish() {
        pending.values()
                .forEach(sends ->
                        sends.forEach(send -> row(send, Outcome.info("no answer was recorded"), Event.NO_OFFSET)));
    }

    // ---- identities --------------------------------------------------------------------------------------------

    /** Returns the value of a record or a settlement, which identifies its message. */
    String value(Fields f) {
        String value = f.text("value", null);
        if (value == null) {
            throw f.missing(
                    "value",
                    "a delivered message must have a \"value\", or \"from\" and \"sequence\", or a \"payload\"");
        }
        return value;
    }

    /** Returns the identity of a message that is told by its sender and sequence, or that is nobody's. */
    MessageId explicitIdentity(Fields f, int partition) {
        String payload = f.text("payload", null);
        // A value beside an identity is for human readers.
        f.text("value", null);
        if (payload != null) {
            long sequence = f.number("sequence", Long.MIN_VALUE, 0);
            return switch (payload) {
                case "foreign" -> new MessageId(MessageId.FOREIGN, partition, sequence);
                case "misplaced" -> new MessageId(MessageId.MISPLACED, partition, sequence);
                case "corrupt" -> new MessageId(MessageId.CORRUPT, partition, sequence);
                default ->
                    throw f.wrong(
                            "payload",
                            "unknown \"payload\" \"" + payload + "\", expected foreign, corrupt or misplaced");
            };
        }
        return new MessageId(clients.session(f.text("from")), partition, f.number("sequence", 0));
    }

    /** The name of a message that has no send line. */
    void name(Fields f) {
        int session = clients.session(f.text("process"));
        sink.event(new Event.MessageNamed(
                new MessageId(session, Places.partition(f, sink), f.number("sequence", 0)), f.text("value")));
    }
}
