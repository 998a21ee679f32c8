package io.waybill.history;

import java.util.Arrays;

/**
 * Up to {@link #CAPACITY} sends of one session to one partition, a column each, in the order in which they completed.
 *
 * <p>A buffer that is filled, read and filled again: what the accessors return is valid until the next fill, and only
 * the first {@link #rows()} entries of each array mean anything. Not safe for use by two threads.
 */
public final class SendColumns {

    /** The most rows a block may have. */
    public static final int CAPACITY = 4096;

    /** Outcome code: it took effect. */
    public static final byte OK = 0;

    /** Outcome code: it certainly did not. */
    public static final byte FAIL = 1;

    /** Outcome code: nobody knows. */
    public static final byte INFO = 2;

    private long[] sequences;
    private long[] offsets;
    private byte[] outcomes;
    private long[] invokeNanos;
    private long[] completeNanos;
    private long[] reasons;
    private long[] keys;
    private long[] transactions;
    private long[] sourcePartitions;
    private long[] sourceOffsets;

    private int session;
    private int partition;
    private int rows;
    private boolean allOk = true;
    private boolean hasKeys;
    private boolean hasTransactions;
    private boolean hasSources;

    /** Creates columns that a decoder can fill: room for {@link #CAPACITY} rows. */
    public SendColumns() {
        this(CAPACITY);
    }

    /** Creates columns that grow as rows are added, from {@code initialRows} to {@link #CAPACITY}. */
    public SendColumns(int initialRows) {
        sequences = new long[initialRows];
        offsets = new long[initialRows];
        outcomes = new byte[initialRows];
        invokeNanos = new long[initialRows];
        completeNanos = new long[initialRows];
        reasons = new long[initialRows];
        keys = new long[initialRows];
        transactions = new long[initialRows];
        sourcePartitions = new long[initialRows];
        sourceOffsets = new long[initialRows];
    }

    private void grow() {
        int capacity = Math.min(CAPACITY, offsets.length * 2);
        sequences = Arrays.copyOf(sequences, capacity);
        offsets = Arrays.copyOf(offsets, capacity);
        outcomes = Arrays.copyOf(outcomes, capacity);
        invokeNanos = Arrays.copyOf(invokeNanos, capacity);
        completeNanos = Arrays.copyOf(completeNanos, capacity);
        reasons = Arrays.copyOf(reasons, capacity);
        keys = Arrays.copyOf(keys, capacity);
        transactions = Arrays.copyOf(transactions, capacity);
        sourcePartitions = Arrays.copyOf(sourcePartitions, capacity);
        sourceOffsets = Arrays.copyOf(sourceOffsets, capacity);
    }

    /** Empties the columns and gives them to another (session, partition). */
    public void reset(int newSession, int newPartition) {
        session = newSession;
        partition = newPartition;
        rows = 0;
        allOk = true;
        hasKeys = false;
        hasTransactions = false;
        hasSources = false;
    }

    /**
     * Appends a row.
     *
     * @param outcome {@link #OK}, {@link #FAIL} or {@link #INFO}
     * @param reason the id of the outcome's reason, or {@link Event#NONE}
     */
    public void add(long sequence, byte outcome, long reason, long offset, long invoke, long complete) {
        if (rows == offsets.length) {
            grow();
        }
        int row = rows++;
        sequences[row] = sequence;
        outcomes[row] = outcome;
        offsets[row] = offset;
        reasons[row] = reason;
        invokeNanos[row] = invoke;
        completeNanos[row] = complete;
        keys[row] = Event.NONE;
        transactions[row] = Event.NONE;
        sourcePartitions[row] = Event.NONE;
        sourceOffsets[row] = Event.NO_OFFSET;
        allOk &= outcome == OK;
    }

    /** Sets what only some sends have, on the row added last. */
    public void extend(int key, int transaction, int sourcePartition, long sourceOffset) {
        int row = rows - 1;
        keys[row] = key;
        transactions[row] = transaction;
        sourcePartitions[row] = sourcePartition;
        sourceOffsets[row] = sourceOffset;
        hasKeys |= key != Event.NONE;
        hasTransactions |= transaction != Event.NONE;
        hasSources |= sourcePartition != Event.NONE;
    }

    /** For a decoder that fills the arrays itself: says how many rows there are and which columns were filled. */
    public void filled(int newRows, boolean newAllOk, boolean newKeys, boolean newTransactions, boolean newSources) {
        rows = newRows;
        allOk = newAllOk;
        hasKeys = newKeys;
        hasTransactions = newTransactions;
        hasSources = newSources;
    }

    /** Returns whether there is no room for another row. */
    public boolean isFull() {
        return rows == CAPACITY;
    }

    /** Returns how many rows there are. */
    public int rows() {
        return rows;
    }

    /** Returns the session that sent. */
    public int session() {
        return session;
    }

    /** Returns the partition that was sent to. */
    public int partition() {
        return partition;
    }

    /** Returns whether each row's outcome is {@link #OK}; the outcomes and reasons are then not filled by a decoder. */
    public boolean allOk() {
        return allOk;
    }

    /** Returns whether any row has a key; {@link #keys()} is meaningless otherwise. */
    public boolean hasKeys() {
        return hasKeys;
    }

    /** Returns whether any row is part of a transaction; {@link #transactions()} is meaningless otherwise. */
    public boolean hasTransactions() {
        return hasTransactions;
    }

    /** Returns whether any row has a source; the source columns are meaningless otherwise. */
    public boolean hasSources() {
        return hasSources;
    }

    /** Returns the sequences. */
    public long[] sequences() {
        return sequences;
    }

    /** Returns the acknowledged offsets, {@link Event#NO_OFFSET} where there is none. */
    public long[] offsets() {
        return offsets;
    }

    /** Returns the outcome codes; meaningless where {@link #allOk()}. */
    public byte[] outcomes() {
        return outcomes;
    }

    /** Returns the outcome code of a row, whether or not the column was filled. */
    public byte outcome(int row) {
        return allOk ? OK : outcomes[row];
    }

    /** Returns the ids of the outcomes' reasons; meaningless where {@link #allOk()}. */
    public long[] reasons() {
        return reasons;
    }

    /** Returns the invocation times. */
    public long[] invokeNanos() {
        return invokeNanos;
    }

    /** Returns the completion times, {@link Event#NEVER} where there is none. */
    public long[] completeNanos() {
        return completeNanos;
    }

    /** Returns the keys' ids. */
    public long[] keys() {
        return keys;
    }

    /** Returns the transactions. */
    public long[] transactions() {
        return transactions;
    }

    /** Returns the partitions of the inputs that the sends are outputs of. */
    public long[] sourcePartitions() {
        return sourcePartitions;
    }

    /** Returns the offsets of the inputs that the sends are outputs of. */
    public long[] sourceOffsets() {
        return sourceOffsets;
    }
}
