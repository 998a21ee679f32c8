package io.waybill.server.process;

import io.waybill.broker.node.BrokerNode;
import io.waybill.server.loop.NodeLife;
import io.waybill.server.metrics.Metric;
import io.waybill.server.metrics.MetricsSource;
import io.waybill.server.metrics.NodeMeters;
import io.waybill.server.metrics.Page;
import io.waybill.server.metrics.Standing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One reading of a node's metrics: what is counted anywhere, and what its loops answer when they are asked. */
final class NodeReading implements MetricsSource.Reading {

    private static final double NANOS_A_SECOND = 1e9;
    private static final long WAITING = -1;

    private final int id;
    private final NodeLife life;
    private final NodeMeters meters;
    private final long askedNanos = System.nanoTime();
    private final AtomicLongArray delaysNanos;
    private final int[] waitingTasks;
    private final AtomicReference<@Nullable Standing> standing = new AtomicReference<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();

    /**
     * Asks the loops.
     *
     * @param id the node's
     * @param node the node once it has begun; asked on its loop
     */
    NodeReading(int id, NodeLife life, NodeMeters meters, Supplier<@Nullable BrokerNode> node) {
        this.id = id;
        this.life = life;
        this.meters = meters;
        this.delaysNanos = new AtomicLongArray(life.shards());
        this.waitingTasks = new int[life.shards()];
        var left = new AtomicInteger(life.shards());
        for (int i = 0; i < waitingTasks.length; i++) {
            int shard = i;
            delaysNanos.set(shard, WAITING);
            waitingTasks[shard] = life.waitingTasks(shard);
            life.post(shard, () -> {
                delaysNanos.set(shard, System.nanoTime() - askedNanos);
                if (shard == 0) {
                    look(node.get());
                }
                if (left.decrementAndGet() == 0) {
                    answered.complete(null);
                }
            });
        }
    }

    private void look(@Nullable BrokerNode node) {
        if (node != null) {
            standing.set(Standing.of(id, node.image(), node.appliedIndex()));
        }
    }

    @Override
    public CompletableFuture<Void> answered() {
        return answered;
    }

    @Override
    public Page page() {
        var page = new Page();
        meters.write(page, life.traffic());
        for (int shard = 0; shard < waitingTasks.length; shard++) {
            long delay = delaysNanos.get(shard);
            double seconds = (delay == WAITING ? System.nanoTime() - askedNanos : delay) / NANOS_A_SECOND;
            page.add(Metric.LOOP_DELAY, seconds, String.valueOf(shard));
            page.add(Metric.LOOP_TASKS, waitingTasks[shard], String.valueOf(shard));
        }
        Standing seen = standing.get();
        if (seen != null) {
            seen.write(page);
        }
        return page;
    }
}
