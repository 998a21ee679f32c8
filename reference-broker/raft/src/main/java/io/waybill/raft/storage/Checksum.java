package io.waybill.raft.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C of parts of buffers, which stay as they are. */
final class Checksum {

    private Checksum() {}

    static int of(ByteBuffer bytes, int from, int sizeBytes) {
        var crc = new CRC32C();
        if (bytes.hasArray()) {
            crc.update(bytes.array(), bytes.arrayOffset() + from, sizeBytes);
        } else {
            crc.update(bytes.slice(from, sizeBytes));
        }
        return (int) crc.getValue();
    }
}
