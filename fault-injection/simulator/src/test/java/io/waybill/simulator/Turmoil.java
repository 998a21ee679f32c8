package io.waybill.simulator;

import io.waybill.environment.Connection;
import io.waybill.environment.Connection.CloseReason;
import io.waybill.environment.DiskFile;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.fault.ClockFault;
import io.waybill.fault.DiskFault;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Span;
import io.waybill.simulator.settings.WorldSettings;
import io.waybill.simulator.trace.Trace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/**
 * A program that uses everything there is of an environment, and a world of several of them in which everything breaks,
 * all from a seed.
 */
final class Turmoil {
    private static final int NODES = 4;
    private static final int PORT = 9_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long END = 6_000 * MILLISECOND;

    private final Environment environment;
    private final LongUnaryOperator leak;
    private final Randomness randomness;
    private final Probes.Buggify buggify;
    private final List<Connection> connections = new ArrayList<>();
    private long state;

    private Turmoil(Environment environment, LongUnaryOperator leak) {
        this.environment = environment;
        this.leak = leak;
        this.randomness = environment.randomness("turmoil");
        this.buggify = environment.probes().buggify("sends twice");
    }

    static World run(long seed, Trace trace) {
        return run(seed, trace, state -> 0);
    }

    /** Runs a world; what {@code leak} returns is sent around, so it had better be the same each time. */
    static World run(long seed, Trace trace, LongUnaryOperator leak) {
        World world = World.of(seed, WorldSettings.standard(), trace);
        for (int node = 0; node < NODES; node++) {
            world.add(node, "n" + node, 1 + node % 2, environment -> new Turmoil(environment, leak).start());
            world.start(node);
        }
        breakThings(world, Randomness.ofSeed(seed).fork("faults"));
        world.runUntil(END);
        return world;
    }

    private void start() {
        int self = environment.node();
        if (environment.shards().self() == 0) {
            environment.links().listen(new Endpoint("n" + self, PORT), connection -> new Ear());
            environment.disk().open("log", this::opened, failure -> environment.crash(new IllegalStateException()));
        }
        tick();
    }

    private void opened(DiskFile file) {
        file.read(0, 1_000, bytes -> state = 31 * state + bytes.remaining(), failure -> state++);
        write(file);
    }

    private void write(DiskFile file) {
        file.append(frame(), () -> state++, failure -> environment.crash(new IllegalStateException()));
        file.sync(() -> environment.timers().after(MILLISECOND, () -> write(file)), failure -> file.close());
        environment.disk().syncDirectory(() -> state++, failure -> state += 3);
    }

    private void tick() {
        state = 31 * state + randomness.nextInt(100) + environment.clock().wallMillis();
        environment.shards().post(environment.shards().count() - 1, () -> state++);
        int other = randomness.nextInt(NODES);
        if (connections.size() < 3 && other != environment.node()) {
            environment.links().connect(new Endpoint("n" + other, PORT), new Ear());
        }
        for (Connection connection : List.copyOf(connections)) {
            connection.send(frame());
            if (buggify.fires()) {
                connection.send(frame());
            }
            if (randomness.chance(0.01)) {
                connection.close();
            }
        }
        environment.timers().after(1 + randomness.nextLong(4 * MILLISECOND), this::tick);
    }

    private ByteBuffer frame() {
        return ByteBuffer.allocate(64).putLong(0, state).putLong(8, leak.applyAsLong(state));
    }

    private final class Ear implements Connection.Handler {
        @Override
        public void onOpen(Connection connection) {
            connections.add(connection);
        }

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {
            state = 31 * state + frame.getLong(0);
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            connections.remove(connection);
            environment.probes().sometimes("closed by " + reason).hit();
        }
    }

    private static void breakThings(World world, Randomness random) {
        for (int id = 0; id < 25; id++) {
            int number = id;
            long begin = random.nextLong(END);
            world.at(begin, () -> breakOne(world, number, random));
            world.at(begin + random.nextLong(500 * MILLISECOND), () -> repair(world, number));
        }
    }

    private static void breakOne(World world, int id, Randomness random) {
        int node = random.nextInt(NODES);
        switch (random.nextInt(7)) {
            case 0, 1 -> world.links().begin(id, linkFault(random), links(node, random));
            case 2 -> world.disks().begin(id, diskFault(random), node);
            case 3 -> world.clocks().begin(id, new ClockFault.Drift(random.nextInt(100_000) - 50_000), node);
            case 4 -> world.machines().pause(node);
            case 5 -> world.machines().slow(node, 1 + random.nextInt(50));
            default -> end(world, node, random);
        }
    }

    private static void end(World world, int node, Randomness random) {
        if (random.chance(0.3)) {
            world.machines().kill(node);
        } else {
            world.machines().cutPower(node, random.chance(0.5));
        }
    }

    private static void repair(World world, int id) {
        world.links().end(id);
        world.disks().end(id);
        world.clocks().end(id);
        for (int node = 0; node < NODES; node++) {
            world.machines().restart(node);
            world.machines().resume(node);
            world.machines().slow(node, 1);
        }
    }

    private static Set<Link> links(int node, Randomness random) {
        var links = new LinkedHashSet<Link>();
        for (int other = 0; other < NODES; other++) {
            if (other != node) {
                links.add(random.chance(0.5) ? new Link(node, other) : new Link(other, node));
            }
        }
        return links;
    }

    private static LinkFault linkFault(Randomness random) {
        return switch (random.nextInt(7)) {
            case 0 -> new LinkFault.Stall();
            case 1 -> new LinkFault.Blackhole(Duration.ofMillis(200));
            case 2 -> new LinkFault.Refuse();
            case 3 -> new LinkFault.Reset();
            case 4 -> new LinkFault.Delay(Span.of(Duration.ZERO, Duration.ofMillis(30)));
            case 5 -> new LinkFault.Throttle(10_000);
            default -> new LinkFault.Slice(10, Duration.ofMillis(1));
        };
    }

    private static DiskFault diskFault(Randomness random) {
        return switch (random.nextInt(8)) {
            case 0 -> new DiskFault.SyncFails();
            case 1 -> new DiskFault.Full();
            case 2 -> new DiskFault.Slow(Duration.ofMillis(5));
            case 3 -> new DiskFault.Stall();
            case 4 -> new DiskFault.BitFlip();
            case 5 -> new DiskFault.MisdirectedWrite();
            case 6 -> new DiskFault.TruncatedFile();
            default -> new DiskFault.StaleDirectory();
        };
    }
}
