package io.waybill.simulator;

import io.waybill.fault.ClockFaults;
import io.waybill.fault.DiskFaults;
import io.waybill.fault.LinkFaults;
import io.waybill.fault.MachineFaults;
import io.waybill.simulator.settings.WorldSettings;
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

    private World() {}

    /** Returns an empty world at time 0. */
    public static World of(long seed, WorldSettings settings) {
        return of(seed, settings, Trace.none());
    }

    /** Returns an empty world at time 0 whose events are written to a trace as far as it wants them. */
    public static World of(long seed, WorldSettings settings, Trace trace) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns the seed. */
    public long seed() {
        throw new UnsupportedOperationException("not built yet");
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
        throw new UnsupportedOperationException("not built yet");
    }

    /** Starts a node on what its disk holds. Does nothing where it is up. */
    public void start(int node) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns how many nodes there are. */
    public int size() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns the name of a node. */
    public String name(int node) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns whether a node's process is there, paused or not. */
    public boolean isUp(int node) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns whether a node's process stands still. */
    public boolean isPaused(int node) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns how often a node was started before its current or last life; -1 where it never was started. */
    public int incarnation(int node) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Lets the next event happen.
     *
     * @return false where there is none: nothing will ever happen again
     */
    public boolean step() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Lets everything happen up to and including a time, and makes it that time. */
    public void runUntil(long nanos) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns the time: nanoseconds since the world began. */
    public long nanos() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns how many events have happened. */
    public long events() {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Runs a task of the harness, outside every node.
     *
     * @param nanos when; not before the current time
     */
    public void at(long nanos, Runnable task) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns the hash of everything that has happened: two runs with the same hash were the same run. */
    public long hash() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Writes a line of the harness to the trace, if somebody reads it. */
    public void note(int node, Supplier<String> text) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Tells a listener of the lives of nodes from now on, after those that were added before. */
    public void listen(WorldListener listener) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Calls a hook after each event of a node from now on, instead of the one before. */
    public void afterEvent(AfterEvent hook) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Returns how often each {@code sometimes} probe was hit, by its id; 0 for those that nodes have but did not hit.
     */
    public SortedMap<String, Long> sometimes() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns the means to break nodes. They act at once; only a power cut in the middle of a sync waits for one. */
    public MachineFaults machines() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns the means to break links. */
    public LinkFaults links() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns the means to break disks. */
    public DiskFaults disks() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns the means to put clocks wrong. */
    public ClockFaults clocks() {
        throw new UnsupportedOperationException("not built yet");
    }
}
