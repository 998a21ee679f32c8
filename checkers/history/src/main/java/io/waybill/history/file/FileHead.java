package io.waybill.history.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first 64 bytes of a history file and the last 32 of one that was closed.
 *
 * <pre>
 *  head     0 magic:8 "WAYBILL\n"   8 format:4   12 zero:48                60 crc32c of the 60 bytes before:4
 *  trailer  0 magic:8 "WBTRAIL\n"   8 index head's position:8   16 zero:12 28 crc32c of the 28 bytes before:4
 * </pre>
 */
final class FileHead {

    static final int BYTES = 64;
    static final int TRAILER_BYTES = 32;

    private static final byte[] MAGIC = "WAYBILL\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRAILER_MAGIC = "WBTRAIL\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 1;

    private FileHead() {}

    static ByteBuffer head() {
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).putInt(FORMAT).position(BYTES - 4);
        return out.putInt(BlockHead.crc(out.array(), 0, BYTES - 4)).flip();
    }

    static ByteBuffer trailer(long indexPosition) {
        ByteBuffer out = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.put(TRAILER_MAGIC).putLong(indexPosition).position(TRAILER_BYTES - 4);
        return out.putInt(BlockHead.crc(out.array(), 0, TRAILER_BYTES - 4)).flip();
    }

    /** Returns whether the bytes begin as a history file does; says nothing of whether the rest is right. */
    static boolean isMagic(byte[] bytes, int length) {
        return length >= MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static void check(byte[] bytes, int length) {
        if (!isMagic(bytes, length)) {
            throw new CorruptHistoryException("byte 0: not a Waybill history: it does not begin with WAYBILL");
        }
        if (length < BYTES) {
            throw new CorruptHistoryException(
                    "byte " + length + ": the file ends inside its head, which is " + BYTES + " bytes long");
        }
        int format = ByteSource.intAt(bytes, MAGIC.length);
        if (format != FORMAT) {
            throw new CorruptHistoryException("byte 8: format " + format + ", this version reads " + FORMAT);
        }
        if (ByteSource.intAt(bytes, BYTES - 4) != BlockHead.crc(bytes, 0, BYTES - 4)) {
            throw new CorruptHistoryException("byte 0: the file's head has a wrong checksum");
        }
    }

    /** Returns the position that a trailer names, or -1 where these bytes are no trailer. */
    static long indexPosition(byte[] bytes) {
        boolean is = Arrays.equals(bytes, 0, TRAILER_MAGIC.length, TRAILER_MAGIC, 0, TRAILER_MAGIC.length)
                && ByteSource.intAt(bytes, TRAILER_BYTES - 4) == BlockHead.crc(bytes, 0, TRAILER_BYTES - 4);
        return is ? ByteSource.longAt(bytes, TRAILER_MAGIC.length) : -1;
    }
}
