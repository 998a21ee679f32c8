package io.waybill.raft.entry;

import java.nio.ByteBuffer;

/**
 * The state after an entry, which stands for all entries up to it.
 *
 * @param index the last entry that is in it, 1 or more
 * @param term that entry's term
 * @param membership who belonged to the quorum after that entry
 * @param content the machine's state, from position to limit; whoever reads it leaves position and limit alone
 */
public record SnapshotImage(long index, long term, Membership membership, ByteBuffer content) {

    @Override
    public String toString() {
        return "snapshot " + term + ":" + index + ", " + content.remaining() + " bytes";
    }
}
