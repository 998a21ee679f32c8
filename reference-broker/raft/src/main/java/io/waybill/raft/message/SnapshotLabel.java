package io.waybill.raft.message;

import io.waybill.raft.entry.Membership;

/**
 * Which snapshot a piece belongs to. Pieces of equal labels fit together, whoever sends them: members that applied the
 * same entries have the same state, byte by byte, and the checksum says so.
 *
 * @param index the last entry that is in it
 * @param term that entry's term
 * @param membership who belonged to the quorum after that entry
 * @param sizeBytes how many bytes the state has
 * @param checksum the CRC32C of all of them
 */
public record SnapshotLabel(long index, long term, Membership membership, int sizeBytes, int checksum) {}
