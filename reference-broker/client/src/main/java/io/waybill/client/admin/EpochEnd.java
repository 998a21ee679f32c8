package io.waybill.client.admin;

/**
 * Where a leader epoch ends in the log of a partition's leader (KIP-101).
 *
 * @param leaderEpoch the last epoch at or below the one asked for, -1 where there is none
 * @param endOffset the offset after its last record, -1 where there is none
 */
public record EpochEnd(int leaderEpoch, long endOffset) {}
