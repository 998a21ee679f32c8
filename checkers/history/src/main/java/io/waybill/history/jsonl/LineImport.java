package io.waybill.history.jsonl;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.PartitionOffset;
import io.waybill.history.SendColumns;
import io.waybill.history.interchange.DeliveryLane;
import io.waybill.history.interchange.ImportSink;
import io.waybill.history.interchange.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each kind of line means. */
final class LineImport {

    private static final String NO_OUTCOME = "no outcome was recorded";

    private final ImportSink sink;
    private final Clients clients;
    private final Sends sends;
    private final Map<String, Integer> faults = new HashMap<>();
    private final Map<String, Handler> handlers = new HashMap<>();
    private final Times times = new Times();
    private boolean announced;
    private boolean closed;
    private boolean any;

    private interface Handler {
        void line(Fields fields);
    }

    LineImport(ImportSink sink) {
        this.sink = sink;
        clients = new Clients(sink);
        sends = new Sends(sink, clients, times);
        handlers.put("history", this::header);
        handlers.put("attribute", this::attribute);
        handlers.put("partition", f -> Places.partition(f, sink));
        handlers.put("producer", clients::producer);
        handlers.put("consumer", clients::consumer);
        handlers.put("key", f -> sink.key(f.text("key")));
        handlers.put("name", sends::name);
        handlers.put("send", sends::send);
        handlers.put("reserve", this::reserve);
        handlers.put("txn-begin", this::transactionBegun);
        handlers.put("txn-end", this::transactionEnded);
        handlers.put("poll", this::poll);
        handlers.put("delivery", this::delivery);
        handlers.put("assigned", this::assigned);
        handlers.put("subscribed", this::subscribed);
        handlers.put("revoked", this::revoked);
        handlers.put("positioned", this::positioned);
        handlers.put("commit", this::commit);
        handlers.put("committed", this::committed);
        handlers.put("settle", this::settle);
        handlers.put("consumer-closed", this::consumerClosed);
        handlers.put("fault-started", this::faultStarted);
        handlers.put("fault-stopped", this::faultStopped);
        handlers.put("fact", this::fact);
        handlers.put("phase", this::phase);
        handlers.put("moment", this::moment);
        handlers.put("closed", this::closed);
    }

    void apply(Fields fields) {
        String type = fields.text("type");
        Handler handler = handlers.get(type);
        if (handler == null) {
            Set<String> types = new java.util.TreeSet<>(handlers.keySet());
            throw fields.wrong("type", "unknown type \"" + type + "\"" + Nearest.suggestion(type, types));
        }
        handler.line(fields.as((type.matches("[aeiou].*") ? "an " : "a ") + type + " line"));
        fields.refuseOthers();
        any = true;
    }

    /** Ends what was begun: sends without a completion are sends of which nobody knows. */
    void finish() {
        sends.finish();
    }

    /** Returns whether the file says of itself that it ends with a closing line. */
    boolean isAnnounced() {
        return announced;
    }

    boolean isClosed() {
        return closed;
    }

    // ---- the run -----------------------------------------------------------------------------------------------

    private void header(Fields f) {
        if (any) {
            throw f.wrong("type", "a history line must be the first one");
        }
        long version = f.number("version", 1);
        if (version != 1) {
            throw f.wrong("version", "version " + version + " of this format, expected 1: take a newer Waybill");
        }
        announced = true;
    }

    private void attribute(Fields f) {
        sink.event(new Event.Attribute(f.text("name"), f.text("value")));
    }

    private void closed(Fields f) {
        closed = true;
        sink.event(new Event.Closed(times.moment(f)));
    }

    private void phase(Fields f) {
        sink.event(new Event.PhaseStarted(f.text("phase"), times.moment(f)));
    }

    private void moment(Fields f) {
        sink.event(new Event.MomentHit(f.text("moment"), f.textOr("detail", ""), times.moment(f)));
    }

    private void faultStarted(Fields f) {
        String name = f.text("fault");
        if (faults.containsKey(name)) {
            throw f.wrong("fault", "fault " + name + " was started before: give each a name of its own");
        }
        int fault = sink.newFault();
        faults.put(name, fault);
        String kind = f.text("kind");
        Times.Interval t = times.interval(f);
        sink.event(new Event.FaultStarted(
                fault, kind, f.textOr("named", ""), f.texts("resolved"), t.invoke(), t.complete()));
    }

    private void faultStopped(Fields f) {
        String name = f.text("fault");
        Integer fault = faults.get(name);
        if (fault == null) {
            throw f.wrong("fault", "fault " + name + " was not started" + Nearest.suggestion(name, faults.keySet()));
        }
        Times.Interval t = times.interval(f);
        sink.event(new Event.FaultStopped(fault, t.invoke(), t.complete()));
    }

    private void fact(Fields f) {
        List<Integer> nodes = new ArrayList<>();
        for (Object node : f.list("nodes")) {
            if (!(node instanceof Long number)) {
                throw f.wrong("nodes", "\"nodes\" must be a list of integers");
            }
            nodes.add(number.intValue());
        }
        int partition = f.has("topic") || f.has("queue") ? Places.partition(f, sink) : Event.NONE;
        sink.event(new Event.BrokerFact(
                f.constant("kind", Event.FactKind.values(), null),
                partition,
                f.small("node", 0, Event.NONE),
                f.small("epoch", 0, Event.NONE),
                f.number("offset", 0, Event.NO_OFFSET),
                nodes,
                f.textOr("source", ""),
                times.moment(f)));
    }

    // ---- producing ---------------------------------------------------------------------------------------------

    private void reserve(Fields f) {
        sink.event(new Event.Reservation(
                clients.session(f.text("process")), Places.partition(f, sink), f.number("limit", 0), times.moment(f)));
    }

    private void transactionBegun(Fields f) {
        sink.event(new Event.TransactionBegun(
                sink.transaction(f.text("txn")), clients.session(f.text("process")), times.earliest(f)));
    }

    private void transactionEnded(Fields f) {
        int transaction = sink.transaction(f.text("txn"));
        if (!f.has("commit")) {
            throw new WrongLine(0, "a txn-end line must have \"commit\": true for a commit, false for an abort");
        }
        boolean commit = f.flag("commit");
        Outcome outcome = Outcomes.of(f, NO_OUTCOME);
        Times.Interval t = times.widest(f);
        sink.event(new Event.TransactionEnded(transaction, commit, outcome, t.invoke(), t.complete()));
    }

    // ---- consuming ---------------------------------------------------------------------------------------------

    private int transaction(Fields f) {
        String name = f.text("txn", null);
        return name == null ? Event.NONE : sink.transaction(name);
    }

    private void poll(Fields f) {
        int consumer = clients.consumer(f.text("process"));
        int transaction = transaction(f);
        List<Fields> records = f.objects("records", "a record");
        Outcome outcome = !records.isEmpty() && !f.has("outcome") ? Outcome.ok() : Outcomes.of(f, NO_OUTCOME);
        Times.Interval t = times.interval(f);
        for (Fields record : records) {
            record(record, consumer, transaction, t);
            record.refuseOthers();
        }
        if (records.isEmpty() || !outcome.isOk()) {
            sink.event(new Event.Poll(consumer, outcome, t.invoke(), t.complete()));
        }
    }

    private void delivery(Fields f) {
        record(f, clients.consumer(f.text("process")), transaction(f), times.interval(f));
    }

    private void record(Fields f, int consumer, int transaction, Times.Interval t) {
        int partition = Places.partition(f, sink);
        long offset = f.number("offset", 0, Event.NO_OFFSET);
        DeliveryLane lane = sink.deliveryLane(consumer, partition);
        DeliveryColumns columns;
        if (f.has("payload") || f.has("from")) {
            MessageId id = sends.explicitIdentity(f, partition);
            columns = sink.deliveredOf(lane, offset, id.session(), id.sequence(), t.invoke(), t.complete());
        } else {
            String value = sends.value(f);
            columns = sink.delivered(lane, offset, sink.message(partition, value), value, t.invoke(), t.complete());
        }
        String key = f.text("key", null);
        long tag = f.number("tag", 0, Event.NONE);
        boolean redelivered = f.flag("redelivered");
        if (key != null || transaction != Event.NONE || tag != Event.NONE || redelivered) {
            columns.extend(key == null ? Event.NONE : sink.key(key), transaction, tag, redelivered);
        }
    }

    private List<Integer> partitions(Fields f) {
        List<Integer> partitions = new ArrayList<>();
        for (Fields each : f.objects("partitions", "a partition")) {
            partitions.add(Places.partition(each, sink));
            each.refuseOthers();
        }
        return partitions;
    }

    private List<PartitionOffset> offsets(Fields f) {
        List<PartitionOffset> offsets = new ArrayList<>();
        for (Fields each : f.objects("offsets", "an offset")) {
            offsets.add(new PartitionOffset(Places.partition(each, sink), each.number("offset", 0)));
            each.refuseOthers();
        }
        return offsets;
    }

    private void assigned(Fields f) {
        sink.event(new Event.Assigned(
                clients.consumer(f.text("process")),
                partitions(f),
                f.small("generation", 0, Event.NONE),
                times.moment(f)));
    }

    private void revoked(Fields f) {
        sink.event(new Event.Revoked(
                clients.consumer(f.text("process")),
                partitions(f),
                f.small("generation", 0, Event.NONE),
                times.moment(f)));
    }

    private void subscribed(Fields f) {
        sink.event(new Event.Subscribed(clients.consumer(f.text("process")), f.texts("topics"), times.moment(f)));
    }

    private void positioned(Fields f) {
        sink.event(new Event.Positioned(
                clients.consumer(f.text("process")),
                Places.partition(f, sink),
                f.number("offset", 0),
                f.constant("reason", Event.PositionReason.values(), null),
                times.moment(f)));
    }

    private void commit(Fields f) {
        int consumer = clients.consumer(f.text("process"));
        Times.Interval t = times.interval(f);
        sink.event(new Event.Commit(
                consumer,
                transaction(f),
                f.small("generation", 0, Event.NONE),
                offsets(f),
                Outcomes.of(f, NO_OUTCOME),
                t.invoke(),
                t.complete()));
    }

    private void committed(Fields f) {
        Times.Interval t = times.interval(f);
        sink.event(new Event.CommittedRead(clients.consumer(f.text("process")), offsets(f), t.invoke(), t.complete()));
    }

    private void settle(Fields f) {
        int consumer = clients.consumer(f.text("process"));
        int partition = Places.partition(f, sink);
        MessageId id;
        if (f.has("payload") || f.has("from")) {
            id = sends.explicitIdentity(f, partition);
        } else {
            String value = sends.value(f);
            id = sink.identity(sink.message(partition, value), partition, value);
        }
        Times.Interval t = times.interval(f);
        sink.event(new Event.Settlement(
                consumer,
                id,
                f.number("tag", 0, Event.NONE),
                f.constant("kind", Event.SettlementKind.values(), null),
                Outcomes.of(f, NO_OUTCOME),
                t.invoke(),
                t.complete()));
    }

    private void consumerClosed(Fields f) {
        sink.event(new Event.ConsumerClosed(clients.consumer(f.text("process")), f.flag("crashed"), times.moment(f)));
    }

    /** For columns that a send fills. */
    static void extend(SendColumns columns, int key, int transaction, @Nullable PartitionOffset source) {
        if (key != Event.NONE || transaction != Event.NONE || source != null) {
            columns.extend(
                    key,
                    transaction,
                    source == null ? Event.NONE : source.partition(),
                    source == null ? Event.NO_OFFSET : source.offset());
        }
    }
}
