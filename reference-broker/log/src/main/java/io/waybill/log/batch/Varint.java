package io.waybill.log.batch;

import java.nio.ByteBuffer;

/** Numbers of one to ten bytes, small ones short, whatever their sign: the zig-zag varints of protocol buffers. */
final class Varint {

    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private Varint() {}

    static int sizeOf(long value) {
        long rest = zigZag(value);
        int size = 1;
        while ((rest >>>= BITS) != 0) {
            size++;
        }
        return size;
    }

    static void write(ByteBuffer to, long value) {
        long rest = zigZag(value);
        while ((rest & -MORE) != 0) {
            to.put((byte) (rest | MORE));
            rest >>>= BITS;
        }
        to.put((byte) rest);
    }

    /** Reads at the position and moves it. Throws where the bytes end or the number has more than 64 bits. */
    static long read(ByteBuffer from) {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            if (!from.hasRemaining()) {
                throw new InvalidRecordException("a record ends within a number");
            }
            byte next = from.get();
            result |= (long) (next & (MORE - 1)) << shift;
            if (next >= 0) {
                return (result >>> 1) ^ -(result & 1);
            }
        }
        throw new InvalidRecordException("a record has a number of more than 64 bits");
    }

    private static long zigZag(long value) {
        return (value << 1) ^ (value >> (Long.SIZE - 1));
    }
}
