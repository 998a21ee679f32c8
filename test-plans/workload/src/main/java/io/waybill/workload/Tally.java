package io.waybill.workload;

import io.waybill.fault.Partition;
import io.waybill.history.Event;
import io.waybill.history.Outcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens. Safe for use by any number of threads. */
final class Tally {

    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder noReply = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder notInvoked = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failedPolls = new LongAdder();
    private final LatencyWindow latency = new LatencyWindow();
    private final Map<Partition, AtomicInteger> inFlight = new HashMap<>();
    private final Map<Partition, Long> acknowledgedTo = new ConcurrentHashMap<>();

    Tally(Collection<Partition> partitions) {
        partitions.forEach(partition -> inFlight.put(partition, new AtomicInteger()));
    }

    void invoked(Partition partition) {
        counter(partition).incrementAndGet();
        sent.increment();
    }

    /** @param offset where the message stands, negative where nobody knows */
    void answered(Partition partition, Outcome outcome, long offset, long tookNanos) {
        counter(partition).decrementAndGet();
        LongAdder counter = outcome.match(ok -> acknowledged, fail -> failed, info -> noReply);
        counter.increment();
        if (outcome.isOk()) {
            latency.add(tookNanos);
            acknowledgedTo.merge(partition, offset, Math::max);
        }
    }

    /** A message is on its way no more: its producer is gone, and another session is to send it again. */
    void putAside(Partition partition) {
        counter(partition).decrementAndGet();
    }

    /** A message that was put aside is sent again, or given up. */
    void takenUp(Partition partition) {
        counter(partition).incrementAndGet();
    }

    void notInvoked() {
        notInvoked.increment();
    }

    void delivered(int records) {
        delivered.add(records);
    }

    void pollFailed() {
        failedPolls.increment();
    }

    /** Returns the highest offset at which anything was acknowledged, negative where none is known. */
    long acknowledgedTo(Partition partition) {
        return acknowledgedTo.getOrDefault(partition, Event.NO_OFFSET);
    }

    /** Returns how many messages somebody has sent and waits for an answer for. */
    int inFlight(Partition partition) {
        return counter(partition).get();
    }

    long drainP99Nanos() {
        return latency.drainQuantile(0.99);
    }

    Traffic traffic() {
        // Answers before invocations: a sum that is taken while the counts move must not be negative.
        long ok = acknowledged.sum();
        long no = failed.sum();
        long unknown = noReply.sum();
        long all = sent.sum();
        long open = Math.max(0, all - ok - no - unknown);
        return new Traffic(all, ok, no, unknown, open, notInvoked.sum(), delivered.sum(), failedPolls.sum());
    }

    private AtomicInteger counter(Partition partition) {
        AtomicInteger counter = inFlight.get(partition);
        if (counter == null) {
            throw new IllegalArgumentException("partition must be one of this workload, was " + partition.name());
        }
        return counter;
    }
}
