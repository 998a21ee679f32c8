package io.waybill.raft.entry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a member found on its disk.
 *
 * @param hardState term and vote; {@link HardState#abstains} where the end of the log may be lost
 * @param snapshot the newest one, if any
 * @param baseIndex the entry before the first one in the log, not after the snapshot's
 * @param baseTerm that entry's term
 * @param entries the log, without a gap
 */
public record Recovered(
        HardState hardState, @Nullable SnapshotImage snapshot, long baseIndex, long baseTerm, List<Entry> entries) {

    /** What is on the disk of a member that was never started before. */
    public static final Recovered NOTHING = new Recovered(HardState.INITIAL, null, 0, 0, List.of());
}
