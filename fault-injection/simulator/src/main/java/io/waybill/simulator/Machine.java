package io.waybill.simulator;

import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.simulator.clock.LoopTimers;
import io.waybill.simulator.clock.NodeClock;
import io.waybill.simulator.disk.Device;
import io.waybill.simulator.event.Course;
import io.waybill.simulator.event.Life;
import io.waybill.simulator.event.Loop;
import io.waybill.simulator.event.Task;
import io.waybill.simulator.link.Network;
import io.waybill.simulator.probe.ProbeBoard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The machine of one node: what outlives its incarnations, and the current one. */
final class Machine {
    private static final long LATEST_ORIGIN = 1L << 40;
    private static final long SLOWEST_START = 2_000;

    private final int node;
    private final String name;
    private final int shards;
    private final Program program;
    private final Course course;
    private final Network network;
    private final ProbeBoard probes;
    private final Device device;
    private final NodeClock clock = new NodeClock();
    private final Randomness seed;
    private int incarnation = -1;
    private @Nullable Life life;
    private long eventNanos;

    /** What a node is, whatever world it is in. */
    record Plan(int node, String name, int shards, Program program) {}

    Machine(Plan plan, Course course, Network network, ProbeBoard probes, Device device, Randomness seed) {
        this.node = plan.node;
        this.name = plan.name;
        this.shards = plan.shards;
        this.program = plan.program;
        this.course = course;
        this.network = network;
        this.probes = probes;
        this.device = device;
        this.seed = seed;
    }

    int node() {
        return node;
    }

    String name() {
        return name;
    }

    int incarnation() {
        return incarnation;
    }

    Device device() {
        return device;
    }

    NodeClock clock() {
        return clock;
    }

    /** Returns the current incarnation; null where it is down. */
    @Nullable
    Life life() {
        return life;
    }

    /** Begins an incarnation; must be down. */
    void start(Runnable onCrash) {
        incarnation++;
        Randomness ofLife = seed.fork(incarnation);
        var begun = new Life(node, incarnation, onCrash);
        begun.cost(eventNanos);
        life = begun;
        clock.restart(ofLife.fork("origin").nextLong(LATEST_ORIGIN));
        network.comesBack(node);
        var environments = new ArrayList<Environment>();
        for (int shard = 0; shard < shards; shard++) {
            begin(new Loop(course, begun), ofLife.fork(shard), environments);
        }
    }

    /** Ends the current incarnation, if there is one. */
    void stop(boolean withPower) {
        if (life != null) {
            life.end();
            life = null;
            device.goesDown(withPower);
            network.goesDown(node, withPower);
        }
    }

    /** Makes every event keep its loop busy for so long, in this life and those to come. */
    void cost(long nanosEach) {
        eventNanos = nanosEach;
        if (life != null) {
            life.cost(nanosEach);
        }
    }

    private void begin(Loop loop, Randomness random, List<Environment> all) {
        var environment = new LoopEnvironment(
                loop,
                new LoopTimers(loop, clock),
                new LoopShards(loop, shards, random.fork("shards"), all),
                network.of(loop),
                device.of(loop),
                random.fork("program"),
                probes.of(loop.life(), random.fork("buggify")));
        all.add(environment);
        // The loops of a node begin in any order.
        long moment = shards == 1 ? 0 : random.fork("start").nextLong(SLOWEST_START);
        course.after(moment, new Task(loop, Task.Kind.START, () -> program.start(environment)));
    }
}
