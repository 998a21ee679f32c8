package io.waybill.runner;

import io.waybill.fault.FaultRecord;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.fault.LinkFaults;
import io.waybill.runner.journal.FaultLines;
import io.waybill.system.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Writes down what faults on links hit. The links know a fault by a number of their own, which they are given just
 * before the fault counts as started: so both are known to be one. Used on the nemesis's thread.
 */
final class LinkEvidence {

    private final Cluster cluster;
    private final FaultLines lines;
    private final LongSupplier clock;
    private final List<Integer> begun = new ArrayList<>();
    private final Map<Integer, Integer> faults = new HashMap<>();
    private long lastKnown;

    /** Makes one that has seen nothing yet. The clock is the history's. */
    LinkEvidence(Cluster cluster, FaultLines lines, LongSupplier clock) {
        this.cluster = cluster;
        this.lines = lines;
        this.clock = clock;
    }

    /** Returns hands that do the same, and are watched. */
    LinkFaults watched(LinkFaults hands) {
        return new LinkFaults() {
            @Override
            public void begin(int id, LinkFault fault, Set<Link> links) {
                begun.add(id);
                hands.begin(id, fault, links);
            }

            @Override
            public void end(int id) {
                hands.end(id);
            }
        };
    }

    void started(FaultRecord fault) {
        begun.forEach(id -> faults.put(id, fault.id()));
        begun.clear();
    }

    /** Writes what is new since the last time. */
    void gather() {
        long nowNanos = clock.getAsLong();
        Instant now = Instant.now();
        for (Cluster.LinkHit hit : cluster.linkHits(lastKnown)) {
            long missed = hit.number() - lastKnown - 1;
            if (missed > 0) {
                lines.missed(missed);
            }
            lastKnown = hit.number();
            lines.hit(
                    faults.getOrDefault(hit.fault(), -1),
                    hit,
                    nowNanos - Duration.between(hit.at(), now).toNanos());
        }
    }
}
