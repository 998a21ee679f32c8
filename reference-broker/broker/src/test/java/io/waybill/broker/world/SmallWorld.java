package io.waybill.broker.world;

import io.waybill.environment.Clock;
import io.waybill.environment.Connection;
import io.waybill.environment.Disk;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Links;
import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.environment.Shards;
import io.waybill.environment.Timers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;

/** Nodes, virtual time, links and disks. Everything that happens is an event in one queue. */
public final class SmallWorld {

    private record Event(long at, long order, Life life, Runnable task) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(
            (a, b) -> a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.order(), b.order()));
    private final Randomness randomness;
    private final Map<Integer, Life> lives = new TreeMap<>();
    private final Map<Integer, MemoryDisk> disks = new TreeMap<>();
    private final Map<Integer, Integer> starts = new TreeMap<>();
    private final Map<Endpoint, Listening> listening = new LinkedHashMap<>();
    private final List<Wire> wires = new ArrayList<>();
    private long now;
    private long order;
    private final TreeSet<String> hits = new TreeSet<>();

    /** Whether a frame from one node to another gets through; where not, the connection is reset. */
    public BiPredicate<Integer, Integer> passes = (from, to) -> true;

    /** Is told of crashes that a node decided on itself. */
    public BiConsumer<Integer, Throwable> crashed = (node, cause) -> {
        throw new AssertionError("node " + node + " crashed", cause);
    };

    /** How much longer a node's disk takes for everything. */
    public IntToLongFunction diskNanos = node -> 0;

    /** How much longer a frame takes from one node to another. */
    public ToLongBiFunction<Integer, Integer> linkNanos = (from, to) -> 0;

    /** How often a buggified place behaves in the rare way. */
    public double rare;

    private record Listening(Life life, Links.Acceptor acceptor) {}

    public SmallWorld(long seed) {
        this.randomness = Randomness.ofSeed(seed);
    }

    public long now() {
        return now;
    }

    /** Returns the ids of the moments that were seen. */
    public Set<String> hits() {
        return hits;
    }

    public Randomness randomness() {
        return randomness;
    }

    public MemoryDisk disk(int node) {
        return disks.computeIfAbsent(node, id -> new MemoryDisk());
    }

    /** Begins a life of a node. */
    public Environment start(int node) {
        int incarnation = starts.merge(node, 1, Integer::sum) - 1;
        var life = new Life(node, incarnation);
        lives.put(node, life);
        return life;
    }

    public boolean isUp(int node) {
        return lives.containsKey(node);
    }

    /** Ends a node's life; what it did not sync may be lost. */
    public void kill(int node) {
        var life = lives.remove(node);
        if (life != null) {
            life.dead = true;
            disk(node).crash(randomness);
            listening.values().removeIf(it -> it.life() == life);
            for (Wire wire : List.copyOf(wires)) {
                if (wire.near.life == life || wire.far.life == life) {
                    wire.end(Connection.CloseReason.RESET);
                }
            }
        }
    }

    /** Ends all connections between nodes that do not get through to each other. */
    public void cut() {
        for (Wire wire : List.copyOf(wires)) {
            if (!passes.test(wire.near.life.node, wire.far.life.node)) {
                wire.end(Connection.CloseReason.RESET);
            }
        }
    }

    /** Runs what happens until a time. */
    public void runUntil(long until) {
        while (!events.isEmpty() && events.peek().at() <= until) {
            step();
        }
        now = until;
    }

    public void runFor(long nanos) {
        runUntil(now + nanos);
    }

    private void step() {
        var event = events.remove();
        now = event.at();
        if (!event.life().dead) {
            event.task().run();
        }
    }

    private void at(long delayNanos, Life life, Runnable task) {
        events.add(new Event(now + delayNanos, order++, life, task));
    }

    /** One incarnation of a node. */
    private final class Life implements Environment, Clock, Timers, Shards, Links, Probes {

        private final int node;
        private final int incarnation;
        private boolean dead;

        Life(int node, int incarnation) {
            this.node = node;
            this.incarnation = incarnation;
        }

        @Override
        public int node() {
            return node;
        }

        @Override
        public int incarnation() {
            return incarnation;
        }

        @Override
        public Clock clock() {
            return this;
        }

        @Override
        public Timers timers() {
            return this;
        }

        @Override
        public Shards shards() {
            return this;
        }

        @Override
        public Links links() {
            return this;
        }

        @Override
        public Disk disk() {
            return SmallWorld.this
                    .disk(node)
                    .of(task -> at(diskNanos.applyAsLong(node) + 50_000 + randomness.nextInt(500_000), this, task));
        }

        @Override
        public Randomness randomness(String purpose) {
            return randomness.fork(node).fork(incarnation).fork(purpose);
        }

        @Override
        public Probes probes() {
            return this;
        }

        @Override
        public void crash(Throwable cause) {
            if (!dead) {
                kill(node);
                crashed.accept(node, cause);
            }
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public long wallMillis() {
            return now / 1_000_000;
        }

        @Override
        public void post(Runnable task) {
            at(0, this, task);
        }

        @Override
        public Timer after(long delayNanos, Runnable task) {
            var cancelled = new boolean[2];
            at(delayNanos, this, () -> {
                if (!cancelled[0]) {
                    cancelled[1] = true;
                    task.run();
                }
            });
            return () -> {
                boolean was = cancelled[0] || cancelled[1];
                cancelled[0] = true;
                return !was;
            };
        }

        @Override
        public int self() {
            return 0;
        }

        @Override
        public int count() {
            return 1;
        }

        @Override
        public void post(int shard, Runnable task) {
            post(task);
        }

        @Override
        public void start(int shard, Consumer<Environment> program) {
            post(() -> program.accept(this));
        }

        @Override
        public void listen(Endpoint endpoint, Acceptor acceptor) {
            listening.put(endpoint, new Listening(this, acceptor));
        }

        @Override
        public Connection connect(Endpoint to, Connection.Handler handler) {
            var near = new End(this, handler);
            var there = listening.get(to);
            if (there == null || there.life().dead || !passes.test(node, there.life().node)) {
                near.ended = true;
                at(300_000, this, () -> handler.onClosed(near, Connection.CloseReason.REFUSED));
                return near;
            }
            var far = new End(there.life(), null);
            var wire = new Wire(near, far);
            near.other = far;
            far.other = near;
            near.wire = wire;
            far.wire = wire;
            wires.add(wire);
            far.handler = there.acceptor().accept(far);
            near.openAt = now + 400_000;
            at(400_000, this, () -> {
                if (!near.ended) {
                    handler.onOpen(near);
                }
            });
            return near;
        }

        @Override
        public void always(boolean holds, String id, Supplier<String> detail) {
            if (!holds) {
                crash(new IllegalStateException(id + ": " + detail.get()));
            }
        }

        @Override
        public Sometimes sometimes(String id) {
            return () -> hits.add(id);
        }

        @Override
        public Buggify buggify(String id) {
            return () -> rare > 0 && randomness.chance(rare);
        }
    }

    /** Both ends of a connection. */
    private final class Wire {

        private final End near;
        private final End far;

        Wire(End near, End far) {
            this.near = near;
            this.far = far;
        }

        void end(Connection.CloseReason reason) {
            wires.remove(this);
            near.end(reason);
            far.end(reason);
        }
    }

    /** One end of a connection. */
    private final class End implements Connection {

        private final Life life;
        private Handler handler;
        private End other;
        private Wire wire;
        private boolean ended;
        private long lastArrival;
        private long openAt;

        End(Life life, Handler handler) {
            this.life = life;
            this.handler = handler;
        }

        private void end(CloseReason reason) {
            if (!ended) {
                ended = true;
                at(0, life, () -> handler.onClosed(this, reason));
            }
        }

        @Override
        public boolean send(ByteBuffer frame) {
            if (ended) {
                return false;
            }
            var to = other;
            var link = wire;
            long delay = 200_000 + randomness.nextInt(3_000_000) + linkNanos.applyAsLong(life.node, to.life.node);
            lastArrival = Math.max(Math.max(now, openAt) + delay, lastArrival + 1);
            at(lastArrival - now, to.life, () -> {
                if (!to.ended) {
                    if (passes.test(life.node, to.life.node)) {
                        to.handler.onFrame(to, frame);
                    } else {
                        link.end(CloseReason.RESET);
                    }
                }
            });
            return true;
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void close() {
            abort();
        }

        @Override
        public void abort() {
            if (!ended) {
                wires.remove(wire);
                end(CloseReason.LOCAL);
                other.end(CloseReason.RESET);
            }
        }
    }
}
