package io.waybill.broker.metadata.binary;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link BytesOut} wrote. Trusts nothing: every size is compared with what is left before anything of that
 * size is made. All methods throw {@link MalformedBytesException} where the bytes are not what is asked for.
 */
public final class BytesIn {

    private static final int VARINT_BITS = 7;
    private static final int VARINT_MASK = 0x7f;
    private static final int OCTET = 0xff;

    private final ByteBuffer in;

    /** Reads a buffer from position to limit; both stay where they are. */
    public BytesIn(ByteBuffer bytes) {
        this.in = bytes.duplicate();
    }

    /** Returns the next byte, 0 to 255. */
    public int octet() {
        need(1, "a byte");
        return in.get() & OCTET;
    }

    /** Returns the next truth. */
    public boolean flag() {
        int value = octet();
        if (value > 1) {
            throw new MalformedBytesException("a flag must be 0 or 1, was " + value);
        }
        return value == 1;
    }

    /** Returns the next number. */
    public long number() {
        long bits = 0;
        for (int shift = 0; shift < Long.SIZE; shift += VARINT_BITS) {
            int next = octet();
            bits |= (long) (next & VARINT_MASK) << shift;
            if (next <= VARINT_MASK) {
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw new MalformedBytesException("a number must end after 10 bytes");
    }

    /** Returns the next number, which fits an int. */
    public int integer() {
        long value = number();
        if (value != (int) value) {
            throw new MalformedBytesException("a number must fit 32 bits, was " + value);
        }
        return (int) value;
    }

    /** Returns the number that the next 8 bytes are. */
    public long fixed() {
        need(Long.BYTES, "8 bytes");
        return in.getLong();
    }

    /** Returns the next UUID. */
    public UUID uuid() {
        long high = fixed();
        return new UUID(high, fixed());
    }

    /** Returns the next text. */
    public String text() {
        int sizeBytes = size("bytes of a text");
        var bytes = in.slice(in.position(), sizeBytes);
        in.position(in.position() + sizeBytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedBytesException("a text must be UTF-8", e);
        }
    }

    /** Returns the next text, null where there is none. */
    public @Nullable String optionalText() {
        return flag() ? text() : null;
    }

    /** Returns the next list of numbers. */
    public List<Integer> numbers() {
        return list(BytesIn::integer);
    }

    /** Returns the next list; every element takes a byte or more. */
    public <T> List<T> list(Function<BytesIn, T> each) {
        int count = size("elements of a list");
        var values = new ArrayList<T>();
        for (int i = 0; i < count; i++) {
            values.add(each.apply(this));
        }
        return List.copyOf(values);
    }

    /** Returns the member of a closed set with the next number. */
    public <T> T one(T[] all, String what) {
        int number = octet();
        if (number >= all.length) {
            throw new MalformedBytesException(what + " must be below " + all.length + ", was " + number);
        }
        return all[number];
    }

    /** Checks that everything was read. */
    public void end() {
        if (in.hasRemaining()) {
            throw new MalformedBytesException(in.remaining() + " bytes must not follow");
        }
    }

    private int size(String what) {
        long count = number();
        if (count < 0 || count > in.remaining()) {
            throw new MalformedBytesException(
                    "the number of " + what + " must be from 0 to " + in.remaining() + ", was " + count);
        }
        return (int) count;
    }

    private void need(int sizeBytes, String what) {
        if (in.remaining() < sizeBytes) {
            throw new MalformedBytesException(what + " must follow, " + in.remaining() + " bytes are left");
        }
    }
}
