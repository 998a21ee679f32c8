package io.waybill.server.process;

import io.waybill.broker.node.BrokerNode;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.environment.Environment;
import io.waybill.server.files.FileDisks;
import io.waybill.server.files.FilesSettings;
import io.waybill.server.files.NodeFolder;
import io.waybill.server.loop.LifeSettings;
import io.waybill.server.loop.NodeLife;
import io.waybill.server.metrics.MetricsEndpoint;
import io.waybill.server.metrics.MetricsSource;
import io.waybill.server.metrics.NodeMeters;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One life of a node in this process: from its folder's lock to the last of its files.
 *
 * <pre>
 *   starting ───────────► ready ──────────► stopping ───────► ended
 *      │     registered, not    │  stop()             handed over   ▲
 *      │     fenced             │                     or too late   │
 *      └────────────────────────┴───────────────────────────────────┘
 *                    crashes, or is killed
 * </pre>
 *
 * <p>May be used by any thread.
 */
public final class NodeProcess {

    private static final long NANOS_A_MILLISECOND = 1_000_000;
    private static final long LOOK_MILLIS = 50;
    private static final long LEADERLESS_NANOS = 2_000 * NANOS_A_MILLISECOND;

    /** Somebody leads the quorum, or the loop has not said otherwise. */
    private static final long LED = -1;

    private final NodeConfig config;
    private final NodeLog log;
    private final long beganNanos;
    private final NodeFolder folder;
    private final FileDisks disks;
    private final NodeMeters meters;
    private final AtomicReference<@Nullable BrokerNode> node = new AtomicReference<>();
    private final AtomicBoolean saidReady = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final NodeLife life;
    private final @Nullable MetricsEndpoint metrics;
    private final CompletableFuture<Optional<Throwable>> ended;

    private NodeProcess(NodeConfig config, BrokerSettings settings, NodeLog log, NodeFolder folder, long beganNanos) {
        this.config = config;
        this.log = log;
        this.folder = folder;
        this.beganNanos = beganNanos;
        this.meters = new NodeMeters(settings.mutants());
        this.disks = FileDisks.open(folder.files(), FilesSettings.DEFAULT, new DiskMeter(log, meters));
        this.life = NodeLife.begin(
                LifeSettings.of(config.node(), folder.incarnation(), config.net())
                        .withShards(config.loops()),
                disks::of,
                environment -> program(environment, settings));
        var at = config.metrics();
        this.metrics = at == null ? null : MetricsEndpoint.open(at, this::read, this::cannotListen);
        this.ended = life.ended().thenCompose(cause -> closeMetrics().thenApply(done -> close(cause)));
    }

    private CompletableFuture<Void> closeMetrics() {
        return metrics == null ? CompletableFuture.completedFuture(null) : metrics.close();
    }

    private MetricsSource.Reading read() {
        return new NodeReading(config.node(), life, meters, node::get);
    }

    /** As where it cannot listen for clients. */
    private void cannotListen(IllegalStateException why) {
        life.post(0, () -> {
            throw why;
        });
    }

    /**
     * Starts a node. Returns when it has begun, which is before it is ready.
     *
     * @param mutants the flaws to have; it says so in its log
     * @throws io.waybill.server.files.FolderRefusedException where it may not have its folder
     */
    public static NodeProcess start(NodeConfig config, BrokerMutants mutants, NodeLog log) {
        long beganNanos = System.nanoTime();
        BrokerSettings settings = config.settings(mutants);
        var folder = NodeFolder.open(config.folder(), config.clusterId(), config.node());
        log.starting(config, folder.incarnation(), mutants);
        return new NodeProcess(config, settings, log, folder, beganNanos);
    }

    private void program(Environment environment, BrokerSettings settings) {
        if (environment.shards().self() != 0) {
            return; // The node begins on its first loop, and spreads from there.
        }
        var watch = new NodeWatch(config, log, meters, this::readyNow);
        node.set(BrokerNode.start(environment, settings, watch));
    }

    private void readyNow() {
        if (!stopping.get() && saidReady.compareAndSet(false, true)) {
            log.ready(config, (System.nanoTime() - beganNanos) / NANOS_A_MILLISECOND);
            ready.complete(true);
        }
    }

    private Optional<Throwable> close(Optional<Throwable> cause) {
        disks.close();
        folder.close();
        cause.ifPresent(log::crashed);
        ready.complete(false);
        stopped.countDown();
        return cause;
    }

    /** Completes with true when it is ready for clients, with false when it has ended before. */
    public CompletableFuture<Boolean> ready() {
        return ready.copy();
    }

    /** Completes when nothing of it is left: with what crashed it, or empty where somebody ended it. */
    public CompletableFuture<Optional<Throwable>> ended() {
        return ended.copy();
    }

    /**
     * Stops it in order, what it leads handed over and its logs closed, and waits until nothing of it is left. Does
     * nothing but wait the second time.
     *
     * @param patience after which it is ended as if it was killed; also where nobody leads the quorum for two seconds
     * @return whether it ended in order
     */
    public boolean stop(Duration patience) throws InterruptedException {
        if (!stopping.compareAndSet(false, true)) {
            ended.join();
            return false;
        }
        log.stopping();
        life.post(0, () -> {
            BrokerNode running = node.get();
            if (running != null) {
                running.stop(stopped::countDown);
            } else {
                stopped.countDown();
            }
        });
        boolean inTime = awaitHandedOver(patience);
        life.end();
        boolean inOrder = ended.join().isEmpty() && inTime;
        log.ended(inOrder);
        return inOrder;
    }

    private boolean awaitHandedOver(Duration patience) throws InterruptedException {
        long beganNanos = System.nanoTime();
        var leaderlessNanos = new AtomicLong(LED);
        while (!stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            long passedNanos = System.nanoTime() - beganNanos;
            long since = leaderlessNanos.get();
            // Where nobody leads the quorum, as when a whole cluster is stopped, there is nobody to hand over to.
            boolean isLeaderless = since != LED && passedNanos - since > LEADERLESS_NANOS;
            if (passedNanos >= patience.toNanos() || isLeaderless) {
                return false;
            }
            life.post(0, () -> {
                BrokerNode running = node.get();
                if (running != null && running.isStarted() && running.quorum().leader() >= 0) {
                    leaderlessNanos.set(LED);
                } else {
                    // A loop that is busy, with closing thousands of logs for example, says nothing of it.
                    leaderlessNanos.compareAndSet(LED, System.nanoTime() - beganNanos);
                }
            });
        }
        return true;
    }

    /** Ends it without warning, as far as this can be done from within. */
    void kill() {
        life.end();
        ended.join();
    }
}
