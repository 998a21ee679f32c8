package io.waybill.raft.storage;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a segment says.
 *
 * <pre>
 * mark i32 | version i32 | number i64 | base index i64 | base term i64 | begins u8 | CRC32C i32
 * </pre>
 *
 * @param number segments are numbered in the order in which they were begun
 * @param baseIndex where the log ended when it was begun
 * @param baseTerm that entry's term
 * @param begins whether the log begins anew here, behind a snapshot, and what earlier segments hold is void
 */
record Segment(long number, long baseIndex, long baseTerm, boolean begins) {

    static final int HEAD_BYTES = 37;

    private static final int MARK = 0x57_42_53_47;
    private static final int VERSION = 1;
    private static final String PREFIX = "log-";
    private static final int DIGITS = 16;

    String name() {
        return PREFIX + Padded.of(number, DIGITS);
    }

    static boolean isName(String name) {
        return name.startsWith(PREFIX) && name.length() == PREFIX.length() + DIGITS;
    }

    static long numberOf(String name) {
        return Long.parseLong(name.substring(PREFIX.length()));
    }

    ByteBuffer head() {
        var out = ByteBuffer.allocate(HEAD_BYTES);
        out.putInt(MARK).putInt(VERSION).putLong(number).putLong(baseIndex).putLong(baseTerm);
        out.put((byte) (begins ? 1 : 0));
        out.putInt(Checksum.of(out, 0, out.position()));
        return out.flip();
    }

    /** Reads the head of a file; null where it has none that is right. */
    static @Nullable Segment read(ByteBuffer in) {
        int checked = HEAD_BYTES - Integer.BYTES;
        if (in.limit() < HEAD_BYTES
                || in.getInt(0) != MARK
                || in.getInt(4) != VERSION
                || Checksum.of(in, 0, checked) != in.getInt(checked)) {
            return null;
        }
        return new Segment(in.getLong(8), in.getLong(16), in.getLong(24), in.get(checked - 1) != 0);
    }
}
