package io.waybill.simulation.storm;

import io.waybill.fault.FaultBudget;
import io.waybill.fault.FaultPorts;
import io.waybill.fault.SteppedNemesis;
import io.waybill.fault.Timeline;
import io.waybill.raft.storage.CorruptStorageException;
import io.waybill.raft.storage.StorageFailedException;
import io.waybill.simulation.invariant.QuorumInvariants;
import io.waybill.simulator.World;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The storm of a run: a nemesis that lives in virtual time, and what is known of what it did. */
public final class QuorumStorm {

    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final World world;
    private final SteppedNemesis nemesis;
    private final StormLog log;
    private final int voters;
    private boolean over;

    /**
     * Creates a storm that has not begun.
     *
     * @param nodes whom faults may hit
     * @param clients whose links they may hit
     * @param voters how many nodes vote at the beginning
     * @param guarded whether durable data may only be damaged as far as a quorum can bear
     */
    public QuorumStorm(
            World world,
            QuorumInvariants invariants,
            Timeline timeline,
            List<Integer> nodes,
            List<Integer> clients,
            int voters,
            boolean guarded) {
        this.world = world;
        this.voters = voters;
        this.log = new StormLog(world, invariants);
        FaultPorts ports = FaultPorts.ofMachines(world.machines(), world.links(), world.disks(), world.clocks());
        var sight = new QuorumSight(invariants, nodes, clients);
        FaultBudget budget = guarded ? budget(nodes, voters) : FaultBudget.unguarded();
        this.nemesis = new SteppedNemesis(timeline, sight, ports, log, world.nanos(), budget);
    }

    /** Whoever may become a voter counts as one: the damage done before stays with it. */
    private static FaultBudget budget(List<Integer> nodes, int voters) {
        SortedSet<Integer> all = new TreeSet<>(nodes);
        return new FaultBudget(all, (voters - 1) / 2, 0, false, new TreeSet<>(), new TreeSet<>());
    }

    /** Lets it begin now. */
    public void begin() {
        schedule();
    }

    private void schedule() {
        long next = nemesis.nextNanos();
        if (next != Long.MAX_VALUE && !over) {
            world.at(Math.max(next, world.nanos()), () -> {
                if (!over) {
                    nemesis.advance(world.nanos());
                    schedule();
                }
            });
        }
    }

    /** Ends it, and repairs everything inside a core and between it and the clients; the rest stays broken. */
    public void healCore(SortedSet<Integer> core) {
        over = true;
        nemesis.healCore(core, world.nanos());
    }

    /** Repairs everything, where a core turned out to be too small. What was destroyed stays destroyed. */
    public void healAll() {
        over = true;
        nemesis.healAll(world.nanos());
    }

    /** Returns whether any disk was damaged, so that somebody may rightly stay down. */
    public boolean hasHarmed() {
        return !log.harmed().isEmpty();
    }

    /** Returns how many faults of each kind began. */
    public SortedMap<String, Long> started() {
        return log.started();
    }

    /** Returns whether a fault keeps a node down or still. */
    public boolean holds(int node) {
        return log.holds(node);
    }

    /** Returns whether a fault has damaged what a node had on disk. */
    public boolean isHarmed(int node) {
        return log.isHarmed(node);
    }

    /** Returns whether more was destroyed than any quorum can bear, so that only silence about it would be wrong. */
    public boolean wentTooFar() {
        return !log.forgetful().isEmpty() || log.harmed().size() > (voters - 1) / 2;
    }

    /** Returns whether a fault explains that a node gave up for a reason. */
    public boolean explains(int node, @Nullable Throwable cause) {
        if (cause instanceof CorruptStorageException) {
            return log.isHarmed(node);
        }
        return cause instanceof StorageFailedException && log.hadDiskTrouble(node, PATIENCE_NANOS);
    }
}
