package io.waybill.runner.toy;

import io.waybill.fault.Partition;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A consumer of a toy cluster: is handed whatever every node in sync has. */
final class ToyConsumer implements ConsumerDriver {

    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    private static final int SKIPPED = 30;

    private final ToyCluster cluster;
    private final Map<Partition, Long> positions = new TreeMap<>();
    private final CountDownLatch never = new CountDownLatch(1);

    ToyConsumer(ToyCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void assign(Map<Partition, Long> starts) {
        positions.putAll(starts);
    }

    @Override
    public List<Received> poll(Duration timeout) {
        if (cluster.flaw() == Flaw.CONSUMER_THROWS) {
            throw new IllegalStateException("the toy's consumer was told to throw");
        }
        List<Received> received = new ArrayList<>();
        synchronized (cluster) {
            positions.replaceAll((partition, position) -> read(partition, position, received));
        }
        if (received.isEmpty()) {
            await();
        }
        return received;
    }

    private long read(Partition partition, long position, List<Received> received) {
        ToyLog log = cluster.log(partition);
        if (!log.isServing() || cluster.flaw() == Flaw.DELIVERS_NOTHING) {
            return position;
        }
        long end = cluster.shownTo(partition);
        for (long offset = position; offset < end; offset++) {
            boolean skipped = cluster.flaw() == Flaw.SKIPS && offset % SKIPPED == SKIPPED - 1;
            if (!skipped) {
                ToyLog.Entry entry = log.read(offset);
                received.add(new Received(partition, offset, 0, entry.key(), entry.value()));
            }
        }
        return Math.max(position, end);
    }

    private void await() {
        try {
            boolean ignored = never.await(SHORT_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public long position(Partition partition) {
        return positions.getOrDefault(partition, 0L);
    }

    @Override
    public void close() {
        positions.clear();
    }
}
