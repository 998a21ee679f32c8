package io.waybill.runner;

import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.FaultClock;
import io.waybill.fault.Partition;
import io.waybill.system.Cluster;
import io.waybill.system.Cluster.Bounds;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Finds out where partitions end for good, when nobody sends any more.
 *
 * <p>Where a message was acknowledged at or behind an end, either the log was cut back or a follower that counts as in
 * sync is behind, and consumers are not shown yet what the leader alone has. The time for which a follower may be
 * behind tells the two apart. It counts from when all were in sync: one may be taken back before it has everything.
 */
final class FinalEnds {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

    private final Cluster cluster;
    private final List<Partition> partitions;
    private final ToLongFunction<Partition> acknowledgedTo;
    private final FaultClock clock;

    /**
     * Makes one.
     *
     * @param acknowledgedTo the highest offset of a partition at which anything was acknowledged, or negative
     */
    FinalEnds(
            Cluster cluster,
            Collection<Partition> partitions,
            ToLongFunction<Partition> acknowledgedTo,
            FaultClock clock) {
        this.cluster = cluster;
        this.partitions = List.copyOf(partitions);
        this.acknowledgedTo = acknowledgedTo;
        this.clock = clock;
    }

    /**
     * Returns how far each partition can be read.
     *
     * @throws ClusterUnavailableException where that is not to be told by then
     */
    Map<Partition, Bounds> await(long untilNanos) throws InterruptedException {
        long lagNanos = cluster.replicaLag().plus(LOOK_INTERVAL).toNanos();
        cluster.awaitWhole(left(untilNanos));
        long wholeNanos = clock.nanos();
        while (true) {
            Map<Partition, Bounds> bounds = cluster.bounds(partitions, left(untilNanos));
            String early = early(bounds);
            long nowNanos = clock.nanos();
            if (early.isEmpty() || nowNanos - wholeNanos >= lagNanos) {
                return bounds;
            }
            long nextNanos = nowNanos + LOOK_INTERVAL.toNanos();
            if (nextNanos >= untilNanos) {
                throw new ClusterUnavailableException(early, null);
            }
            clock.awaitUntil(nextNanos);
            if (!cluster.awaitWhole(left(untilNanos))) {
                wholeNanos = clock.nanos();
            }
        }
    }

    private String early(Map<Partition, Bounds> bounds) {
        return bounds.entrySet().stream()
                .filter(each -> acknowledgedTo.applyAsLong(each.getKey())
                        >= each.getValue().end())
                .map(each -> each.getKey().name() + " ends at "
                        + each.getValue().end() + ", and a message was acknowledged at offset "
                        + acknowledgedTo.applyAsLong(each.getKey()))
                .collect(Collectors.joining(", "));
    }

    private Duration left(long untilNanos) {
        return Duration.ofNanos(Math.max(0, untilNanos - clock.nanos()));
    }
}
