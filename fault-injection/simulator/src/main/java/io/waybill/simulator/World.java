package io.waybill.simulator;

import io.waybill.environment.Randomness;
import io.waybill.fault.ClockFaults;
import io.waybill.fault.DiskFaults;
import io.waybill.fault.LinkFaults;
import io.waybill.fault.MachineFaults;
import io.waybill.simulator.clock.Clocks;
import io.waybill.simulator.disk.Device;
import io.waybill.simulator.disk.Disks;
import io.waybill.simulator.event.Course;
import io.waybill.simulator.link.Network;
import io.waybill.simulator.probe.ProbeBoard;
import io.waybill.simulator.settings.WorldSettings;
import io.waybill.simulator.trace.Checkpoints;
import io.waybill.simulator.trace.Trace;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * A simulated world. Whatever happens in it follows from its seed, its settings, its programs and what the harness asks
 * of it. One thread.
 *
 * <pre>
 *   world = World.of(seed, WorldSettings.standard())
 *   world.add(0, "n0", 1, environment -&gt; new Broker(environment))     … for every node
 *   world.start(0)                                                    …
 *   world.at(5 s, () -&gt; world.links().begin(1, new Stall(), links))   …
 *   world.runUntil(40 s)
 * </pre>
 *
 * <p>Nodes talk to each other by their names: node {@code n1} listens at {@code new Endpoint("n1", 9092)}, and at no
 * other host. Brokers and clients are nodes alike; whom faults may hit is the nemesis' business.
 */
public final class World {

    private static final int MOST_NODES = 1_024;

    private final long seed;
    private final WorldSettings settings;
    private final Randomness randomness;
    private final Course course;
    private final ProbeBoard probes;
    private final Network network;
    private final Machines machines;
    private final Disks disks;
    private final Clocks clocks;
    private int size;

    private World(long seed, WorldSettings settings, Trace trace) {
        this.seed = seed;
        this.settings = settings;
        this.randomness = Randomness.ofSeed(seed);
        this.course = new Course(trace);
        this.probes = new ProbeBoard(settings.probes(), randomness.fork("probes"));
        this.network =
                new Network(course, settings.links(), randomness.fork("links").nextLong());
        this.machines = new Machines(course, settings.eventNanos(), randomness.fork("machines"));
        this.disks = new Disks(course, node -> machines.get(node).device());
        this.clocks = new Clocks(course, node -> machines.get(node).clock());
    }

    /** Returns an empty world at time 0. */
    public static World of(long seed, WorldSettings settings) {
        return of(seed, settings, Trace.none());
    }

    /** Returns an empty world at time 0 whose events are written to a trace as far as it wants them. */
    public static World of(long seed, WorldSettings settings, Trace trace) {
        return new World(seed, settings, trace);
    }

    /** Returns the seed. */
    public long seed() {
        return seed;
    }

    /**
     * Adds a node, which is down.
     *
     * @param node its id: 0 or more, small, not taken
     * @param name its host name, not taken
     * @param shards how many loops it has, 1 or more
     * @param program what each of its loops does in each of its lives
     */
    public void add(int node, String name, int shards, Program program) {
        if (node < 0 || node >= MOST_NODES || machines.has(node)) {
            throw new IllegalArgumentException(
                    "the id of a node must be free and from 0 to " + (MOST_NODES - 1) + ", was " + node);
        }
        if (shards < 1) {
            throw new IllegalArgumentException("a node must have >= 1 shards, had " + shards);
        }
        network.add(node, name);
        course.name(node, name);
        var device = new Device(
                course, settings.disks(), randomness.fork("disk").fork(node).nextLong());
        var plan = new Machine.Plan(node, name, shards, program);
        machines.add(new Machine(
                plan, course, network, probes, device, randomness.fork("node").fork(node)));
        size++;
    }

    /** Starts a node on what its disk holds. Does nothing where it is up. */
    public void start(int node) {
        machines.restart(node);
    }

    /** Returns how many nodes there are. */
    public int size() {
        return size;
    }

    /** Returns whether there is a node of an id. */
    public boolean has(int node) {
        return machines.has(node);
    }

    /** Returns the name of a node. */
    public String name(int node) {
        return machines.get(node).name();
    }

    /** Returns whether a node's process is there, paused or not. */
    public boolean isUp(int node) {
        return machines.get(node).life() != null;
    }

    /** Returns whether a node's process stands still. */
    public boolean isPaused(int node) {
        var life = machines.get(node).life();
        return life != null && life.isPaused();
    }

    /** Returns how often a node was started before its current or last life; -1 where it never was started. */
    public int incarnation(int node) {
        return machines.get(node).incarnation();
    }

    /**
     * Lets the next event happen.
     *
     * @return false where there is none: nothing will ever happen again
     */
    public boolean step() {
        return course.step();
    }

    /** Lets everything happen up to and including a time, and makes it that time. */
    public void runUntil(long nanos) {
        course.runUntil(nanos);
    }

    /** Returns the time: nanoseconds since the world began. */
    public long nanos() {
        return course.nanos();
    }

    /** Returns how many events have happened. */
    public long events() {
        return course.checkpoints().events();
    }

    /**
     * Runs a task of the harness, outside every node.
     *
     * @param nanos when; not before the current time
     */
    public void at(long nanos, Runnable task) {
        course.at(nanos, new HarnessEvent(course, "harness", task));
    }

    /** Returns the hash of everything that has happened: two runs with the same hash were the same run. */
    public long hash() {
        return course.checkpoints().hash();
    }

    /** Returns the hashes that two runs are compared by. */
    public Checkpoints checkpoints() {
        return course.checkpoints();
    }

    /** Writes a line of the harness to the trace, if somebody reads it. */
    public void note(int node, Supplier<String> text) {
        course.note(node, text);
    }

    /** Tells a listener of the lives of nodes from now on, after those that were added before. */
    public void listen(WorldListener listener) {
        machines.listen(listener);
    }

    /** Calls a hook after each event of a node from now on, instead of the one before. */
    public void afterEvent(AfterEvent hook) {
        course.afterEvent(hook::ran);
    }

    /**
     * Returns how often each {@code sometimes} probe was hit, by its id; 0 for those that nodes have but did not hit.
     */
    public SortedMap<String, Long> sometimes() {
        return probes.hits();
    }

    /** Returns the means to break nodes. They act at once; only a power cut in the middle of a sync waits for one. */
    public MachineFaults machines() {
        return machines;
    }

    /** Returns the means to break links. */
    public LinkFaults links() {
        return network;
    }

    /** Returns the means to break disks. */
    public DiskFaults disks() {
        return disks;
    }

    /** Returns the means to put clocks wrong. */
    public ClockFaults clocks() {
        return clocks;
    }
}
