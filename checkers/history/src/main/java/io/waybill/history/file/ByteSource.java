package io.waybill.history.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The reading side of {@link ByteSink}.
 *
 * <p>It reads bytes whose checksum was right, so running over their end means that the writer was wrong, not the file:
 * {@link CorruptHistoryException} all the same, because a reader must not answer that with a stack trace.
 */
final class ByteSource {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int position;
    private int end;

    void over(byte[] source, int from, int length) {
        bytes = source;
        position = from;
        end = from + length;
    }

    boolean atEnd() {
        return position >= end;
    }

    byte[] array() {
        return bytes;
    }

    int position() {
        return position;
    }

    /** Moves on by {@code count} bytes and returns where they began. */
    int skip(int count) {
        if (count < 0 || count > end - position) {
            throw new CorruptHistoryException("a block ends before what it announces");
        }
        int start = position;
        position += count;
        return start;
    }

    int u8() {
        return bytes[skip(1)] & 0xFF;
    }

    int i32() {
        return (int) INT.get(bytes, skip(4));
    }

    long i64() {
        return (long) LONG.get(bytes, skip(8));
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new CorruptHistoryException("a number is longer than ten bytes");
    }

    int count() {
        long value = varint();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new CorruptHistoryException("a count is out of range: " + value);
        }
        return (int) value;
    }

    long signed() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    String text() {
        int length = count();
        int start = skip(length);
        return new String(bytes, start, length, StandardCharsets.UTF_8);
    }

    static int intAt(byte[] source, int at) {
        return (int) INT.get(source, at);
    }

    static long longAt(byte[] source, int at) {
        return (long) LONG.get(source, at);
    }

    static int unsignedShortAt(byte[] source, int at) {
        return (short) SHORT.get(source, at) & 0xFFFF;
    }
}
