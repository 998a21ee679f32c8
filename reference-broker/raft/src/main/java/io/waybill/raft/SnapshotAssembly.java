package io.waybill.raft;

import io.waybill.raft.message.SnapshotLabel;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Puts the pieces of a snapshot together. */
final class SnapshotAssembly {

    private final Hits hits;
    private @Nullable SnapshotLabel label;
    private ByteBuffer content = ByteBuffer.allocate(0);

    SnapshotAssembly(Hits hits) {
        this.hits = hits;
    }

    /** Returns the first byte that is missing. */
    int nextOffset() {
        return content.position();
    }

    /** Takes a piece where it is the next one, and returns whether everything is there now. */
    boolean take(SnapshotLabel of, int offset, ByteBuffer piece) {
        if (!of.equals(label)) {
            label = of;
            content = ByteBuffer.allocate(of.sizeBytes());
        }
        if (offset != content.position()) {
            if (content.position() > 0) {
                hits.chunkResumed.hit();
            }
            return false;
        }
        content.put(piece.duplicate());
        if (content.hasRemaining()) {
            return false;
        }
        if (checksumOf(content.duplicate().flip()) != of.checksum()) {
            label = null;
            content = ByteBuffer.allocate(0);
            return false;
        }
        return true;
    }

    /** Returns the whole content and is ready for another snapshot. */
    ByteBuffer finish() {
        var whole = content.flip();
        label = null;
        content = ByteBuffer.allocate(0);
        return whole;
    }

    static int checksumOf(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }
}
