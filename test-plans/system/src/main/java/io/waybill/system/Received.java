package io.waybill.system;

import io.waybill.fault.Partition;
import org.jspecify.annotations.Nullable;

/**
 * A message that a consumer was handed. The arrays are not copied: do not change them.
 *
 * @param timestampMillis the message's own timestamp, in milliseconds of the epoch
 * @param key the key, or null
 * @param value the payload; null where the message has none
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
public record Received(
        Partition partition, long offset, long timestampMillis, byte @Nullable [] key, byte @Nullable [] value) {}
