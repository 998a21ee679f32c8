package io.waybill.broker.loops;

import io.waybill.broker.data.OwnerRequests;
import io.waybill.environment.Shards;

/**
 * Who answers about the records of one loop's partitions.
 *
 * @param shards the loops as that one sees them
 * @param handlers answers there
 */
public record LoopAnswers(Shards shards, OwnerRequests handlers) {}
