package io.waybill.history;

import java.util.Arrays;

/**
 * Up to {@link #CAPACITY} deliveries to one consumer from one partition, a column each, in the order in which the
 * consumer was given them.
 *
 * <p>A buffer that is filled, read and filled again: what the accessors return is valid until the next fill, and only
 * the first {@link #rows()} entries of each array mean anything. Not safe for use by two threads.
 */
public final class DeliveryColumns {

    /** The most rows a block may have. */
    public static final int CAPACITY = SendColumns.CAPACITY;

    private long[] offsets;
    private int[] sessions;
    private long[] sequences;
    private long[] invokeNanos;
    private long[] completeNanos;
    private long[] keys;
    private long[] transactions;
    private long[] tags;
    private long[] redelivered;

    private int consumer;
    private int partition;
    private int rows;
    private boolean hasKeys;
    private boolean hasTransactions;
    private boolean hasTags;

    /** Creates columns that a decoder can fill: room for {@link #CAPACITY} rows. */
    public DeliveryColumns() {
        this(CAPACITY);
    }

    /** Creates columns that grow as rows are added, from {@code initialRows} to {@link #CAPACITY}. */
    public DeliveryColumns(int initialRows) {
        offsets = new long[initialRows];
        sessions = new int[initialRows];
        sequences = new long[initialRows];
        invokeNanos = new long[initialRows];
        completeNanos = new long[initialRows];
        keys = new long[initialRows];
        transactions = new long[initialRows];
        tags = new long[initialRows];
        redelivered = new long[initialRows];
    }

    private void grow() {
        int capacity = Math.min(CAPACITY, offsets.length * 2);
        offsets = Arrays.copyOf(offsets, capacity);
        sessions = Arrays.copyOf(sessions, capacity);
        sequences = Arrays.copyOf(sequences, capacity);
        invokeNanos = Arrays.copyOf(invokeNanos, capacity);
        completeNanos = Arrays.copyOf(completeNanos, capacity);
        keys = Arrays.copyOf(keys, capacity);
        transactions = Arrays.copyOf(transactions, capacity);
        tags = Arrays.copyOf(tags, capacity);
        redelivered = Arrays.copyOf(redelivered, capacity);
    }

    /** Empties the columns and gives them to another (consumer, partition). */
    public void reset(int newConsumer, int newPartition) {
        consumer = newConsumer;
        partition = newPartition;
        rows = 0;
        hasKeys = false;
        hasTransactions = false;
        hasTags = false;
    }

    /** Appends a row. {@code session} may be {@link MessageId#FOREIGN} or {@link MessageId#CORRUPT}. */
    public void add(long offset, int session, long sequence, long invoke, long complete) {
        if (rows == offsets.length) {
            grow();
        }
        int row = rows++;
        offsets[row] = offset;
        sessions[row] = session;
        sequences[row] = sequence;
        invokeNanos[row] = invoke;
        completeNanos[row] = complete;
        keys[row] = Event.NONE;
        transactions[row] = Event.NONE;
        tags[row] = Event.NONE;
        redelivered[row] = 0;
    }

    /** Sets what only some deliveries have, on the row added last. */
    public void extend(int key, int transaction, long tag, boolean again) {
        int row = rows - 1;
        keys[row] = key;
        transactions[row] = transaction;
        tags[row] = tag;
        redelivered[row] = again ? 1 : 0;
        hasKeys |= key != Event.NONE;
        hasTransactions |= transaction != Event.NONE;
        hasTags |= tag != Event.NONE || again;
    }

    /** For a decoder that fills the arrays itself: says how many rows there are and which columns were filled. */
    public void filled(int newRows, boolean newKeys, boolean newTransactions, boolean newTags) {
        rows = newRows;
        hasKeys = newKeys;
        hasTransactions = newTransactions;
        hasTags = newTags;
    }

    /** Returns whether there is no room for another row. */
    public boolean isFull() {
        return rows == CAPACITY;
    }

    /** Returns how many rows there are. */
    public int rows() {
        return rows;
    }

    /** Returns the consumer that was given them. */
    public int consumer() {
        return consumer;
    }

    /** Returns the partition they were read from. */
    public int partition() {
        return partition;
    }

    /** Returns whether any row has a key; {@link #keys()} is meaningless otherwise. */
    public boolean hasKeys() {
        return hasKeys;
    }

    /** Returns whether any row's poll was part of a transaction; {@link #transactions()} is meaningless otherwise. */
    public boolean hasTransactions() {
        return hasTransactions;
    }

    /** Returns whether any row has a tag or is marked as redelivered; those columns are meaningless otherwise. */
    public boolean hasTags() {
        return hasTags;
    }

    /** Returns the offsets, {@link Event#NO_OFFSET} in a queue. */
    public long[] offsets() {
        return offsets;
    }

    /** Returns the sessions that the payloads name. */
    public int[] sessions() {
        return sessions;
    }

    /** Returns the sequences that the payloads name. */
    public long[] sequences() {
        return sequences;
    }

    /** Returns when the polls were invoked. */
    public long[] invokeNanos() {
        return invokeNanos;
    }

    /** Returns when the polls returned. */
    public long[] completeNanos() {
        return completeNanos;
    }

    /** Returns the keys' ids. */
    public long[] keys() {
        return keys;
    }

    /** Returns the transactions that the polls were part of. */
    public long[] transactions() {
        return transactions;
    }

    /** Returns which delivery each was. */
    public long[] tags() {
        return tags;
    }

    /** Returns 1 where the broker marked the delivery as a repeated one, 0 elsewhere. */
    public long[] redelivered() {
        return redelivered;
    }
}
