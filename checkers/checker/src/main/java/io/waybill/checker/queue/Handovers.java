package io.waybill.checker.queue;

import io.waybill.checker.fact.SortedIndex;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.SendColumns;
import io.waybill.history.SettlementColumns;
import io.waybill.history.file.HistoryReader;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The deliveries and settlements of those messages of a queue that were delivered more than once, in columns, those of
 * a message side by side and in the order of their completions.
 */
final class Handovers {

    /** In {@link #whats}: a delivery; the kinds of settlements follow, each with its outcome. */
    static final byte DELIVERY = 0;

    private static final int SETTLEMENT = 1;
    private static final int OUTCOMES = 3;

    private int size;
    private long[] rows = new long[64];
    private byte[] whats = new byte[64];
    private boolean[] marked = new boolean[64];
    private int[] consumers = new int[64];
    private long[] tags = new long[64];
    private long[] invoke = new long[64];
    private long[] complete = new long[64];

    /** Which consumers settle anything at all, or are given tags to settle by: others consume what they are handed. */
    private final BitSet settling = new BitSet();

    private int[] order = new int[0];

    void load(HistoryReader history, QueueTable table, List<Integer> deliveryBlocks, List<Integer> settlementBlocks) {
        HistoryReader.Cursor cursor = history.cursor();
        SettlementColumns settlements = new SettlementColumns();
        for (int block : settlementBlocks) {
            settling.set(history.index().owner(block));
            cursor.read(block, settlements);
            add(settlements, table);
        }
        DeliveryColumns deliveries = new DeliveryColumns();
        for (int block : deliveryBlocks) {
            cursor.read(block, deliveries);
            add(deliveries, table);
        }
        sort();
    }

    private void add(DeliveryColumns c, QueueTable table) {
        for (int i = 0; i < c.rows(); i++) {
            int row = table.lanes.row(c.sessions()[i], c.sequences()[i]);
            if (row >= 0 && table.again.get(row)) {
                boolean mark = c.hasTags() && c.redelivered()[i] != 0;
                long tag = c.hasTags() ? c.tags()[i] : Event.NONE;
                if (tag != Event.NONE) {
                    settling.set(c.consumer());
                }
                add(row, DELIVERY, mark, c.consumer(), tag, c.invokeNanos()[i], c.completeNanos()[i]);
            }
        }
    }

    private void add(SettlementColumns c, QueueTable table) {
        for (int i = 0; i < c.rows(); i++) {
            int row = table.lanes.row((int) c.sessions()[i], c.sequences()[i]);
            if (row >= 0 && table.again.get(row)) {
                byte what = (byte) (SETTLEMENT + c.kinds()[i] * OUTCOMES + c.outcomes()[i]);
                add(row, what, false, c.consumer(), c.tags()[i], c.invokeNanos()[i], c.completeNanos()[i]);
            }
        }
    }

    private void add(int row, byte what, boolean mark, int consumer, long tag, long invokeNanos, long completeNanos) {
        if (size == rows.length) {
            int capacity = size * 2;
            rows = Arrays.copyOf(rows, capacity);
            whats = Arrays.copyOf(whats, capacity);
            marked = Arrays.copyOf(marked, capacity);
            consumers = Arrays.copyOf(consumers, capacity);
            tags = Arrays.copyOf(tags, capacity);
            invoke = Arrays.copyOf(invoke, capacity);
            complete = Arrays.copyOf(complete, capacity);
        }
        rows[size] = row;
        whats[size] = what;
        marked[size] = mark;
        consumers[size] = consumer;
        tags[size] = tag;
        invoke[size] = invokeNanos;
        complete[size++] = completeNanos;
    }

    /** By message; within a message, of which there are few entries, by completion. */
    private void sort() {
        order = SortedIndex.ascending(rows, size);
        for (int at = 1; at < size; at++) {
            int moving = order[at];
            int to = at;
            while (to > 0 && rows[order[to - 1]] == rows[moving] && complete[order[to - 1]] > complete[moving]) {
                order[to] = order[--to];
            }
            order[to] = moving;
        }
    }

    int size() {
        return size;
    }

    /** Returns the position behind the last entry of the message whose first entry is at {@code from}. */
    int end(int from) {
        int to = from + 1;
        while (to < size && rows[order[to]] == rows[order[from]]) {
            to++;
        }
        return to;
    }

    int row(int at) {
        return (int) rows[order[at]];
    }

    boolean isDelivery(int at) {
        return whats[order[at]] == DELIVERY;
    }

    /** Returns whether the entry is a settlement that may have returned the message to the queue. */
    boolean mayRequeue(int at) {
        int code = whats[order[at]] - SETTLEMENT;
        return code >= 0 && code / OUTCOMES == SettlementColumns.REQUEUE && code % OUTCOMES != SendColumns.FAIL;
    }

    /** Returns whether the entry is a settlement for good that certainly took effect. */
    boolean isFinal(int at) {
        int code = whats[order[at]] - SETTLEMENT;
        return code >= 0 && code / OUTCOMES != SettlementColumns.REQUEUE && code % OUTCOMES == SendColumns.OK;
    }

    /** Returns whether the entry is a settlement that the broker accepted. */
    boolean isAccepted(int at) {
        int code = whats[order[at]] - SETTLEMENT;
        return code >= 0 && code % OUTCOMES == SendColumns.OK;
    }

    /** Returns whether the settlement at {@code settlement} is of the delivery at {@code delivery}. */
    boolean settles(int settlement, int delivery) {
        int s = order[settlement];
        int d = order[delivery];
        return whats[s] != DELIVERY && consumers[s] == consumers[d] && tags[s] == tags[d] && invoke[s] >= complete[d];
    }

    boolean isMarked(int at) {
        return marked[order[at]];
    }

    boolean consumesWhatItIsHanded(int at) {
        return !settling.get(consumers[order[at]]);
    }

    int consumer(int at) {
        return consumers[order[at]];
    }

    long tag(int at) {
        return tags[order[at]];
    }

    long invoke(int at) {
        return invoke[order[at]];
    }

    long complete(int at) {
        return complete[order[at]];
    }
}
