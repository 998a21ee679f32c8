package io.waybill.broker.metadata.binary;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes values one after the other. Numbers are zigzag varints, 1 to 10 bytes; texts are UTF-8 behind their size;
 * lists are behind their count; UUIDs are 16 bytes. Equal values give equal bytes.
 */
public final class BytesOut {

    private static final int FIRST_BYTES = 128;
    private static final int VARINT_BYTES = 10;
    private static final int VARINT_BITS = 7;
    private static final int VARINT_MASK = 0x7f;
    private static final int VARINT_MORE = 0x80;

    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_BYTES);

    /** Writes the low 8 bits. */
    public BytesOut octet(int value) {
        room(1).put((byte) value);
        return this;
    }

    /** Writes a truth as one byte. */
    public BytesOut flag(boolean value) {
        return octet(value ? 1 : 0);
    }

    /** Writes a number; small ones, negative or not, take one byte. */
    public BytesOut number(long value) {
        var out = room(VARINT_BYTES);
        long rest = (value << 1) ^ (value >> (Long.SIZE - 1));
        while ((rest & ~VARINT_MASK) != 0) {
            out.put((byte) ((rest & VARINT_MASK) | VARINT_MORE));
            rest >>>= VARINT_BITS;
        }
        out.put((byte) rest);
        return this;
    }

    /** Writes 8 bytes. */
    public BytesOut fixed(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    /** Writes 16 bytes. */
    public BytesOut uuid(UUID value) {
        return fixed(value.getMostSignificantBits()).fixed(value.getLeastSignificantBits());
    }

    /** Writes a member of a closed set as its place in it. */
    public <T> BytesOut one(T[] all, T value) {
        return octet(Arrays.asList(all).indexOf(value));
    }

    /** Writes a text. */
    public BytesOut text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        room(bytes.length).put(bytes);
        return this;
    }

    /** Writes a text or that there is none. */
    public BytesOut optionalText(@Nullable String value) {
        flag(value != null);
        return value == null ? this : text(value);
    }

    /** Writes numbers behind their count. */
    public BytesOut numbers(List<Integer> values) {
        number(values.size());
        for (int value : values) {
            number(value);
        }
        return this;
    }

    /** Writes values behind their count. */
    public <T> BytesOut list(Iterable<T> values, int count, BiConsumer<BytesOut, T> each) {
        number(count);
        for (T value : values) {
            each.accept(this, value);
        }
        return this;
    }

    /** Writes values behind their count. */
    public <T> BytesOut list(List<T> values, BiConsumer<BytesOut, T> each) {
        return list(values, values.size(), each);
    }

    /** Returns what was written, from position to limit. Nothing may be written afterwards. */
    public ByteBuffer done() {
        return buffer.flip();
    }

    private ByteBuffer room(int sizeBytes) {
        if (buffer.remaining() < sizeBytes) {
            int needed = Math.addExact(buffer.position(), sizeBytes);
            buffer =
                    ByteBuffer.allocate(Math.max(needed, 2 * buffer.capacity())).put(buffer.flip());
        }
        return buffer;
    }
}
