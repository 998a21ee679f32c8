package io.waybill.history.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The 80 bytes before a block's payload, little-endian.
 *
 * <pre>
 *   0 magic:4 "WBLK"     4 kind:1  5 format:1  6 flags:2  8 owner:4        12 partition:4
 *  16 rows:4            20 length:4 (of the payload)     24 lowest offset:8
 *  32 highest offset:8  40 lowest sequence:8             48 highest sequence:8
 *  56 first time:8      64 last time:8                   72 crc32c of the payload:4
 *  76 crc32c of the 76 bytes before:4
 * </pre>
 *
 * @param flags bit 0: the rows' offsets are known and strictly ascending; bit 1: all rows are acknowledged sends; bit
 *     2: the rows' completions do not go back
 * @param owner the session or consumer; -1 for events
 * @param partition the partition; -1 for events
 * @param length of the payload, in bytes
 * @param lowSequence the lowest sequence of sends; of deliveries, the completion of the first row
 * @param highSequence the highest sequence of sends; of deliveries, the completion of the last row
 * @param lowOffset the lowest known offset of its rows, or -1
 * @param highOffset the highest known offset of its rows, or -1
 */
record BlockHead(
        BlockKind kind,
        int flags,
        int owner,
        int partition,
        int rows,
        int length,
        long lowOffset,
        long highOffset,
        long lowSequence,
        long highSequence,
        long firstNanos,
        long lastNanos,
        int payloadCrc) {

    static final int BYTES = 80;

    /** In {@code flags}: the rows' offsets are known and strictly ascending. */
    static final int ASCENDING = 1;

    /** In {@code flags}: some rows are sends that are part of a transaction. */
    static final int TRANSACTIONS = 8;

    /** In {@code flags}: the rows' completions do not go back. */
    static final int IN_TIME = 4;

    /** In {@code flags}: each row is a send that was acknowledged. */
    static final int ALL_OK = 2;

    /** No writer makes a larger payload, so a head that announces one is not a head. */
    static final int MAX_PAYLOAD = 64 << 20;

    private static final int MAGIC = 0x4B4C4257;
    private static final int FORMAT = 1;

    void write(ByteBuffer out) {
        ByteBuffer head = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(MAGIC).put((byte) kind.code).put((byte) FORMAT).putShort((short) flags);
        head.putInt(owner).putInt(partition).putInt(rows).putInt(length);
        head.putLong(lowOffset).putLong(highOffset).putLong(lowSequence).putLong(highSequence);
        head.putLong(firstNanos).putLong(lastNanos).putInt(payloadCrc);
        head.putInt(crc(head.array(), 0, BYTES - 4));
        out.put(head.flip());
    }

    /** Returns the head at {@code at} in {@code bytes}, or null where there is none: wrong magic or checksum. */
    static @Nullable BlockHead read(byte[] bytes, int at) {
        if (ByteSource.intAt(bytes, at) != MAGIC
                || ByteSource.intAt(bytes, at + BYTES - 4) != crc(bytes, at, BYTES - 4)) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, at, BYTES).order(ByteOrder.LITTLE_ENDIAN);
        in.getInt();
        BlockKind kind = BlockKind.of(in.get());
        int format = in.get();
        if (format != FORMAT) {
            throw new CorruptHistoryException("a block has format " + format + ", this version reads " + FORMAT);
        }
        int flags = in.getShort() & 0xFFFF;
        BlockHead head = new BlockHead(
                kind,
                flags,
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getInt());
        return head.length < 0 || head.length > MAX_PAYLOAD || head.rows < 0 ? null : head;
    }

    static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
