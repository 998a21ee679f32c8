package io.waybill.raft.entry;

import java.nio.ByteBuffer;

/**
 * An entry of the replicated log.
 *
 * @param index 1 or more; entries follow each other without a gap
 * @param term the term of the leader that appended it, 1 or more
 * @param payload from position to limit; whoever reads it leaves position and limit alone
 */
public record Entry(long index, long term, EntryKind kind, ByteBuffer payload) {

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    /** Returns the entry that says nothing. */
    public static Entry nothing(long index, long term) {
        return new Entry(index, term, EntryKind.NOTHING, EMPTY);
    }

    /** Returns the entry that says who belongs to the quorum from {@code index} on. */
    public static Entry of(long index, long term, Membership membership) {
        var bytes = ByteBuffer.allocate(membership.sizeBytes());
        membership.write(bytes);
        return new Entry(index, term, EntryKind.MEMBERSHIP, bytes.flip());
    }

    /** Returns how many bytes the payload has. */
    public int sizeBytes() {
        return payload.remaining();
    }

    @Override
    public String toString() {
        return kind + " " + term + ":" + index;
    }
}
