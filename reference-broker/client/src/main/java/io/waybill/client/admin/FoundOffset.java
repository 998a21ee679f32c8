package io.waybill.client.admin;

/**
 * The offset that was asked for.
 *
 * @param offset the offset, -1 where there is no such record
 * @param timestampMillis of its record, -1 where it is not said
 * @param leaderEpoch of the record or the leader, -1 where it is not said
 */
public record FoundOffset(long offset, long timestampMillis, int leaderEpoch) {}
