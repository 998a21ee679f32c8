package io.waybill.history.file;

import java.util.Arrays;

/**
 * How a column of numbers is written: in whichever of six ways is shortest for it.
 *
 * <pre>
 *  way      bytes after the way's own byte                        for
 *  CONST    base:8                                                an outcome, a missing key
 *  LINEAR   base:8 step:8                                         a dense sequence
 *  FRAME    width:1 base:8 (value - base):width each              session indexes, latencies
 *  DELTA    width:1 first:8 least:8 (step - least):width each     offsets, times
 *  RUNS     count:var, then (step:signed length:var) each         times of records that one poll returned
 *  SPARSE   base:8 count:var, then (row gap:var value:signed)     a column that is almost constant
 * </pre>
 *
 * <p>Widths are 1, 2, 4 or 8 whole bytes: decoding is one load and one add a value. All arithmetic is modulo 2^64, so a
 * step that overflows decodes to what was written.
 */
final class LongColumn {

    private static final int CONST = 0;
    private static final int LINEAR = 1;
    private static final int FRAME = 2;
    private static final int DELTA = 3;
    private static final int RUNS = 4;
    private static final int SPARSE = 5;

    private LongColumn() {}

    /** Writes the first {@code rows} (one or more) values. */
    static void write(ByteSink out, long[] values, int rows) {
        Shape shape = Shape.of(values, rows);
        if (shape.min == shape.max) {
            writeConstant(out, shape.min);
            return;
        }
        if (shape.minStep == shape.maxStep) {
            out.u8(LINEAR);
            out.i64(values[0]);
            out.i64(shape.minStep);
            return;
        }
        int frame = 9 + rows * width(shape.min, shape.max);
        int delta = 17 + rows * width(shape.minStep, shape.maxStep);
        // An estimate: the steps between runs are the steps between values, so their width is known. Sparse rows are
        // at most three bytes of gap and ten of value.
        int runs = shape.runs * (2 + width(Math.min(0, shape.minStep), Math.max(0, shape.maxStep)));
        int sparse = 10 + shape.differing * (2 + width(shape.min, shape.max));
        int best = Math.min(Math.min(frame, delta), Math.min(runs, sparse));
        if (best == sparse) {
            writeSparse(out, values, rows, shape.common);
        } else if (best == runs) {
            writeRuns(out, values, rows, shape.runs);
        } else if (best == frame) {
            writeFrame(out, values, rows, shape);
        } else {
            writeDelta(out, values, rows, shape);
        }
    }

    /** Writes a column in which every row has one value. */
    static void writeConstant(ByteSink out, long value) {
        out.u8(CONST);
        out.i64(value);
    }

    private static void writeFrame(ByteSink out, long[] values, int rows, Shape shape) {
        int width = width(shape.min, shape.max);
        out.u8(FRAME);
        out.u8(width);
        out.i64(shape.min);
        out.ensure(rows * width);
        for (int row = 0; row < rows; row++) {
            out.sized(values[row] - shape.min, width);
        }
    }

    private static void writeDelta(ByteSink out, long[] values, int rows, Shape shape) {
        int width = width(shape.minStep, shape.maxStep);
        out.u8(DELTA);
        out.u8(width);
        out.i64(values[0]);
        out.i64(shape.minStep);
        out.ensure(rows * width);
        for (int row = 1; row < rows; row++) {
            out.sized(values[row] - values[row - 1] - shape.minStep, width);
        }
    }

    private static void writeRuns(ByteSink out, long[] values, int rows, int runs) {
        out.u8(RUNS);
        out.varint(runs);
        long previous = 0;
        int start = 0;
        for (int row = 1; row <= rows; row++) {
            if (row == rows || values[row] != values[start]) {
                out.signed(values[start] - previous);
                out.varint(row - start);
                previous = values[start];
                start = row;
            }
        }
    }

    private static void writeSparse(ByteSink out, long[] values, int rows, long common) {
        int others = 0;
        for (int row = 0; row < rows; row++) {
            others += values[row] == common ? 0 : 1;
        }
        out.u8(SPARSE);
        out.i64(common);
        out.varint(others);
        int previous = -1;
        for (int row = 0; row < rows; row++) {
            if (values[row] != common) {
                out.varint(row - previous - 1);
                out.signed(values[row]);
                previous = row;
            }
        }
    }

    /**
     * Reads {@code rows} values. Returns whether they are all the same, in which case only {@code values[0]} is set.
     */
    static boolean read(ByteSource in, long[] values, int rows) {
        int way = in.u8();
        switch (way) {
            case CONST -> {
                values[0] = in.i64();
                return true;
            }
            case LINEAR -> readLinear(in, values, rows);
            case FRAME -> readFrame(in, values, rows);
            case DELTA -> readDelta(in, values, rows);
            case RUNS -> readRuns(in, values, rows);
            case SPARSE -> readSparse(in, values, rows);
            default -> throw new CorruptHistoryException("a column is written in unknown way " + way);
        }
        return false;
    }

    /** Reads {@code rows} values and sets them all, constant or not. */
    static void readAll(ByteSource in, long[] values, int rows) {
        if (read(in, values, rows)) {
            Arrays.fill(values, 1, rows, values[0]);
        }
    }

    private static void readLinear(ByteSource in, long[] values, int rows) {
        long value = in.i64();
        long step = in.i64();
        for (int row = 0; row < rows; row++) {
            values[row] = value;
            value += step;
        }
    }

    private static void readFrame(ByteSource in, long[] values, int rows) {
        int width = in.u8();
        long base = in.i64();
        int at = in.skip(Math.multiplyExact(rows, checkedWidth(width)));
        byte[] bytes = in.array();
        switch (width) {
            case 1 -> {
                for (int row = 0; row < rows; row++) {
                    values[row] = base + (bytes[at + row] & 0xFF);
                }
            }
            case 2 -> {
                for (int row = 0; row < rows; row++) {
                    values[row] = base + ByteSource.unsignedShortAt(bytes, at + 2 * row);
                }
            }
            case 4 -> {
                for (int row = 0; row < rows; row++) {
                    values[row] = base + (ByteSource.intAt(bytes, at + 4 * row) & 0xFFFFFFFFL);
                }
            }
            default -> {
                for (int row = 0; row < rows; row++) {
                    values[row] = base + ByteSource.longAt(bytes, at + 8 * row);
                }
            }
        }
    }

    private static void readDelta(ByteSource in, long[] values, int rows) {
        int width = in.u8();
        long value = in.i64();
        long least = in.i64();
        int at = in.skip(Math.multiplyExact(rows - 1, checkedWidth(width)));
        byte[] bytes = in.array();
        values[0] = value;
        switch (width) {
            case 1 -> {
                for (int row = 1; row < rows; row++) {
                    value += least + (bytes[at + row - 1] & 0xFF);
                    values[row] = value;
                }
            }
            case 2 -> {
                for (int row = 1; row < rows; row++) {
                    value += least + ByteSource.unsignedShortAt(bytes, at + 2 * (row - 1));
                    values[row] = value;
                }
            }
            case 4 -> {
                for (int row = 1; row < rows; row++) {
                    value += least + (ByteSource.intAt(bytes, at + 4 * (row - 1)) & 0xFFFFFFFFL);
                    values[row] = value;
                }
            }
            default -> {
                for (int row = 1; row < rows; row++) {
                    value += least + ByteSource.longAt(bytes, at + 8 * (row - 1));
                    values[row] = value;
                }
            }
        }
    }

    private static void readRuns(ByteSource in, long[] values, int rows) {
        int runs = in.count();
        long value = 0;
        int row = 0;
        for (int run = 0; run < runs; run++) {
            value += in.signed();
            int length = in.count();
            if (length > rows - row) {
                throw new CorruptHistoryException("a column's runs are longer than its " + rows + " rows");
            }
            Arrays.fill(values, row, row + length, value);
            row += length;
        }
        if (row != rows) {
            throw new CorruptHistoryException("a column's runs are shorter than its " + rows + " rows");
        }
    }

    private static void readSparse(ByteSource in, long[] values, int rows) {
        Arrays.fill(values, 0, rows, in.i64());
        int others = in.count();
        int row = -1;
        for (int i = 0; i < others; i++) {
            row += in.count() + 1;
            if (row < 0 || row >= rows) {
                throw new CorruptHistoryException("a column's exception lies outside its " + rows + " rows");
            }
            values[row] = in.signed();
        }
    }

    private static int checkedWidth(int width) {
        if (width != 1 && width != 2 && width != 4 && width != 8) {
            throw new CorruptHistoryException("a column's width is " + width + ", expected 1, 2, 4 or 8");
        }
        return width;
    }

    /** The bytes that a number between {@code low} and {@code high} needs above {@code low}. */
    private static int width(long low, long high) {
        long range = high - low;
        if (range < 0) {
            return 8;
        }
        if (range <= 0xFF) {
            return 1;
        }
        if (range <= 0xFFFF) {
            return 2;
        }
        return range <= 0xFFFFFFFFL ? 4 : 8;
    }

    /** What one look over a column tells about the ways to write it. */
    private record Shape(long min, long max, long minStep, long maxStep, int runs, long common, int differing) {

        static Shape of(long[] values, int rows) {
            long min = values[0];
            long max = values[0];
            long minStep = Long.MAX_VALUE;
            long maxStep = Long.MIN_VALUE;
            int runs = 1;
            // The middle value stands for the common one: good enough for columns that are almost constant.
            long common = values[rows / 2];
            int differing = values[0] == common ? 0 : 1;
            for (int row = 1; row < rows; row++) {
                long value = values[row];
                long step = value - values[row - 1];
                min = Math.min(min, value);
                max = Math.max(max, value);
                minStep = Math.min(minStep, step);
                maxStep = Math.max(maxStep, step);
                runs += step == 0 ? 0 : 1;
                differing += value == common ? 0 : 1;
            }
            return new Shape(min, max, minStep, maxStep, runs, common, differing);
        }
    }
}
