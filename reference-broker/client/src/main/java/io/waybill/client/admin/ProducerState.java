package io.waybill.client.admin;

/**
 * A producer that a partition remembers (KIP-664).
 *
 * @param producerId its id
 * @param producerEpoch its epoch
 * @param lastSequence the last sequence number that was appended, -1 where unknown
 * @param lastTimestampMillis when it last appended, -1 where unknown
 */
public record ProducerState(long producerId, int producerEpoch, int lastSequence, long lastTimestampMillis) {}
