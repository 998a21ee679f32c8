package io.waybill.history.file;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.SendColumns;
import io.waybill.history.SettlementColumns;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a history while it happens.
 *
 * <p>Rows wait in memory until their block is full or {@link #flush()} is called; what was flushed survives the death
 * of this process at any byte. Memory does not grow with the history, only with the number of (session, partition) and
 * (consumer, partition) pairs. A write error is thrown to whoever was recording: a run without a history is no run.
 *
 * <p>Safe for use by any number of threads; each call holds the writer's lock.
 */
public final class HistoryWriter implements Closeable {

    private static final int FIRST_LANE_ROWS = 64;
    private static final int EVENTS_BLOCK_BYTES = 32 << 10;

    private final AppendStore store;
    private final BlockIndex index = new BlockIndex();
    private final ColumnsCodec codec = new ColumnsCodec();
    private final ByteSink payload = new ByteSink(256 << 10);
    private final ByteSink events = new ByteSink(64 << 10);
    private final Map<Long, SendColumns> sendLanes = new LinkedHashMap<>();
    private final Map<Long, DeliveryColumns> deliveryLanes = new LinkedHashMap<>();
    private @Nullable SendColumns lastSends;
    private @Nullable DeliveryColumns lastDeliveries;
    private final Map<Long, SettlementColumns> settlementLanes = new LinkedHashMap<>();
    private final Map<String, Integer> reasons = new HashMap<>();
    private ByteBuffer out = ByteBuffer.allocateDirect(512 << 10);

    private long position;
    private int eventRows;
    private long firstEventNanos = Long.MAX_VALUE;
    private long lastEventNanos;
    private boolean urgent;
    private boolean closed;

    private HistoryWriter(AppendStore store) throws IOException {
        this.store = store;
        ByteBuffer head = FileHead.head();
        position = head.remaining();
        store.append(head);
    }

    /** Creates the file, or empties it, and writes its head. */
    public static HistoryWriter create(Path file) throws IOException {
        return new HistoryWriter(ByteStore.create(file));
    }

    /** Writes to a store of the caller's. */
    public static HistoryWriter over(AppendStore store) throws IOException {
        return new HistoryWriter(store);
    }

    /** Records any event. */
    public synchronized void write(Event event) {
        if (event instanceof Event.Send send) {
            writeSend(send);
        } else if (event instanceof Event.Delivery delivery) {
            writeDelivery(delivery);
        } else if (event instanceof Event.Settlement settlement) {
            writeSettlement(settlement);
        } else {
            writeOther(event);
        }
    }

    private void writeSend(Event.Send e) {
        MessageId id = e.message();
        byte outcome = code(e.outcome());
        int reason = e.outcome().isOk() ? Event.NONE : reason(e.outcome());
        SendColumns lane = sendLane(id.session(), id.partition());
        lane.add(id.sequence(), outcome, reason, e.offset(), e.timeNanos(), e.completeNanos());
        if (e.key() != Event.NONE || e.transaction() != Event.NONE || e.source() != null) {
            int sourcePartition = e.source() == null ? Event.NONE : e.source().partition();
            long sourceOffset =
                    e.source() == null ? Event.NO_OFFSET : e.source().offset();
            lane.extend(e.key(), e.transaction(), sourcePartition, sourceOffset);
        }
        if (lane.isFull()) {
            drain(lane);
        }
    }

    /** Answers and deliveries come in batches, those of a partition one after the other: mostly it is the last lane. */
    private SendColumns sendLane(int session, int partition) {
        SendColumns last = lastSends;
        if (last != null && last.session() == session && last.partition() == partition) {
            return last;
        }
        SendColumns lane = sendLanes.computeIfAbsent(pair(session, partition), pair -> {
            SendColumns columns = new SendColumns(FIRST_LANE_ROWS);
            columns.reset(session, partition);
            return columns;
        });
        lastSends = lane;
        return lane;
    }

    private DeliveryColumns deliveryLane(int consumer, int partition) {
        DeliveryColumns last = lastDeliveries;
        if (last != null && last.consumer() == consumer && last.partition() == partition) {
            return last;
        }
        DeliveryColumns lane = deliveryLanes.computeIfAbsent(pair(consumer, partition), pair -> {
            DeliveryColumns columns = new DeliveryColumns(FIRST_LANE_ROWS);
            columns.reset(consumer, partition);
            return columns;
        });
        lastDeliveries = lane;
        return lane;
    }

    private void writeDelivery(Event.Delivery e) {
        DeliveryColumns lane = deliveryLane(e.consumer(), e.partition());
        boolean misplaced = e.message().isOurs() && e.message().partition() != e.partition();
        int session = misplaced ? MessageId.MISPLACED : e.message().session();
        lane.add(e.offset(), session, e.message().sequence(), e.timeNanos(), e.completeNanos());
        if (e.key() != Event.NONE || e.transaction() != Event.NONE || e.tag() != Event.NONE || e.redelivered()) {
            lane.extend(e.key(), e.transaction(), e.tag(), e.redelivered());
        }
        if (lane.isFull()) {
            drain(lane);
        }
    }

    private static byte code(Outcome outcome) {
        return outcome.match(ok -> SendColumns.OK, fail -> SendColumns.FAIL, info -> SendColumns.INFO);
    }

    private void writeSettlement(Event.Settlement e) {
        int partition = e.message().partition();
        SettlementColumns lane = settlementLanes.computeIfAbsent(pair(e.consumer(), partition), pair -> {
            SettlementColumns columns = new SettlementColumns(FIRST_LANE_ROWS);
            columns.reset(e.consumer(), partition);
            return columns;
        });
        lane.add(e, code(e.outcome()), e.outcome().isOk() ? Event.NONE : reason(e.outcome()));
        if (lane.isFull()) {
            drain(lane);
        }
    }

    private void writeOther(Event event) {
        if (event instanceof Event.Positioned e && e.reason() == Event.PositionReason.END) {
            deliveriesBefore(e);
        }
        EventCodec.write(events, event);
        eventWritten(event.timeNanos());
        urgent |= event instanceof Event.SessionDefined
                || event instanceof Event.PartitionDefined
                || event instanceof Event.ConsumerDefined;
        if (event instanceof Event.Reservation) {
            flushEvents();
        }
    }

    /** An end says that everything below was passed: a torn file must not have it without what was handed out. */
    private void deliveriesBefore(Event.Positioned end) {
        DeliveryColumns lane = deliveryLanes.get(pair(end.consumer(), end.partition()));
        if (lane != null && lane.rows() > 0) {
            drain(lane);
        }
    }

    private void eventWritten(long timeNanos) {
        eventRows++;
        firstEventNanos = Math.min(firstEventNanos, timeNanos);
        lastEventNanos = Math.max(lastEventNanos, timeNanos);
        if (events.length() >= EVENTS_BLOCK_BYTES) {
            flushEvents();
        }
    }

    private static long pair(int high, int low) {
        return (long) high << 32 | (low & 0xFFFFFFFFL);
    }

    /**
     * Returns the id under which the rows of a block of sends may refer to the reason of a {@code fail} or
     * {@code info}, and records the text on first use.
     */
    public synchronized int reason(Outcome outcome) {
        Integer known = reasons.get(outcome.reason());
        if (known != null) {
            return known;
        }
        int id = reasons.size();
        reasons.put(outcome.reason(), id);
        EventCodec.writeText(events, id, outcome.reason());
        urgent = true;
        eventWritten(0);
        return id;
    }

    /** Records a block of sends as it is, for a source that has columns already. */
    public synchronized void write(SendColumns sends) {
        if (sends.rows() > 0) {
            defineFirst();
            payload.clear();
            codec.write(payload, sends);
            append(headOf(sends));
        }
    }

    /** Records a block of deliveries as it is, for a source that has columns already. */
    public synchronized void write(DeliveryColumns deliveries) {
        if (deliveries.rows() > 0) {
            // A torn file must not have deliveries without the seek or assignment before them.
            flushEvents();
            payload.clear();
            codec.write(payload, deliveries);
            append(headOf(deliveries));
        }
    }

    /** Records a block of settlements as it is, for a source that has columns already. */
    public synchronized void write(SettlementColumns settlements) {
        if (settlements.rows() > 0) {
            defineFirst();
            payload.clear();
            codec.write(payload, settlements);
            append(headOf(settlements));
        }
    }

    /** Whoever reads a block must already know what its ids mean, so definitions go before it. */
    private void defineFirst() {
        if (urgent) {
            flushEvents();
        }
    }

    private void drain(SendColumns lane) {
        write(lane);
        lane.reset(lane.session(), lane.partition());
    }

    private void drain(DeliveryColumns lane) {
        write(lane);
        lane.reset(lane.consumer(), lane.partition());
    }

    private void drain(SettlementColumns lane) {
        write(lane);
        lane.reset(lane.consumer(), lane.partition());
    }

    private BlockHead headOf(SendColumns c) {
        Range offsets = new Range();
        Range sequences = new Range();
        Range times = new Range();
        for (int row = 0; row < c.rows(); row++) {
            if (c.offsets()[row] >= 0) {
                offsets.include(c.offsets()[row]);
            }
            sequences.include(c.sequences()[row]);
            times.include(c.invokeNanos()[row]);
            if (c.completeNanos()[row] != Event.NEVER) {
                times.include(c.completeNanos()[row]);
            }
        }
        int flags = ascending(c.offsets(), c.rows())
                | (c.allOk() ? BlockHead.ALL_OK : 0)
                | (c.hasTransactions() ? BlockHead.TRANSACTIONS : 0);
        return head(BlockKind.SENDS, flags, c.session(), c.partition(), c.rows(), offsets, sequences, times);
    }

    private BlockHead headOf(DeliveryColumns c) {
        Range offsets = new Range();
        Range completions = new Range();
        completions.include(c.completeNanos()[0], c.completeNanos()[c.rows() - 1]);
        boolean inTime = true;
        Range times = new Range();
        for (int row = 0; row < c.rows(); row++) {
            if (c.offsets()[row] >= 0) {
                offsets.include(c.offsets()[row]);
            }
            times.include(c.invokeNanos()[row]);
            times.include(c.completeNanos()[row]);
            inTime &= row == 0 || c.completeNanos()[row - 1] <= c.completeNanos()[row];
        }
        int flags = ascending(c.offsets(), c.rows()) | (inTime ? BlockHead.IN_TIME : 0);
        return head(BlockKind.DELIVERIES, flags, c.consumer(), c.partition(), c.rows(), offsets, completions, times);
    }

    private BlockHead headOf(SettlementColumns c) {
        Range sequences = new Range();
        Range times = new Range();
        for (int row = 0; row < c.rows(); row++) {
            sequences.include(c.sequences()[row]);
            times.include(c.invokeNanos()[row]);
            if (c.completeNanos()[row] != Event.NEVER) {
                times.include(c.completeNanos()[row]);
            }
        }
        BlockKind kind = BlockKind.SETTLEMENTS;
        return head(kind, 0, c.consumer(), c.partition(), c.rows(), new Range(), sequences, times);
    }

    private static int ascending(long[] offsets, int rows) {
        long last = -1;
        for (int row = 0; row < rows; row++) {
            if (offsets[row] <= last) {
                return 0;
            }
            last = offsets[row];
        }
        return BlockHead.ASCENDING;
    }

    private BlockHead head(
            BlockKind kind,
            int flags,
            int owner,
            int partition,
            int rows,
            Range offsets,
            Range sequences,
            Range times) {
        return new BlockHead(
                kind,
                flags,
                owner,
                partition,
                rows,
                payload.length(),
                offsets.low(),
                offsets.high(),
                sequences.low(),
                sequences.high(),
                times.low(),
                times.high(),
                BlockHead.crc(payload.array(), 0, payload.length()));
    }

    private void append(BlockHead head) {
        if (closed) {
            throw new IllegalStateException("this history was closed: nothing can be recorded any more");
        }
        index.add(position, head);
        writeBlock(head);
    }

    private void writeBlock(BlockHead head) {
        int length = BlockHead.BYTES + head.length();
        if (out.capacity() < length) {
            out = ByteBuffer.allocateDirect(length * 2);
        }
        out.clear();
        head.write(out);
        out.put(payload.array(), 0, head.length()).flip();
        try {
            store.append(out);
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written any further: " + e.getMessage(), e);
        }
        position += length;
    }

    private void flushEvents() {
        urgent = false;
        if (eventRows == 0) {
            return;
        }
        payload.clear();
        payload.put(events.array(), events.length());
        Range times = new Range();
        times.include(Math.min(firstEventNanos, lastEventNanos));
        times.include(lastEventNanos);
        BlockHead head = head(BlockKind.EVENTS, 0, -1, -1, eventRows, new Range(), new Range(), times);
        events.clear();
        eventRows = 0;
        firstEventNanos = Long.MAX_VALUE;
        lastEventNanos = 0;
        append(head);
    }

    /** Hands everything recorded so far to the operating system: from then on it survives this process. */
    public synchronized void flush() {
        flushEvents();
        for (SendColumns lane : sendLanes.values()) {
            if (lane.rows() > 0) {
                drain(lane);
            }
        }
        for (DeliveryColumns lane : deliveryLanes.values()) {
            if (lane.rows() > 0) {
                drain(lane);
            }
        }
        for (SettlementColumns lane : settlementLanes.values()) {
            if (lane.rows() > 0) {
                drain(lane);
            }
        }
        flushEvents();
    }

    /** Flushes, writes the index and closes the file. A second call does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        flush();
        closed = true;
        payload.clear();
        index.write(payload);
        long indexPosition = position;
        writeBlock(head(BlockKind.INDEX, 0, -1, -1, index.size(), new Range(), new Range(), new Range()));
        store.append(FileHead.trailer(indexPosition));
        store.close();
    }

    /** The least and the greatest of some numbers; -1 where there was none. */
    private static final class Range {
        private long low = Long.MAX_VALUE;
        private long high = Long.MIN_VALUE;

        /** Sets both ends as they are, whichever is greater. */
        void include(long first, long last) {
            low = first;
            high = last;
        }

        void include(long value) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }

        long low() {
            return low == Long.MAX_VALUE && high == Long.MIN_VALUE ? -1 : low;
        }

        long high() {
            return low == Long.MAX_VALUE && high == Long.MIN_VALUE ? -1 : high;
        }
    }
}
