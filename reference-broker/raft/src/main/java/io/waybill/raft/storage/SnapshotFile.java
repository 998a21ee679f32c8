package io.waybill.raft.storage;

import io.waybill.raft.entry.Membership;
import io.waybill.raft.entry.SnapshotImage;
import java.nio.ByteBuffer;

/**
 * A snapshot as a file, which is whole or damaged: it gets its name only once it is durable.
 *
 * <pre>
 * mark i32 | version i32 | index i64 | term i64 | content size i32 | membership | content | CRC32C of all before i32
 * </pre>
 */
final class SnapshotFile {

    static final String TEMPORARY = "snapshot.new";

    private static final String PREFIX = "snapshot-";
    private static final int DIGITS = 19;
    private static final int MARK = 0x57_42_53_4e;
    private static final int VERSION = 1;
    private static final int HEAD_BYTES = 28;

    private SnapshotFile() {}

    static String nameOf(SnapshotImage image) {
        return PREFIX + Padded.of(image.index(), DIGITS);
    }

    static boolean isName(String name) {
        return name.startsWith(PREFIX) && name.length() == PREFIX.length() + DIGITS;
    }

    static ByteBuffer write(SnapshotImage image) {
        var content = image.content();
        var membership = image.membership();
        var out = ByteBuffer.allocate(HEAD_BYTES + membership.sizeBytes() + content.remaining() + Integer.BYTES);
        out.putInt(MARK)
                .putInt(VERSION)
                .putLong(image.index())
                .putLong(image.term())
                .putInt(content.remaining());
        membership.write(out);
        out.put(out.position(), content, content.position(), content.remaining());
        out.position(out.position() + content.remaining());
        out.putInt(Checksum.of(out, 0, out.position()));
        return out.flip();
    }

    /**
     * Reads a file.
     *
     * @throws CorruptStorageException where it is damaged
     */
    static SnapshotImage read(String name, ByteBuffer file) {
        int checked = file.limit() - Integer.BYTES;
        if (checked < HEAD_BYTES || Checksum.of(file, 0, checked) != file.getInt(checked)) {
            throw new CorruptStorageException(
                    name + " is damaged: its checksum must be that of its " + file.limit() + " bytes");
        }
        var in = file.duplicate().limit(checked);
        int mark = in.getInt();
        int version = in.getInt();
        if (mark != MARK || version != VERSION) {
            throw new CorruptStorageException(name + " must be a snapshot of version " + VERSION + ", begins with "
                    + Integer.toHexString(mark) + " and " + version);
        }
        long index = in.getLong();
        long term = in.getLong();
        int sizeBytes = in.getInt();
        var membership = Membership.read(in);
        if (in.remaining() != sizeBytes) {
            throw new CorruptStorageException(
                    name + " must have a content of " + sizeBytes + " bytes, has " + in.remaining());
        }
        return new SnapshotImage(index, term, membership, in.slice());
    }
}
