package io.waybill.broker.metadata.command;

import java.util.UUID;

/**
 * Names a partition.
 *
 * @param topic the topic's id
 * @param partition its number
 */
public record PartitionId(UUID topic, int partition) {}
