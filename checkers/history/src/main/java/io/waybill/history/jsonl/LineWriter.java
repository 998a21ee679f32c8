package io.waybill.history.jsonl;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.PartitionOffset;
import io.waybill.history.SendColumns;
import io.waybill.history.file.HistoryReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes each kind of event as its line: the reverse of {@link LineImport}. */
final class LineWriter {

    private final JsonGenerator json;
    private final Names names;
    private final HistoryReader history;

    LineWriter(JsonGenerator json, Names names, HistoryReader history) {
        this.json = json;
        this.names = names;
        this.history = history;
    }

    void header() throws IOException {
        begin("history");
        json.writeNumberField("version", 1);
        json.writeEndObject();
    }

    /** Ends with the names of messages that no send line has told. */
    void end() throws IOException {
        for (Map.Entry<MessageId, String> each : names.untold().entrySet()) {
            MessageId id = each.getKey();
            begin("name");
            json.writeStringField("process", names.session(id.session()));
            place(id.partition());
            json.writeNumberField("sequence", id.sequence());
            json.writeStringField("value", each.getValue());
            json.writeEndObject();
        }
        json.writeRaw('\n');
    }

    private void begin(String type) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", type);
    }

    // ---- columns -----------------------------------------------------------------------------------------------

    void sends(SendColumns c) throws IOException {
        for (int row = 0; row < c.rows(); row++) {
            send(history.send(c, row));
        }
    }

    private void send(Event.Send e) throws IOException {
        begin("send");
        json.writeStringField("process", names.session(e.message().session()));
        place(e.message().partition());
        json.writeNumberField("sequence", e.message().sequence());
        String name = names.message(e.message());
        if (name != null) {
            json.writeStringField("value", name);
            names.told(e.message());
        }
        key(e.key());
        number("txn", e.transaction());
        number("offset", e.offset());
        PartitionOffset source = e.source();
        if (source != null) {
            json.writeObjectFieldStart("source");
            place(source.partition());
            json.writeNumberField("offset", source.offset());
            json.writeEndObject();
        }
        outcome(e.outcome());
        interval(e.timeNanos(), e.completeNanos());
        json.writeEndObject();
    }

    /** Deliveries of one poll that stand together are one line. */
    void deliveries(DeliveryColumns c) throws IOException {
        int row = 0;
        while (row < c.rows()) {
            int end = row + 1;
            while (end < c.rows() && isOnePoll(c, row, end)) {
                end++;
            }
            begin("poll");
            json.writeStringField("process", names.consumer(c.consumer()));
            number("txn", c.hasTransactions() ? c.transactions()[row] : Event.NONE);
            json.writeStringField("outcome", "ok");
            interval(c.invokeNanos()[row], c.completeNanos()[row]);
            json.writeArrayFieldStart("records");
            for (; row < end; row++) {
                record(HistoryReader.delivery(c, row));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static boolean isOnePoll(DeliveryColumns c, int a, int b) {
        return c.invokeNanos()[a] == c.invokeNanos()[b]
                && c.completeNanos()[a] == c.completeNanos()[b]
                && (!c.hasTransactions() || c.transactions()[a] == c.transactions()[b]);
    }

    private void record(Event.Delivery e) throws IOException {
        json.writeStartObject();
        place(e.partition());
        number("offset", e.offset());
        identity(e.message());
        key(e.key());
        number("tag", e.tag());
        if (e.redelivered()) {
            json.writeBooleanField("redelivered", true);
        }
        json.writeEndObject();
    }

    private void identity(MessageId id) throws IOException {
        if (id.isOurs()) {
            json.writeStringField("from", names.session(id.session()));
            json.writeNumberField("sequence", id.sequence());
            return;
        }
        String payload = switch (id.session()) {
            case MessageId.CORRUPT -> "corrupt";
            case MessageId.MISPLACED -> "misplaced";
            default -> "foreign";
        };
        json.writeStringField("payload", payload);
        if (id.sequence() != 0) {
            json.writeNumberField("sequence", id.sequence());
        }
    }

    // ---- events ------------------------------------------------------------------------------------------------

    void event(Event event) throws IOException {
        if (event instanceof Event.MessageNamed) {
            return;
        }
        if (event instanceof Event.PartitionDefined e) {
            begin("partition");
            place(e.id());
        } else if (event instanceof Event.SessionDefined e) {
            producer(e);
        } else if (event instanceof Event.ConsumerDefined e) {
            begin("consumer");
            process(names.consumer(e.id()), e.name());
            json.writeStringField("scope", e.scope());
            json.writeStringField("isolation", Words.of(e.isolation()));
            time(e.timeNanos());
        } else if (event instanceof Event.KeyNamed e) {
            begin("key");
            json.writeStringField("key", names.key(e.key()));
        } else if (event instanceof Event.Attribute e) {
            begin("attribute");
            json.writeStringField("name", e.name());
            json.writeStringField("value", e.value());
        } else {
            operation(event);
        }
        json.writeEndObject();
    }

    private void producer(Event.SessionDefined e) throws IOException {
        begin("producer");
        process(names.session(e.id()), e.name());
        json.writeBooleanField("idempotent", e.idempotent());
        json.writeStringField("acks", Words.of(e.acks()));
        json.writeNumberField("max-in-flight", e.maxInFlight());
        String transactionalId = e.transactionalId();
        if (transactionalId != null) {
            json.writeStringField("transactional-id", transactionalId);
        }
        json.writeNumberField("epoch", e.epoch());
        interval(e.timeNanos(), e.completeNanos());
    }

    private void process(String process, String name) throws IOException {
        json.writeStringField("process", process);
        if (!name.equals(process)) {
            json.writeStringField("name", name);
        }
    }

    private void operation(Event event) throws IOException {
        if (event instanceof Event.Reservation e) {
            begin("reserve");
            json.writeStringField("process", names.session(e.session()));
            place(e.partition());
            json.writeNumberField("limit", e.limit());
            time(e.timeNanos());
        } else if (event instanceof Event.TransactionBegun e) {
            begin("txn-begin");
            json.writeNumberField("txn", e.transaction());
            json.writeStringField("process", names.session(e.session()));
            time(e.timeNanos());
        } else if (event instanceof Event.TransactionEnded e) {
            begin("txn-end");
            json.writeNumberField("txn", e.transaction());
            json.writeBooleanField("commit", e.commit());
            outcome(e.outcome());
            interval(e.timeNanos(), e.completeNanos());
        } else if (event instanceof Event.Poll e) {
            begin("poll");
            json.writeStringField("process", names.consumer(e.consumer()));
            outcome(e.outcome());
            interval(e.timeNanos(), e.completeNanos());
        } else {
            consuming(event);
        }
    }

    private void consuming(Event event) throws IOException {
        if (event instanceof Event.Assigned e) {
            assignment("assigned", e.consumer(), e.partitions(), e.generation(), e.timeNanos());
        } else if (event instanceof Event.Revoked e) {
            assignment("revoked", e.consumer(), e.partitions(), e.generation(), e.timeNanos());
        } else if (event instanceof Event.Subscribed e) {
            begin("subscribed");
            json.writeStringField("process", names.consumer(e.consumer()));
            texts("topics", e.topics());
            time(e.timeNanos());
        } else if (event instanceof Event.Positioned e) {
            begin("positioned");
            json.writeStringField("process", names.consumer(e.consumer()));
            place(e.partition());
            json.writeNumberField("offset", e.offset());
            json.writeStringField("reason", Words.of(e.reason()));
            time(e.timeNanos());
        } else if (event instanceof Event.Commit e) {
            begin("commit");
            json.writeStringField("process", names.consumer(e.consumer()));
            number("txn", e.transaction());
            number("generation", e.generation());
            offsets(e.offsets());
            outcome(e.outcome());
            interval(e.timeNanos(), e.completeNanos());
        } else if (event instanceof Event.CommittedRead e) {
            begin("committed");
            json.writeStringField("process", names.consumer(e.consumer()));
            offsets(e.offsets());
            interval(e.timeNanos(), e.completeNanos());
        } else {
            settling(event);
        }
    }

    private void settling(Event event) throws IOException {
        if (event instanceof Event.Settlement e) {
            begin("settle");
            json.writeStringField("process", names.consumer(e.consumer()));
            place(e.message().partition());
            identity(e.message());
            number("tag", e.tag());
            json.writeStringField("kind", Words.of(e.kind()));
            outcome(e.outcome());
            interval(e.timeNanos(), e.completeNanos());
        } else if (event instanceof Event.ConsumerClosed e) {
            begin("consumer-closed");
            json.writeStringField("process", names.consumer(e.consumer()));
            json.writeBooleanField("crashed", e.crashed());
            time(e.timeNanos());
        } else {
            run(event);
        }
    }

    private void run(Event event) throws IOException {
        if (event instanceof Event.FaultStarted e) {
            begin("fault-started");
            json.writeNumberField("fault", e.fault());
            json.writeStringField("kind", e.kind());
            json.writeStringField("named", e.named());
            texts("resolved", e.resolved());
            interval(e.timeNanos(), e.completeNanos());
        } else if (event instanceof Event.FaultStopped e) {
            begin("fault-stopped");
            json.writeNumberField("fault", e.fault());
            interval(e.timeNanos(), e.completeNanos());
        } else if (event instanceof Event.BrokerFact e) {
            fact(e);
        } else if (event instanceof Event.PhaseStarted e) {
            begin("phase");
            json.writeStringField("phase", e.phase());
            time(e.timeNanos());
        } else if (event instanceof Event.MomentHit e) {
            begin("moment");
            json.writeStringField("moment", e.moment());
            json.writeStringField("detail", e.detail());
            time(e.timeNanos());
        } else if (event instanceof Event.Closed e) {
            begin("closed");
            time(e.timeNanos());
        } else {
            throw new IllegalArgumentException("no line is known for " + event);
        }
    }

    private void fact(Event.BrokerFact e) throws IOException {
        begin("fact");
        json.writeStringField("kind", Words.of(e.kind()));
        if (e.partition() != Event.NONE) {
            place(e.partition());
        }
        number("node", e.node());
        number("epoch", e.epoch());
        number("offset", e.offset());
        json.writeArrayFieldStart("nodes");
        for (int node : e.nodes()) {
            json.writeNumber(node);
        }
        json.writeEndArray();
        json.writeStringField("source", e.source());
        time(e.timeNanos());
    }

    // ---- parts -------------------------------------------------------------------------------------------------

    private void place(int id) throws IOException {
        Event.PartitionDefined partition = names.partition(id);
        if (partition.kind() == Event.PartitionKind.QUEUE) {
            json.writeStringField("queue", partition.topic());
        } else {
            json.writeStringField("topic", partition.topic());
            json.writeNumberField("partition", partition.number());
        }
    }

    private void assignment(String type, int consumer, List<Integer> partitions, int generation, long time)
            throws IOException {
        begin(type);
        json.writeStringField("process", names.consumer(consumer));
        json.writeArrayFieldStart("partitions");
        for (int partition : partitions) {
            json.writeStartObject();
            place(partition);
            json.writeEndObject();
        }
        json.writeEndArray();
        number("generation", generation);
        time(time);
    }

    private void offsets(List<PartitionOffset> offsets) throws IOException {
        json.writeArrayFieldStart("offsets");
        for (PartitionOffset each : offsets) {
            json.writeStartObject();
            place(each.partition());
            json.writeNumberField("offset", each.offset());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void key(int key) throws IOException {
        @Nullable String name = key == Event.NONE ? null : names.key(key);
        if (name != null) {
            json.writeStringField("key", name);
        }
    }

    /** Writes a number where there is one: -1 stands for none. */
    private void number(String name, long value) throws IOException {
        if (value >= 0) {
            json.writeNumberField(name, value);
        }
    }

    private void outcome(Outcome outcome) throws IOException {
        json.writeStringField("outcome", outcome.word());
        if (!outcome.isOk()) {
            json.writeStringField("error", outcome.reason());
        }
    }

    private void time(long nanos) throws IOException {
        json.writeNumberField("time", nanos);
    }

    private void interval(long invoke, long complete) throws IOException {
        json.writeNumberField("invoke", invoke);
        if (complete != Event.NEVER) {
            json.writeNumberField("complete", complete);
        }
    }
}
