package io.waybill.simulation.storm;

import io.waybill.fault.ClusterView;
import io.waybill.fault.FaultBudget;
import io.waybill.fault.FaultPorts;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.fault.SteppedNemesis;
import io.waybill.fault.Timeline;
import io.waybill.simulator.World;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The storm of a run: a nemesis that lives in virtual time, and what is known of what it did. */
public final class Storm {

    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final int CUT_OFF = 1_000_000_000;

    private final World world;
    private final Timeline timeline;
    private final ClusterView view;
    private final FaultPorts ports;
    private final FaultBudget budget;
    private final StormLog log;
    private @Nullable SteppedNemesis nemesis;
    private long wakeNanos = Long.MAX_VALUE;
    private boolean over;

    /**
     * Creates a storm that begins once {@link #begin} is called.
     *
     * @param view with what eyes it aims
     * @param ports with what hands it strikes, usually {@link #ports}
     * @param budget how much durable data it may destroy
     */
    public Storm(
            World world,
            Timeline timeline,
            ClusterView view,
            FaultPorts ports,
            FaultBudget budget,
            StormWitness witness) {
        this.world = world;
        this.timeline = timeline;
        this.view = view;
        this.ports = ports;
        this.budget = budget;
        this.log = new StormLog(world, witness);
    }

    /** Returns the means to break everything in a world. */
    public static FaultPorts ports(World world) {
        return FaultPorts.ofMachines(world.machines(), world.links(), world.disks(), world.clocks());
    }

    /** Lets it begin now. */
    public void begin() {
        var begun = new SteppedNemesis(timeline, view, ports, log, world.nanos(), budget);
        nemesis = begun;
        schedule(begun);
    }

    /**
     * A moment has come about that a fault may wait for. What waited for it begins at the earliest when the event that
     * goes on is over, so this may be called from the middle of a node's step.
     *
     * @param moment its name, as schedules have it
     */
    public void happened(String moment) {
        SteppedNemesis begun = nemesis;
        if (begun != null && !over && begun.happened(moment, world.nanos())) {
            schedule(begun);
        }
    }

    /** Returns whether a fault waits for a moment. */
    public boolean isAwaitingMoments() {
        SteppedNemesis begun = nemesis;
        return begun != null && !over && begun.isAwaitingMoments();
    }

    /** One event at a time waits for what is due next: a moment may make something due earlier than that. */
    private void schedule(SteppedNemesis begun) {
        long next = begun.nextNanos();
        if (next == Long.MAX_VALUE || over) {
            return;
        }
        long wake = Math.max(next, world.nanos());
        if (wake < wakeNanos) {
            wakeNanos = wake;
            world.at(wake, () -> wakeUp(begun, wake));
        }
    }

    private void wakeUp(SteppedNemesis begun, long wake) {
        if (!over && wake == wakeNanos) {
            wakeNanos = Long.MAX_VALUE;
            begun.advance(world.nanos());
            schedule(begun);
        }
    }

    private SteppedNemesis begun() {
        SteppedNemesis begun = nemesis;
        if (begun == null) {
            throw new IllegalStateException("a storm must begin before it ends");
        }
        return begun;
    }

    /** Ends it, and repairs everything inside a core and between it and the clients; the rest stays broken. */
    public void healCore(SortedSet<Integer> core) {
        over = true;
        begun().healCore(core, world.nanos());
    }

    /**
     * Cuts everything outside a core off. A node outside may rightly lead, being heard inside, while its broken links
     * keep clients from it; then nobody can ask the core for progress.
     */
    public void cutOff(SortedSet<Integer> core, List<Integer> nodes, List<Integer> clients) {
        SortedSet<Link> links = new TreeSet<>();
        for (int outside : nodes) {
            if (!core.contains(outside)) {
                for (int inside : core) {
                    links.add(new Link(outside, inside));
                    links.add(new Link(inside, outside));
                }
                for (int client : clients) {
                    links.add(new Link(outside, client));
                    links.add(new Link(client, outside));
                }
            }
        }
        world.links().begin(CUT_OFF, new LinkFault.Stall(), links);
    }

    /** Ends it and repairs everything, a core that was cut off too. What was destroyed stays destroyed. */
    public void healAll() {
        over = true;
        world.links().end(CUT_OFF);
        begun().healAll(world.nanos());
    }

    /** Returns the nodes of which a fault has damaged what they had on disk. */
    public SortedSet<Integer> harmed() {
        return Collections.unmodifiableSortedSet(log.harmed());
    }

    /** Returns the nodes that may have forgotten what they had promised, without being able to know. */
    public SortedSet<Integer> forgetful() {
        return Collections.unmodifiableSortedSet(log.forgetful());
    }

    /** Returns whether a fault has damaged what a node had on disk. */
    public boolean isHarmed(int node) {
        return log.isHarmed(node);
    }

    /** Returns whether the disk of a node refused, or refused until lately, so that it may rightly have given up. */
    public boolean hadDiskTrouble(int node) {
        return log.hadDiskTrouble(node, PATIENCE_NANOS);
    }

    /** Returns whether a fault keeps a node down or still. */
    public boolean holds(int node) {
        return log.holds(node);
    }

    /** Returns how many faults of each kind began. */
    public SortedMap<String, Long> started() {
        return log.started();
    }
}
