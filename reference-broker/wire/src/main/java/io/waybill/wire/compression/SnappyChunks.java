package io.waybill.wire.compression;

import java.nio.ByteBuffer;

/**
 * Checks the lengths that snappy-java's chunks announce, because its reader makes room for them before it looks for the
 * bytes: a frame of thirty bytes could ask for half a gigabyte.
 *
 * <pre>
 *   0x82 "SNAPPY" 0x00 | version (4) | compatible version (4) | chunks
 *   chunk: packed length (4) | plain length (varint) | ...
 * </pre>
 */
final class SnappyChunks {

    private static final int HEADER_BYTES = 16;
    private static final byte[] MAGIC = {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};
    private static final int MAGIC_AS_LENGTH = 0x82534e41;

    private SnappyChunks() {}

    static void check(ByteBuffer packed, int maxBytes) {
        ByteBuffer bytes = packed.slice();
        if (bytes.remaining() < HEADER_BYTES || !bytes.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            // Some other form of snappy; its one length is at the front.
            requirePlain(bytes, maxBytes);
            return;
        }
        bytes.position(HEADER_BYTES);
        while (bytes.remaining() >= Integer.BYTES) {
            int length = bytes.getInt();
            if (length == MAGIC_AS_LENGTH && bytes.remaining() >= HEADER_BYTES - Integer.BYTES) {
                // Streams may be concatenated; the next one begins with a header again.
                bytes.position(bytes.position() + HEADER_BYTES - Integer.BYTES);
                continue;
            }
            if (length < 0 || length > bytes.remaining()) {
                throw new CorruptRecords(
                        "snappy announces a chunk of " + length + " bytes where " + bytes.remaining() + " are left");
            }
            requirePlain(bytes.slice(bytes.position(), length), maxBytes);
            bytes.position(bytes.position() + length);
        }
    }

    private static void requirePlain(ByteBuffer chunk, int maxBytes) {
        long plain = 0;
        int shift = 0;
        boolean more = true;
        while (more && chunk.hasRemaining() && shift < Integer.SIZE) {
            int next = chunk.get();
            plain |= (long) (next & 0x7f) << shift;
            shift += 7;
            more = next < 0;
        }
        if (plain > maxBytes) {
            throw new CorruptRecords(
                    "snappy announces " + plain + " bytes of plain records, at most " + maxBytes + " are allowed");
        }
    }
}
