package io.waybill.history.interchange;

import io.waybill.history.Attributes;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.SendColumns;
import io.waybill.history.file.ByteStore;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.file.HistoryWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where an import puts what it reads: a history of our own in a store that vanishes when its reader is closed.
 *
 * <p>It hands out the dense ids and finds out which message a value is. A source with no messages of its own (JSON
 * Lines that carry sequences) names them by {@link MessageId} instead. Used by one thread, but for {@link #partition},
 * which another may call.
 */
public final class ImportSink implements Closeable {

    /** Sources smaller than this are imported in memory. */
    private static final long SMALL_BYTES = 8 << 20;

    private final ByteStore store;
    private final HistoryWriter writer;
    private final Lanes lanes;
    private final Messages messages = new Messages();
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<String, Integer> keys = new HashMap<>();
    private final Map<String, Integer> transactions = new HashMap<>();
    private final List<Event.SessionDefined> sessions = new ArrayList<>();
    private int transactionCount;
    private int consumers;
    private int faults;
    private int unsentSession = Event.NONE;
    private long lastNanos;
    private boolean saysWhereFrom;

    private ImportSink(ByteStore store) throws IOException {
        this.store = store;
        writer = HistoryWriter.over(TemporaryStore.keptOpen(store));
        lanes = new Lanes(writer, messages);
    }

    /**
     * Creates an empty one.
     *
     * @param sourceBytes the length of what is to be imported
     */
    public static ImportSink create(long sourceBytes) throws IOException {
        return new ImportSink(newStore(sourceBytes));
    }

    private static ByteStore newStore(long sourceBytes) throws IOException {
        return sourceBytes < SMALL_BYTES ? ByteStore.inMemory() : TemporaryStore.create();
    }

    // ---- ids ---------------------------------------------------------------------------------------------------

    /** Returns the id of a partition; the same id for the same names. */
    public int partition(String topic, int number, Event.PartitionKind kind) {
        return partitions.computeIfAbsent(kind + "/" + topic + "/" + number, name -> {
            int id = partitions.size();
            writer.write(new Event.PartitionDefined(id, topic, number, kind));
            return id;
        });
    }

    /** Returns the id of a key; the same id for the same name. */
    public int key(String name) {
        return keys.computeIfAbsent(name, key -> {
            int id = keys.size();
            writer.write(new Event.KeyNamed(id, key));
            return id;
        });
    }

    /** Returns the id of a transaction; the same id for the same name. */
    public int transaction(String name) {
        return transactions.computeIfAbsent(name, transaction -> transactionCount++);
    }

    /** Returns the id of a transaction that has no name. */
    public int newTransaction() {
        return transactionCount++;
    }

    /** Returns the id that the next session must have. */
    public int nextSession() {
        return sessions.size();
    }

    /** Records a session; its id must be {@link #nextSession()}. */
    public void session(Event.SessionDefined session) {
        if (session.id() != sessions.size()) {
            throw new IllegalArgumentException("session must have id " + sessions.size() + ", had " + session.id());
        }
        sessions.add(session);
        event(session);
    }

    /** Returns the id of a new consumer, and records it. */
    public int consumer(String name, String scope, Event.Isolation isolation, long timeNanos) {
        event(new Event.ConsumerDefined(consumers, name, scope, isolation, timeNanos));
        return consumers++;
    }

    /** Returns the id of a new fault. */
    public int newFault() {
        return faults++;
    }

    // ---- messages ----------------------------------------------------------------------------------------------

    /** Returns the number of the message that has this value in this partition. */
    public int message(int partition, long value) {
        return messages.of(partition).ofNumber(value);
    }

    /** Returns the number of the message that has this value in this partition; a text that is a number is one. */
    public int message(int partition, String value) {
        return isNumber(value)
                ? message(partition, Long.parseLong(value))
                : messages.of(partition).ofText(value);
    }

    private static boolean isNumber(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return false;
        }
        int from = text.charAt(0) == '-' && text.length() > 1 ? 1 : 0;
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        // 007 and -0 are other texts than 7 and 0.
        return text.charAt(from) != '0' || text.equals("0");
    }

    /** Returns the lane of a session's sends to a partition. */
    public SendLane sendLane(int session, int partition) {
        return lanes.sendLane(session, partition);
    }

    /** Returns the lane of a consumer's deliveries from a partition. */
    public DeliveryLane deliveryLane(int consumer, int partition) {
        return lanes.deliveryLane(consumer, partition);
    }

    /**
     * Says that a session sends a message, and returns the sequence that it has.
     *
     * @param name the value as people know it
     * @param invokeNanos when it was invoked: sequences follow this order, whatever the order of the calls
     */
    public long sending(int message, SendLane lane, String name, long invokeNanos) {
        MessageId id = new MessageId(lane.session, lane.partition, lane.next(invokeNanos));
        lane.messages.sent(message, id);
        name(id, name);
        return id.sequence();
    }

    /** As {@link #sending(int, SendLane, String, long)}, for a value that is a number. */
    public long sending(int message, SendLane lane, long value, long invokeNanos) {
        MessageId id = new MessageId(lane.session, lane.partition, lane.next(invokeNanos));
        lane.messages.sent(message, id);
        if (value != id.sequence()) {
            writer.write(new Event.MessageNamed(id, Long.toString(value)));
        }
        return id.sequence();
    }

    /** Records the name of a message, unless it is its sequence. */
    public void name(MessageId id, String name) {
        if (!name.equals(Long.toString(id.sequence()))) {
            writer.write(new Event.MessageNamed(id, name));
        }
    }

    /** Returns the id under which sends refer to the reason of an outcome that is not ok. */
    public int reason(Outcome outcome) {
        return writer.reason(outcome);
    }

    /** Records a send. Returns the columns, so that what only some sends have can be set on this row. */
    public SendColumns sent(
            SendLane lane, long sequence, byte outcome, int reason, long offset, long invoke, long complete) {
        SendColumns columns = lanes.room(lane);
        columns.add(sequence, outcome, reason, offset, invoke, complete);
        saw(invoke, complete);
        return columns;
    }

    /**
     * Records a delivery of a message that is known by its value. Returns the columns, so that what only some
     * deliveries have can be set on this row.
     */
    public DeliveryColumns delivered(
            DeliveryLane lane, long offset, int message, String name, long invoke, long complete) {
        long identity = lane.messages.identity(message);
        return identity >= 0
                ? deliveredOf(lane, offset, (int) (identity >> 32), identity & 0xFFFFFFFFL, invoke, complete)
                : deliveredUnsent(lane, offset, message, name, invoke, complete);
    }

    /** As {@link #delivered(DeliveryLane, long, int, String, long, long)}, for a value that is a number. */
    public DeliveryColumns delivered(DeliveryLane lane, long offset, long value, long invoke, long complete) {
        int message = lane.messages.ofNumber(value);
        long identity = lane.messages.identity(message);
        return identity >= 0
                ? deliveredOf(lane, offset, (int) (identity >> 32), identity & 0xFFFFFFFFL, invoke, complete)
                : deliveredUnsent(lane, offset, message, Long.toString(value), invoke, complete);
    }

    private DeliveryColumns deliveredUnsent(
            DeliveryLane lane, long offset, int message, String name, long invoke, long complete) {
        int place = lane.messages.place(message, name);
        return deliveredOf(lane, offset, unsentSession(), place, invoke, complete);
    }

    /** Records a delivery of a message whose identity is known. */
    public DeliveryColumns deliveredOf(
            DeliveryLane lane, long offset, int session, long sequence, long invoke, long complete) {
        DeliveryColumns columns = lanes.room(lane);
        columns.add(offset, session, sequence, invoke, complete);
        saw(invoke, complete);
        return columns;
    }

    /** Returns the identity of a message that is known by its value: for a settlement. */
    public MessageId identity(int message, int partition, String name) {
        Messages.OfPartition known = messages.of(partition);
        return known.isSent(message)
                ? new MessageId(known.session(message), partition, known.sequence(message))
                : new MessageId(unsentSession(), partition, known.place(message, name));
    }

    /** Returns the session of what nobody sent. */
    private int unsentSession() {
        if (unsentSession == Event.NONE) {
            unsentSession = nextSession();
            session(new Event.SessionDefined(unsentSession, "nobody", false, Event.Acks.UNSPECIFIED, 0, null, 0, 0, 0));
        }
        return unsentSession;
    }

    // ---- everything else ---------------------------------------------------------------------------------------

    /** Records any other event. */
    public void event(Event event) {
        saw(event.timeNanos(), Event.NEVER);
        saysWhereFrom |= event instanceof Event.Attribute e && e.name().equals(Attributes.IMPORTED_FROM);
        writer.write(event);
    }

    private void saw(long invoke, long complete) {
        lastNanos = Math.max(lastNanos, complete == Event.NEVER ? invoke : complete);
    }

    /**
     * Ends the import and opens what was imported; closing the reader removes it.
     *
     * @param format where it came from
     * @param torn whether the source breaks off: what nobody sent may then have been sent by what is lost
     * @param closed whether the source has said of itself that it ends here
     */
    public HistoryReader finish(String format, boolean torn, boolean closed) throws IOException {
        if (!saysWhereFrom) {
            event(new Event.Attribute(Attributes.IMPORTED_FROM, format));
        }
        nameTheUnsent(torn);
        if (!torn && !closed) {
            event(new Event.Closed(lastNanos));
        }
        lanes.drain();
        writer.close();
        HistoryReader reader = HistoryReader.over(store);
        SecondLook look = new SecondLook(messages, lanes, sessions, unsentSession);
        if (!look.isNeeded()) {
            return reader;
        }
        try (reader) {
            ByteStore revised = newStore(store.size() * 4);
            try (HistoryWriter into = HistoryWriter.over(TemporaryStore.keptOpen(revised))) {
                look.rewrite(reader, into);
            }
            return HistoryReader.over(revised);
        }
    }

    private void nameTheUnsent(boolean torn) {
        List<Messages.OfPartition> all = messages.partitions();
        for (int partition = 0; partition < all.size(); partition++) {
            Messages.OfPartition known = all.get(partition);
            for (int place = 0; place < known.unsentCount(); place++) {
                String name = known.nameOfUnsent(known.unsent(place));
                if (name != null) {
                    name(new MessageId(unsentSession, partition, place), name);
                }
            }
            if (torn && known.unsentCount() > 0) {
                event(new Event.Reservation(unsentSession, partition, known.unsentCount(), 0));
            }
        }
    }

    /** Gives up: removes what was imported. Does nothing after {@link #finish}. */
    @Override
    public void close() throws IOException {
        store.close();
    }
}
