package io.waybill.server.loop;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.server.net.NetLinks;
import io.waybill.server.net.NodePorts;
import io.waybill.server.net.Traffic;
import io.waybill.server.net.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One life of a node in the real world: its loops, each a thread that is also the one of its sockets, and the end of
 * them all. May be used by any thread.
 *
 * <p>It ends when somebody ends it, when the node crashes itself, or when a callback throws: what is uncaught has
 * broken what the node assumes. Then its sockets are reset, as those of a process that was killed.
 */
public final class NodeLife {

    private static final long CLOSING_SECONDS = 10;

    private final EventLoopGroup threads;
    private final NodePorts ports;
    private final List<Loop> loops = new ArrayList<>();
    private final AtomicReference<Optional<Throwable>> cause = new AtomicReference<>(Optional.empty());
    private final AtomicInteger open;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<Optional<Throwable>> ended = new CompletableFuture<>();
    private volatile boolean crashing;
    private volatile boolean over;

    private NodeLife(LifeSettings settings, Transport transport) {
        this.open = new AtomicInteger(settings.shards());
        this.ports = new NodePorts(settings.net(), transport, settings.shards());
        this.threads = new MultiThreadIoEventLoopGroup(
                settings.shards(), new LoopThreads(settings.node()), transport.ioHandler());
    }

    /**
     * Begins a life.
     *
     * @param disks gives each loop the node's disk
     * @param program what each loop begins with, on its thread
     */
    public static NodeLife begin(LifeSettings settings, Disks disks, Consumer<Environment> program) {
        return begin(settings, Transport.BEST, disks, program);
    }

    static NodeLife begin(LifeSettings settings, Transport transport, Disks disks, Consumer<Environment> program) {
        var life = new NodeLife(settings, transport);
        for (int shard = 0; shard < settings.shards(); shard++) {
            life.loops.add(new Loop(life, life.threads.next()));
        }
        var environments = new ArrayList<Environment>();
        for (int shard = 0; shard < settings.shards(); shard++) {
            var loop = life.loops.get(shard);
            var links = new NetLinks(loop.thread(), loop, life.ports);
            loop.links(links);
            environments.add(new LoopEnvironment(
                    settings.node(),
                    settings.incarnation(),
                    loop,
                    new LoopShards(shard, life.loops, environments),
                    links,
                    disks.on(loop),
                    Randomness.ofSeed(settings.seed()).fork(shard)));
        }
        // Not before all are there: the first may begin something on the others at once.
        environments.forEach(
                environment -> life.loops.get(environment.shards().self()).execute(() -> program.accept(environment)));
        return life;
    }

    /** Runs a task on a loop, unless the life has ended by then. */
    public void post(int shard, Runnable task) {
        loops.get(shard).execute(task);
    }

    /** Returns how many loops it has. */
    public int shards() {
        return loops.size();
    }

    /** Returns how many tasks wait for a loop; about, because they come and go. */
    public int waitingTasks(int shard) {
        return loops.get(shard).thread() instanceof SingleThreadEventExecutor executor ? executor.pendingTasks() : 0;
    }

    /** Returns what has gone over its sockets. */
    public Traffic traffic() {
        return ports.traffic();
    }

    /**
     * Ends it without warning, as a kill would. Once this returns nothing of it runs, unless it is called on one of its
     * own loops: then the current callback is the last.
     */
    public void end() {
        over = true;
        close();
        loops.forEach(Loop::awaitLastCallback);
    }

    /** Completes when everything is closed: with what crashed it, or empty where somebody ended it. */
    public CompletableFuture<Optional<Throwable>> ended() {
        return ended.copy();
    }

    boolean isOver() {
        return over;
    }

    boolean isCrashing() {
        return crashing;
    }

    /** Ends it once the current callback is through. The first cause counts, and none once it has ended. */
    void crash(Throwable why) {
        if (over) {
            return;
        }
        cause.compareAndSet(Optional.empty(), Optional.of(why));
        crashing = true;
    }

    /** Ends what {@link #crash} has condemned. */
    void afterLastCallback() {
        over = true;
        close();
    }

    private void close() {
        if (ending.compareAndSet(false, true)) {
            loops.forEach(loop -> loop.closeSockets(this::closed));
        }
    }

    /** A loop has no sockets any more. The threads go after all have, or they would end sockets in their own way. */
    private void closed() {
        if (open.decrementAndGet() == 0) {
            threads.shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS)
                    .addListener(done -> ended.complete(cause.get()));
        }
    }
}
