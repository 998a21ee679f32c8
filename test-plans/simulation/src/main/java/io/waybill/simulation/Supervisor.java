package io.waybill.simulation;

import io.waybill.environment.Randomness;
import io.waybill.simulation.client.Crew;
import io.waybill.simulation.finding.Findings;
import io.waybill.simulation.finding.Layer;
import io.waybill.simulation.invariant.QuorumInvariants;
import io.waybill.simulator.World;
import io.waybill.simulator.WorldListener;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Starts again what crashed by itself, as an init system would, and judges whether it had a reason to. */
final class Supervisor implements WorldListener {

    private static final long MILLI = 1_000_000;
    private static final long SHORTEST_NANOS = 100 * MILLI;
    private static final long LONGEST_NANOS = 1_000 * MILLI;

    private final World world;
    private final Findings findings;
    private final QuorumInvariants invariants;
    private final Crew crew;
    private final Randomness random;
    private final SortedSet<Integer> minded = new TreeSet<>();

    Supervisor(World world, Findings findings, QuorumInvariants invariants, Crew crew, Randomness random) {
        this.world = world;
        this.findings = findings;
        this.invariants = invariants;
        this.crew = crew;
        this.random = random;
    }

    /** From now on these must stay up. */
    void mind(SortedSet<Integer> core) {
        minded.addAll(core);
    }

    @Override
    public void ended(int node, Ending ending, @Nullable Throwable cause) {
        invariants.ended(node);
        crew.ended(node);
        if (ending == Ending.CRASH) {
            findings.add(Layer.CRASH, "unexpected crash", world.name(node) + " crashed: " + cause);
            world.at(
                    world.nanos() + random.between(SHORTEST_NANOS, LONGEST_NANOS),
                    () -> world.machines().restart(node));
        }
    }

    @Override
    public void violated(int node, String id, String detail) {
        findings.add(Layer.PROBE, id, world.name(node) + ": " + detail);
    }
}
