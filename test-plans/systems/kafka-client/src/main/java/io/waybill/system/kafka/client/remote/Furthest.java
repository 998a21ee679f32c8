package io.waybill.system.kafka.client.remote;

import io.waybill.fault.Partition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The furthest offset of each partition that clients have heard of. Safe for use by any number of threads.
 *
 * <p>A cluster of others may be slow, or half of it may be away: who is told an end that lies before this has not been
 * told the end.
 */
final class Furthest {

    private final Map<Partition, Long> offsets = new ConcurrentHashMap<>();

    /** A client heard of a message there; nothing where the offset is negative, which means that it is not known. */
    void saw(Partition partition, long offset) {
        if (offset >= 0) {
            offsets.merge(partition, offset, Math::max);
        }
    }

    /** Returns whether somebody heard of a message that lies at {@code end} or behind it. */
    boolean isBeyond(Partition partition, long end) {
        return offsets.getOrDefault(partition, -1L) >= end;
    }
}
