package io.waybill.raft.settings;

/**
 * How much a member does at once; all 1 or more.
 *
 * @param batchEntries the most entries in one message
 * @param batchBytes the payload after which a message takes no further entry
 * @param inFlight the most messages with entries that a follower has not answered
 * @param chunkBytes the most bytes of a snapshot in one message
 * @param segmentBytes the size after which the log goes on in a new file
 * @param snapshotEntries how many entries are applied between two snapshots
 * @param keptEntries how many entries a snapshot leaves in the log for followers that are a little behind
 */
public record Limits(
        int batchEntries,
        int batchBytes,
        int inFlight,
        int chunkBytes,
        int segmentBytes,
        int snapshotEntries,
        int keptEntries) {

    /**
     * Batches of 64 entries or 64 KiB, 8 in flight; chunks of 64 KiB; 4 MiB segments; snapshots every 4,096 entries.
     */
    public static final Limits DEFAULT = new Limits(64, 65_536, 8, 65_536, 4_194_304, 4_096, 512);

    public Limits {
        if (Math.min(Math.min(batchEntries, batchBytes), Math.min(inFlight, chunkBytes)) < 1
                || Math.min(Math.min(segmentBytes, snapshotEntries), keptEntries) < 1) {
            throw new IllegalArgumentException("limits must be >= 1, were " + batchEntries + ", " + batchBytes + ", "
                    + inFlight + ", " + chunkBytes + ", " + segmentBytes + ", " + snapshotEntries + ", " + keptEntries);
        }
    }
}
