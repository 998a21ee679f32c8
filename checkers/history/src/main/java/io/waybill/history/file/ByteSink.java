package io.waybill.history.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes with the few kinds of number that a history file is made of. Little-endian. */
final class ByteSink {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int length;

    ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Makes room for {@code more} bytes, so that a loop of puts need not ask again. */
    void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    void u8(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    void u16(int value) {
        ensure(2);
        SHORT.set(bytes, length, (short) value);
        length += 2;
    }

    void i32(int value) {
        ensure(4);
        INT.set(bytes, length, value);
        length += 4;
    }

    void i64(long value) {
        ensure(8);
        LONG.set(bytes, length, value);
        length += 8;
    }

    /** Appends the lowest {@code width} bytes (1, 2, 4 or 8) of {@code value}. */
    void sized(long value, int width) {
        switch (width) {
            case 1 -> u8((int) value);
            case 2 -> u16((int) value);
            case 4 -> i32((int) value);
            default -> i64(value);
        }
    }

    /** Appends an unsigned number in as many bytes as it needs, seven bits each. */
    void varint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Appends a signed number so that small ones of either sign are short. */
    void signed(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        put(utf8, utf8.length);
    }

    /** Appends the first {@code count} bytes of {@code source}. */
    void put(byte[] source, int count) {
        ensure(count);
        System.arraycopy(source, 0, bytes, length, count);
        length += count;
    }
}
