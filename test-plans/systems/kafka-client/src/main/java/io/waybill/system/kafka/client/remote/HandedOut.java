package io.waybill.system.kafka.client.remote;

import io.waybill.fault.Partition;
import io.waybill.system.Cluster.Bounds;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The furthest offset of each partition that consumers were given. Safe for use by any number of threads.
 *
 * <p>A cluster of others may be slow, or half of it may be away: who says that a log ends before this is not its leader
 * any more and does not know it.
 */
final class HandedOut {

    private final Map<Partition, Long> furthest = new ConcurrentHashMap<>();

    /** A consumer was given a message there. */
    void add(Partition partition, long offset) {
        furthest.merge(partition, offset, Math::max);
    }

    /** Returns which of these ends cannot be believed, however long one waits; empty where all can. */
    String beyond(Map<Partition, Bounds> ends) {
        return ends.entrySet().stream()
                .filter(each -> furthest.getOrDefault(each.getKey(), -1L)
                        >= each.getValue().end())
                .map(each ->
                        each.getKey().name() + " ends at " + each.getValue().end() + ", and consumers were given more")
                .collect(Collectors.joining(", "));
    }
}
