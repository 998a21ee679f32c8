package io.waybill.system.kafka.client.remote;

import io.waybill.fault.Partition;
import io.waybill.system.Cluster.Bounds;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The furthest offset of each partition that clients have heard of, by acknowledgements and by what they received. Safe
 * for use by any number of threads.
 *
 * <p>A cluster of others may be slow, or half of it may be away: who is told an end that lies before this has not been
 * told the end, or what lies behind it is lost.
 */
final class Heard {

    private final Map<Partition, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<Partition, Long> received = new ConcurrentHashMap<>();

    /** A producer was acknowledged a message there; nothing where the offset is negative: it is not known. */
    void acknowledged(Partition partition, long offset) {
        if (offset >= 0) {
            acknowledged.merge(partition, offset, Math::max);
        }
    }

    /** A consumer was given a message there. */
    void received(Partition partition, long offset) {
        received.merge(partition, offset, Math::max);
    }

    /**
     * Returns which of these ends cannot be believed; empty where all can. One that lies before what was received never
     * can: whoever says so is not the leader any more and does not know it.
     *
     * @param isSettled whether every replica that counts as in sync has all that was acknowledged: then an end before
     *     an acknowledged message is a loss, and believed
     */
    String beyond(Map<Partition, Bounds> ends, boolean isSettled) {
        return ends.entrySet().stream()
                .filter(each -> isBeyond(received, each) || (!isSettled && isBeyond(acknowledged, each)))
                .map(each ->
                        each.getKey().name() + " ends at " + each.getValue().end() + ", and clients have heard of more")
                .collect(Collectors.joining(", "));
    }

    private static boolean isBeyond(Map<Partition, Long> heard, Map.Entry<Partition, Bounds> end) {
        return heard.getOrDefault(end.getKey(), -1L) >= end.getValue().end();
    }
}
