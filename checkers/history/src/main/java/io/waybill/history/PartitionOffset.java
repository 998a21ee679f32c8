package io.waybill.history;

/**
 * A place in a partition's log.
 *
 * @param partition the partition's id
 * @param offset 0 or more; as a position or a commit it names the next record to be read
 */
public record PartitionOffset(int partition, long offset) {}
