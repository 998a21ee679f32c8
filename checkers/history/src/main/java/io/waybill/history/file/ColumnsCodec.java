package io.waybill.history.file;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.SendColumns;
import io.waybill.history.SettlementColumns;
import java.util.Arrays;

/**
 * Blocks of sends and deliveries as bytes: each column in its shortest way, what the delivery checks need first.
 *
 * <pre>
 *  sends       sequences, outcomes, offsets, [reasons, keys, transactions, source partitions, source offsets],
 *              invocations, latencies (completion - invocation, -1 for never)
 *  deliveries  count:var, session:signed each, session indexes, sequences as their distance from the expected one,
 *              offsets, [keys, transactions, tags, redelivered], invocations, completions
 *  settlements sessions, sequences, tags, kinds, outcomes, reasons, invocations, latencies
 * </pre>
 *
 * <p>A delivery's expected sequence is one more than the last of its session in the block, so a healthy block's column
 * is a constant but for the first row of each session.
 *
 * <p>Not safe for use by two threads: it keeps its scratch space.
 */
final class ColumnsCodec {

    private final long[] scratch = new long[SendColumns.CAPACITY];
    private int[] sessionsSeen = new int[16];
    private long[] expected = new long[16];

    void write(ByteSink out, SendColumns c) {
        int rows = c.rows();
        LongColumn.write(out, c.sequences(), rows);
        writeOutcomes(out, c, rows);
        LongColumn.write(out, c.offsets(), rows);
        writeOptional(out, !c.allOk(), c.reasons(), rows, Event.NONE);
        writeOptional(out, c.hasKeys(), c.keys(), rows, Event.NONE);
        writeOptional(out, c.hasTransactions(), c.transactions(), rows, Event.NONE);
        writeOptional(out, c.hasSources(), c.sourcePartitions(), rows, Event.NONE);
        writeOptional(out, c.hasSources(), c.sourceOffsets(), rows, Event.NO_OFFSET);
        writeTimes(out, c.invokeNanos(), c.completeNanos(), rows);
    }

    private void writeOutcomes(ByteSink out, SendColumns c, int rows) {
        if (c.allOk()) {
            LongColumn.writeConstant(out, SendColumns.OK);
            return;
        }
        byte[] outcomes = c.outcomes();
        for (int row = 0; row < rows; row++) {
            scratch[row] = outcomes[row];
        }
        LongColumn.write(out, scratch, rows);
    }

    /** A column that most blocks do not have is not looked at where nothing is in it: recording is to cost little. */
    private static void writeOptional(ByteSink out, boolean any, long[] values, int rows, long missing) {
        if (any) {
            LongColumn.write(out, values, rows);
        } else {
            LongColumn.writeConstant(out, missing);
        }
    }

    private void writeTimes(ByteSink out, long[] invoke, long[] complete, int rows) {
        LongColumn.write(out, invoke, rows);
        for (int row = 0; row < rows; row++) {
            scratch[row] = complete[row] == Event.NEVER ? -1 : complete[row] - invoke[row];
        }
        LongColumn.write(out, scratch, rows);
    }

    void write(ByteSink out, SettlementColumns c) {
        int rows = c.rows();
        LongColumn.write(out, c.sessions(), rows);
        LongColumn.write(out, c.sequences(), rows);
        LongColumn.write(out, c.tags(), rows);
        LongColumn.write(out, c.kinds(), rows);
        LongColumn.write(out, c.outcomes(), rows);
        LongColumn.write(out, c.reasons(), rows);
        writeTimes(out, c.invokeNanos(), c.completeNanos(), rows);
    }

    void read(ByteSource in, int rows, SettlementColumns into) {
        LongColumn.readAll(in, into.sessions(), rows);
        LongColumn.readAll(in, into.sequences(), rows);
        LongColumn.readAll(in, into.tags(), rows);
        LongColumn.readAll(in, into.kinds(), rows);
        LongColumn.readAll(in, into.outcomes(), rows);
        LongColumn.readAll(in, into.reasons(), rows);
        LongColumn.readAll(in, into.invokeNanos(), rows);
        readLatencies(in, into.invokeNanos(), into.completeNanos(), rows);
        for (int row = 0; row < rows; row++) {
            long kind = into.kinds()[row];
            long outcome = into.outcomes()[row];
            if (kind < SettlementColumns.ACK || kind > SettlementColumns.REQUEUE) {
                throw new CorruptHistoryException("a settlement has unknown kind " + kind);
            }
            if (outcome < SendColumns.OK || outcome > SendColumns.INFO) {
                throw new CorruptHistoryException("a settlement has unknown outcome " + outcome);
            }
        }
        into.filled(rows);
    }

    void read(ByteSource in, int rows, SendColumns into) {
        LongColumn.readAll(in, into.sequences(), rows);
        boolean allOk = readOutcomes(in, into.outcomes(), rows);
        LongColumn.readAll(in, into.offsets(), rows);
        readOptional(in, into.reasons(), rows, Event.NONE);
        boolean keys = readOptional(in, into.keys(), rows, Event.NONE);
        boolean transactions = readOptional(in, into.transactions(), rows, Event.NONE);
        boolean sources = readOptional(in, into.sourcePartitions(), rows, Event.NONE);
        readOptional(in, into.sourceOffsets(), rows, Event.NO_OFFSET);
        LongColumn.readAll(in, into.invokeNanos(), rows);
        readLatencies(in, into.invokeNanos(), into.completeNanos(), rows);
        into.filled(rows, allOk, keys, transactions, sources);
    }

    private boolean readOutcomes(ByteSource in, byte[] outcomes, int rows) {
        boolean constant = LongColumn.read(in, scratch, rows);
        if (constant && scratch[0] == SendColumns.OK) {
            return true;
        }
        for (int row = 0; row < rows; row++) {
            long outcome = scratch[constant ? 0 : row];
            if (outcome < SendColumns.OK || outcome > SendColumns.INFO) {
                throw new CorruptHistoryException("a send has unknown outcome " + outcome);
            }
            outcomes[row] = (byte) outcome;
        }
        return false;
    }

    private void readLatencies(ByteSource in, long[] invoke, long[] complete, int rows) {
        boolean constant = LongColumn.read(in, scratch, rows);
        for (int row = 0; row < rows; row++) {
            long latency = scratch[constant ? 0 : row];
            complete[row] = latency < 0 ? Event.NEVER : invoke[row] + latency;
        }
    }

    /** Reads a column that most blocks do not have. Returns whether it has any value but {@code missing}. */
    private static boolean readOptional(ByteSource in, long[] values, int rows, long missing) {
        if (LongColumn.read(in, values, rows)) {
            if (values[0] == missing) {
                return false;
            }
            Arrays.fill(values, 1, rows, values[0]);
        }
        return true;
    }

    void write(ByteSink out, DeliveryColumns c) {
        int rows = c.rows();
        int[] sessions = c.sessions();
        long[] sequences = c.sequences();
        long[] indexes = new long[rows];
        int seen = 0;
        for (int row = 0; row < rows; row++) {
            int index = indexOf(sessions[row], seen);
            if (index == seen) {
                remember(seen++, sessions[row]);
            }
            indexes[row] = index;
            scratch[row] = sequences[row] - expected[index];
            expected[index] = sequences[row] + 1;
        }
        out.varint(seen);
        for (int i = 0; i < seen; i++) {
            out.signed(sessionsSeen[i]);
        }
        LongColumn.write(out, indexes, rows);
        LongColumn.write(out, scratch, rows);
        LongColumn.write(out, c.offsets(), rows);
        writeOptional(out, c.hasKeys(), c.keys(), rows, Event.NONE);
        writeOptional(out, c.hasTransactions(), c.transactions(), rows, Event.NONE);
        writeOptional(out, c.hasTags(), c.tags(), rows, Event.NONE);
        writeOptional(out, c.hasTags(), c.redelivered(), rows, 0);
        LongColumn.write(out, c.invokeNanos(), rows);
        LongColumn.write(out, c.completeNanos(), rows);
    }

    /** Sessions of a partition are few: a linear search, {@code seen} where there is no such session yet. */
    private int indexOf(int session, int seen) {
        for (int i = 0; i < seen; i++) {
            if (sessionsSeen[i] == session) {
                return i;
            }
        }
        return seen;
    }

    private void remember(int index, int session) {
        if (index == sessionsSeen.length) {
            sessionsSeen = Arrays.copyOf(sessionsSeen, index * 2);
            expected = Arrays.copyOf(expected, index * 2);
        }
        sessionsSeen[index] = session;
        expected[index] = 0;
    }

    void read(ByteSource in, int rows, DeliveryColumns into) {
        int seen = in.count();
        if (seen < 1 || seen > rows) {
            throw new CorruptHistoryException("a block of " + rows + " deliveries names " + seen + " sessions");
        }
        for (int i = 0; i < seen; i++) {
            remember(i, (int) in.signed());
        }
        readSessions(in, into.sessions(), into.sequences(), rows, seen);
        LongColumn.readAll(in, into.offsets(), rows);
        boolean keys = readOptional(in, into.keys(), rows, Event.NONE);
        boolean transactions = readOptional(in, into.transactions(), rows, Event.NONE);
        boolean tags = readOptional(in, into.tags(), rows, Event.NONE);
        boolean redelivered = readOptional(in, into.redelivered(), rows, 0);
        if (tags != redelivered) {
            // Both or neither: whoever looks at one looks at the other.
            Arrays.fill(tags ? into.redelivered() : into.tags(), 0, rows, tags ? 0 : Event.NONE);
        }
        LongColumn.readAll(in, into.invokeNanos(), rows);
        LongColumn.readAll(in, into.completeNanos(), rows);
        into.filled(rows, keys, transactions, tags || redelivered);
    }

    private void readSessions(ByteSource in, int[] sessions, long[] sequences, int rows, int seen) {
        boolean one = LongColumn.read(in, scratch, rows);
        LongColumn.readAll(in, sequences, rows);
        for (int row = 0; row < rows; row++) {
            long index = scratch[one ? 0 : row];
            if (index < 0 || index >= seen) {
                throw new CorruptHistoryException("a delivery names session index " + index + " of " + seen);
            }
            int i = (int) index;
            long sequence = expected[i] + sequences[row];
            expected[i] = sequence + 1;
            sessions[row] = sessionsSeen[i];
            sequences[row] = sequence;
        }
    }
}
