package io.waybill.raft.storage;

import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.EntryKind;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An entry as bytes in a segment. The head has a checksum of its own, so that a length that is wrong is told from a
 * record that was cut off.
 *
 * <pre>
 * mark i32 | payload size i32 | kind u8 | index i64 | term i64 | CRC32C of the payload i32 | CRC32C of the head i32 | payload
 * </pre>
 */
final class LogRecord {

    static final int HEAD_BYTES = 33;

    private static final int MARK = 0x57_42_52_31;
    private static final int CHECKED_BYTES = HEAD_BYTES - Integer.BYTES;
    private static final int SIZE_AT = 4;
    private static final int KIND_AT = 8;
    private static final int INDEX_AT = 9;
    private static final int TERM_AT = 17;
    private static final int PAYLOAD_CHECKSUM_AT = 25;

    /** What is at a place of a segment. */
    enum Finding {
        /** A whole record. */
        WHOLE,
        /** The beginning of a record, which the end of the file cuts off. */
        CUT,
        /** Something else. */
        BAD
    }

    private LogRecord() {}

    static int sizeOf(Entry entry) {
        return HEAD_BYTES + entry.sizeBytes();
    }

    static void write(ByteBuffer out, Entry entry) {
        int at = out.position();
        var payload = entry.payload();
        out.putInt(MARK)
                .putInt(payload.remaining())
                .put((byte) entry.kind().code())
                .putLong(entry.index())
                .putLong(entry.term())
                .putInt(Checksum.of(payload, payload.position(), payload.remaining()));
        out.putInt(Checksum.of(out, at, CHECKED_BYTES));
        out.put(out.position(), payload, payload.position(), payload.remaining());
        out.position(out.position() + payload.remaining());
    }

    /** Says what is at a place, which is before the end. */
    static Finding look(ByteBuffer in, int at) {
        int left = in.limit() - at;
        if (left < HEAD_BYTES) {
            return Finding.CUT;
        }
        if (!hasHead(in, at)) {
            return Finding.BAD;
        }
        int sizeBytes = in.getInt(at + SIZE_AT);
        if (left - HEAD_BYTES < sizeBytes) {
            return Finding.CUT;
        }
        boolean right = Checksum.of(in, at + HEAD_BYTES, sizeBytes) == in.getInt(at + PAYLOAD_CHECKSUM_AT);
        return right ? Finding.WHOLE : Finding.BAD;
    }

    private static boolean hasHead(ByteBuffer in, int at) {
        return in.getInt(at) == MARK
                && in.getInt(at + SIZE_AT) >= 0
                && Checksum.of(in, at, CHECKED_BYTES) == in.getInt(at + CHECKED_BYTES);
    }

    /** Returns whether a whole record begins anywhere behind a place. */
    static boolean isWholeBehind(ByteBuffer in, int at) {
        for (int i = at + 1; i + HEAD_BYTES <= in.limit(); i++) {
            if (in.getInt(i) == MARK && look(in, i) == Finding.WHOLE) {
                return true;
            }
        }
        return false;
    }

    /** Reads a whole record; null where its kind is unknown to this version. */
    static @Nullable Entry read(ByteBuffer in, int at) {
        int kind = in.get(at + KIND_AT);
        if (kind < 0 || kind > EntryKind.MEMBERSHIP.code()) {
            return null;
        }
        int sizeBytes = in.getInt(at + SIZE_AT);
        return new Entry(
                in.getLong(at + INDEX_AT),
                in.getLong(at + TERM_AT),
                EntryKind.of(kind),
                in.slice(at + HEAD_BYTES, sizeBytes));
    }
}
