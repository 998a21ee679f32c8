package io.waybill.history;

import java.util.Arrays;

/**
 * Up to {@link #CAPACITY} settlements by one consumer of messages of one queue, a column each, in the order in which
 * they completed.
 *
 * <p>A buffer that is filled, read and filled again: what the accessors return is valid until the next fill, and only
 * the first {@link #rows()} entries of each array mean anything. Not safe for use by two threads.
 */
public final class SettlementColumns {

    /** The most rows a block may have. */
    public static final int CAPACITY = SendColumns.CAPACITY;

    /** Kind code: processed. */
    public static final long ACK = 0;

    /** Kind code: not wanted again. */
    public static final long NACK = 1;

    /** Kind code: to come again. */
    public static final long REQUEUE = 2;

    private static final int COLUMNS = 8;

    // One array of columns instead of eight fields: growing and coding treat all alike.
    private final long[][] columns = new long[COLUMNS][];
    private int consumer;
    private int partition;
    private int rows;

    /** Creates columns that a decoder can fill: room for {@link #CAPACITY} rows. */
    public SettlementColumns() {
        this(CAPACITY);
    }

    /** Creates columns that grow as rows are added, from {@code initialRows} to {@link #CAPACITY}. */
    public SettlementColumns(int initialRows) {
        for (int column = 0; column < COLUMNS; column++) {
            columns[column] = new long[initialRows];
        }
    }

    /** Empties the columns and gives them to another (consumer, queue). */
    public void reset(int newConsumer, int newPartition) {
        consumer = newConsumer;
        partition = newPartition;
        rows = 0;
    }

    /**
     * Appends a row.
     *
     * @param outcome the code of {@link SendColumns}
     * @param reason the id of the outcome's reason, or {@link Event#NONE}
     */
    public void add(Event.Settlement e, byte outcome, int reason) {
        if (rows == columns[0].length) {
            int capacity = Math.min(CAPACITY, rows * 2);
            for (int column = 0; column < COLUMNS; column++) {
                columns[column] = Arrays.copyOf(columns[column], capacity);
            }
        }
        int row = rows++;
        sessions()[row] = e.message().session();
        sequences()[row] = e.message().sequence();
        tags()[row] = e.tag();
        kinds()[row] = switch (e.kind()) {
            case ACK -> ACK;
            case NACK -> NACK;
            case REQUEUE -> REQUEUE;
        };
        outcomes()[row] = outcome;
        reasons()[row] = reason;
        invokeNanos()[row] = e.timeNanos();
        completeNanos()[row] = e.completeNanos();
    }

    /** For a decoder that fills the arrays itself: says how many rows there are. */
    public void filled(int newRows) {
        rows = newRows;
    }

    /** Returns whether there is no room for another row. */
    public boolean isFull() {
        return rows == CAPACITY;
    }

    /** Returns how many rows there are. */
    public int rows() {
        return rows;
    }

    /** Returns the consumer that settled. */
    public int consumer() {
        return consumer;
    }

    /** Returns the queue that the messages are of. */
    public int partition() {
        return partition;
    }

    /** Returns the sessions of the messages. */
    public long[] sessions() {
        return columns[0];
    }

    /** Returns the sequences of the messages. */
    public long[] sequences() {
        return columns[1];
    }

    /** Returns which deliveries were settled, {@link Event#NONE} where the broker has no such thing. */
    public long[] tags() {
        return columns[2];
    }

    /** Returns the kind codes. */
    public long[] kinds() {
        return columns[3];
    }

    /** Returns the outcome codes of {@link SendColumns}. */
    public long[] outcomes() {
        return columns[4];
    }

    /** Returns the ids of the outcomes' reasons, {@link Event#NONE} where there is none. */
    public long[] reasons() {
        return columns[5];
    }

    /** Returns the invocation times. */
    public long[] invokeNanos() {
        return columns[6];
    }

    /** Returns the completion times, {@link Event#NEVER} where there is none. */
    public long[] completeNanos() {
        return columns[7];
    }
}
