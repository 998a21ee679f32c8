package io.waybill.history.file;

import java.util.Arrays;

/**
 * What each block of a file holds, in the order of the file: a few numbers a block, so that a reader finds the blocks
 * of a partition, a session or a range of offsets without reading the others.
 *
 * <p>Immutable to its users; safe to read from any thread once the reader was opened.
 */
public final class BlockIndex {

    private static final int NUMBERS = 12;

    private int size;
    private byte[] kinds = new byte[64];
    private byte[] flags = new byte[64];
    private int[] owners = new int[64];
    private int[] partitions = new int[64];
    private int[] rows = new int[64];
    private int[] lengths = new int[64];
    private long[] positions = new long[64];
    private long[] lowOffsets = new long[64];
    private long[] highOffsets = new long[64];
    private long[] lowSequences = new long[64];
    private long[] highSequences = new long[64];
    private long[] firstNanos = new long[64];
    private long[] lastNanos = new long[64];

    BlockIndex() {}

    void add(long position, BlockHead head) {
        if (size == kinds.length) {
            grow(size * 2);
        }
        kinds[size] = (byte) head.kind().code;
        flags[size] = (byte) head.flags();
        owners[size] = head.owner();
        partitions[size] = head.partition();
        rows[size] = head.rows();
        lengths[size] = head.length();
        positions[size] = position;
        lowOffsets[size] = head.lowOffset();
        highOffsets[size] = head.highOffset();
        lowSequences[size] = head.lowSequence();
        highSequences[size] = head.highSequence();
        firstNanos[size] = head.firstNanos();
        lastNanos[size] = head.lastNanos();
        size++;
    }

    private void grow(int capacity) {
        kinds = Arrays.copyOf(kinds, capacity);
        flags = Arrays.copyOf(flags, capacity);
        owners = Arrays.copyOf(owners, capacity);
        partitions = Arrays.copyOf(partitions, capacity);
        rows = Arrays.copyOf(rows, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        positions = Arrays.copyOf(positions, capacity);
        lowOffsets = Arrays.copyOf(lowOffsets, capacity);
        highOffsets = Arrays.copyOf(highOffsets, capacity);
        lowSequences = Arrays.copyOf(lowSequences, capacity);
        highSequences = Arrays.copyOf(highSequences, capacity);
        firstNanos = Arrays.copyOf(firstNanos, capacity);
        lastNanos = Arrays.copyOf(lastNanos, capacity);
    }

    /** Returns how many blocks there are. */
    public int size() {
        return size;
    }

    /** Returns whether a block holds sends. */
    public boolean isSends(int block) {
        return kinds[block] == BlockKind.SENDS.code;
    }

    /** Returns whether a block holds deliveries. */
    public boolean isDeliveries(int block) {
        return kinds[block] == BlockKind.DELIVERIES.code;
    }

    /** Returns whether a block holds settlements. */
    public boolean isSettlements(int block) {
        return kinds[block] == BlockKind.SETTLEMENTS.code;
    }

    /** Returns whether a block holds other events. */
    public boolean isEvents(int block) {
        return kinds[block] == BlockKind.EVENTS.code;
    }

    /** Returns whether the offsets of a block's rows are known and strictly ascending. */
    public boolean isAscending(int block) {
        return (flags[block] & BlockHead.ASCENDING) != 0;
    }

    /** Returns whether each row of a block is a send that was acknowledged. */
    public boolean isAllOk(int block) {
        return (flags[block] & BlockHead.ALL_OK) != 0;
    }

    /** Returns the session of a block of sends, the consumer of a block of deliveries or settlements. */
    public int owner(int block) {
        return owners[block];
    }

    /** Returns the partition of a block that is not of events. */
    public int partition(int block) {
        return partitions[block];
    }

    /** Returns how many rows a block has. */
    public int rows(int block) {
        return rows[block];
    }

    /** Returns the length of a block's payload in bytes. */
    public int length(int block) {
        return lengths[block];
    }

    /** Returns where a block's head begins in the file. */
    public long position(int block) {
        return positions[block];
    }

    /** Returns the lowest offset known of a block's rows, or -1 where none is known. */
    public long lowOffset(int block) {
        return lowOffsets[block];
    }

    /** Returns the highest offset known of a block's rows, or -1 where none is known. */
    public long highOffset(int block) {
        return highOffsets[block];
    }

    /** Returns the lowest sequence of a block of sends. */
    public long lowSequence(int block) {
        return lowSequences[block];
    }

    /** Returns the highest sequence of a block of sends. */
    public long highSequence(int block) {
        return highSequences[block];
    }

    /** Returns whether some rows of a block are sends that are part of a transaction. */
    public boolean hasTransactions(int block) {
        return (flags[block] & BlockHead.TRANSACTIONS) != 0;
    }

    /** Returns whether the completions of a block's rows do not go back. */
    public boolean isInTime(int block) {
        return (flags[block] & BlockHead.IN_TIME) != 0;
    }

    /** Returns when the first row of a block of deliveries was handed out. */
    public long firstCompletion(int block) {
        return lowSequences[block];
    }

    /** Returns when the last row of a block of deliveries was handed out. */
    public long lastCompletion(int block) {
        return highSequences[block];
    }

    /** Returns the earliest invocation in a block. */
    public long firstNanos(int block) {
        return firstNanos[block];
    }

    /** Returns the latest time in a block that is not {@link io.waybill.history.Event#NEVER}. */
    public long lastNanos(int block) {
        return lastNanos[block];
    }

    void write(ByteSink out) {
        out.i32(size);
        long[] column = new long[Math.max(1, size)];
        for (int number = 0; number < NUMBERS && size > 0; number++) {
            for (int block = 0; block < size; block++) {
                column[block] = number(number, block);
            }
            LongColumn.write(out, column, size);
        }
    }

    private long number(int number, int block) {
        return switch (number) {
            case 0 -> kinds[block];
            case 1 -> owners[block];
            case 2 -> partitions[block];
            case 3 -> rows[block];
            case 4 -> positions[block];
            case 5 -> lowOffsets[block];
            case 6 -> highOffsets[block];
            case 7 -> lowSequences[block];
            case 8 -> highSequences[block];
            case 9 -> firstNanos[block];
            case 10 -> lastNanos[block];
            default -> flags[block];
        };
    }

    /** Reads what {@link #write} wrote; {@code end} is where the first byte after the last block stands. */
    static BlockIndex read(ByteSource in, long end) {
        BlockIndex index = new BlockIndex();
        int size = in.i32();
        if (size < 0 || size > end / BlockHead.BYTES) {
            throw new CorruptHistoryException("the index announces " + size + " blocks in " + end + " bytes");
        }
        index.grow(Math.max(1, size));
        index.size = size;
        long[] column = new long[Math.max(1, size)];
        for (int number = 0; number < NUMBERS && size > 0; number++) {
            LongColumn.readAll(in, column, size);
            for (int block = 0; block < size; block++) {
                index.set(number, block, column[block]);
            }
        }
        for (int block = 0; block < size; block++) {
            long next = block + 1 < size ? index.positions[block + 1] : end;
            index.lengths[block] = (int) (next - index.positions[block] - BlockHead.BYTES);
        }
        return index;
    }

    private void set(int number, int block, long value) {
        switch (number) {
            case 0 -> kinds[block] = (byte) value;
            case 1 -> owners[block] = (int) value;
            case 2 -> partitions[block] = (int) value;
            case 3 -> rows[block] = (int) value;
            case 4 -> positions[block] = value;
            case 5 -> lowOffsets[block] = value;
            case 6 -> highOffsets[block] = value;
            case 7 -> lowSequences[block] = value;
            case 8 -> highSequences[block] = value;
            case 9 -> firstNanos[block] = value;
            case 10 -> lastNanos[block] = value;
            default -> flags[block] = (byte) value;
        }
    }
}
