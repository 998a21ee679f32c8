package io.waybill.checker.queue;

import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.Arrays;
import java.util.List;

/**
 * Gives each message of a queue a row: sequences are dense in their session, so a row is the session's first row plus
 * the sequence. A session whose sequences are not dense, as an imported history may have them, is searched instead.
 */
final class MessageLanes {

    /** The list of sequences of a session that needs none. */
    private static final long[] DENSE = {};

    private static final int[] NO_LANE = {-1, 0};

    /** Up to so many times as many rows as messages are taken for the sake of finding them at once. */
    private static final int SPARSENESS = 8;

    private int[][] lanes = new int[16][];
    private long[][] sparse = new long[16][];
    private int size;

    private MessageLanes() {
        Arrays.fill(lanes, NO_LANE);
        Arrays.fill(sparse, DENSE);
    }

    /** Makes the rows for the messages that some blocks of sends name. */
    static MessageLanes of(HistoryReader history, List<Integer> sendBlocks) {
        MessageLanes made = new MessageLanes();
        BlockIndex index = history.index();
        long[] highest = new long[16];
        long[] rows = new long[16];
        for (int block : sendBlocks) {
            int session = index.owner(block);
            if (session >= highest.length) {
                int capacity = Math.max(session + 1, highest.length * 2);
                highest = Arrays.copyOf(highest, capacity);
                rows = Arrays.copyOf(rows, capacity);
            }
            highest[session] = Math.max(highest[session], index.highSequence(block));
            rows[session] += index.rows(block);
        }
        for (int session = 0; session < rows.length; session++) {
            if (rows[session] > 0) {
                boolean dense = highest[session] < rows[session] * SPARSENESS + SendColumns.CAPACITY;
                long[] listed = dense ? DENSE : sequences(history, sendBlocks, session);
                made.define(session, dense ? highest[session] + 1 : listed.length, listed);
            }
        }
        return made;
    }

    private static long[] sequences(HistoryReader history, List<Integer> sendBlocks, int session) {
        HistoryReader.Cursor cursor = history.cursor();
        SendColumns columns = new SendColumns();
        long[] all = new long[SendColumns.CAPACITY];
        int count = 0;
        for (int block : sendBlocks) {
            if (history.index().owner(block) == session) {
                cursor.read(block, columns);
                all = Arrays.copyOf(all, Math.max(all.length, (count + columns.rows()) * 2));
                System.arraycopy(columns.sequences(), 0, all, count, columns.rows());
                count += columns.rows();
            }
        }
        Arrays.sort(all, 0, count);
        return Arrays.copyOf(all, count);
    }

    private void define(int session, long rows, long[] sequences) {
        int capacity = Math.max(session + 1, lanes.length);
        if (capacity > lanes.length) {
            int from = lanes.length;
            lanes = Arrays.copyOf(lanes, capacity * 2);
            sparse = Arrays.copyOf(sparse, capacity * 2);
            Arrays.fill(lanes, from, lanes.length, NO_LANE);
            Arrays.fill(sparse, from, lanes.length, DENSE);
        }
        lanes[session] = new int[] {size, Math.toIntExact(rows)};
        sparse[session] = sequences;
        size = Math.addExact(size, Math.toIntExact(rows));
    }

    /** Returns how many rows there are. */
    int size() {
        return size;
    }

    /** Returns the row of a message, or -1 where no send of it is known. */
    int row(int session, long sequence) {
        if (session < 0 || session >= lanes.length || sequence < 0) {
            return -1;
        }
        int[] lane = lanes[session];
        long[] listed = sparse[session];
        if (listed.length > 0) {
            int at = Arrays.binarySearch(listed, sequence);
            return at < 0 ? -1 : lane[0] + at;
        }
        return lane[0] >= 0 && sequence < lane[1] ? lane[0] + (int) sequence : -1;
    }

    /** Returns the session that a row belongs to. */
    int session(int row) {
        for (int session = 0; session < lanes.length; session++) {
            int[] lane = lanes[session];
            if (lane[0] >= 0 && row >= lane[0] && row < lane[0] + lane[1]) {
                return session;
            }
        }
        throw new IllegalArgumentException("row " + row + " is of no session; there are " + size + " rows");
    }

    /** Returns the sequence of a row. */
    long sequence(int row) {
        int session = session(row);
        int at = row - lanes[session][0];
        return sparse[session].length == 0 ? at : sparse[session][at];
    }
}
