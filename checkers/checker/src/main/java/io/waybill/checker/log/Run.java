package io.waybill.checker.log;

import io.waybill.history.Event;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one consumer's reading of one partition in which the offsets ascend and nothing moved its position: what
 * lies between two of its records was passed.
 *
 * <p>Its rows are named by block, first row and row behind the last, in ascending order of their offsets.
 */
final class Run {

    final int consumer;

    /** Tells the readings of a consumer apart: within one, going back is not allowed. */
    final int reading;

    private int[] blocks = new int[4];
    private int[] firstRows = new int[4];
    private int[] endRows = new int[4];
    private int parts;

    /** The first offset that was covered, or -1 as long as nothing is known. */
    long from = -1;

    /** The first offset behind what was covered. */
    long to = -1;

    /** The highest offset that was delivered, or -1 where none was. */
    long last = -1;

    /**
     * The end at which the log stayed, where it reached that: nothing stands behind it, whatever was said. Else the
     * highest number. It may lie in front of where the run began, in a log that was cut back.
     */
    long finalEnd = Long.MAX_VALUE;

    /** Why {@link #from} is known without a delivery, or null. */
    @Nullable
    Event startEvidence;

    /** Why {@link #to} is behind the last delivery, or null. */
    Event.@Nullable Positioned endEvidence;

    Run(int consumer, int reading) {
        this.consumer = consumer;
        this.reading = reading;
    }

    /** Says where it begins, before anything was delivered. */
    void startAt(long position) {
        from = position;
        to = position;
    }

    /** Adds rows whose offsets ascend and are higher than all before. */
    void add(int block, int firstRow, int endRow, long lowOffset, long highOffset) {
        if (parts > 0 && blocks[parts - 1] == block && endRows[parts - 1] == firstRow) {
            endRows[parts - 1] = endRow;
            extend(lowOffset, highOffset);
            return;
        }
        if (parts == blocks.length) {
            blocks = Arrays.copyOf(blocks, parts * 2);
            firstRows = Arrays.copyOf(firstRows, parts * 2);
            endRows = Arrays.copyOf(endRows, parts * 2);
        }
        blocks[parts] = block;
        firstRows[parts] = firstRow;
        endRows[parts++] = endRow;
        extend(lowOffset, highOffset);
    }

    private void extend(long lowOffset, long highOffset) {
        if (from < 0 || lowOffset < from) {
            from = lowOffset;
        }
        last = highOffset;
        to = Math.max(to, highOffset + 1);
    }

    int parts() {
        return parts;
    }

    int block(int part) {
        return blocks[part];
    }

    int firstRow(int part) {
        return firstRows[part];
    }

    int endRow(int part) {
        return endRows[part];
    }

    boolean passedNothing() {
        return (from < 0 || to <= from) && finalEnd == Long.MAX_VALUE;
    }

    /** Returns the lowest offset that it passed. */
    long lowest() {
        return Math.min(from, finalEnd);
    }

    /** Returns the first offset behind what it passed. */
    long passedTo() {
        return finalEnd == Long.MAX_VALUE ? to : Long.MAX_VALUE;
    }

    /** Returns whether a record at this offset continues it: nobody went back. */
    boolean goesOnAt(long offset) {
        return offset > last && offset >= from;
    }

    /** Returns whether a row is one of its. */
    boolean has(int block, int row) {
        for (int part = 0; part < parts; part++) {
            if (blocks[part] == block && firstRows[part] <= row && row < endRows[part]) {
                return true;
            }
        }
        return false;
    }

    boolean covers(long offset) {
        return from >= 0 && offset >= from && offset < to;
    }
}
