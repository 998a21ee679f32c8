package io.waybill.simulation;

import io.waybill.environment.Randomness;
import io.waybill.simulation.client.Crew;
import io.waybill.simulation.finding.Findings;
import io.waybill.simulation.finding.Layer;
import io.waybill.simulation.invariant.QuorumInvariants;
import io.waybill.simulation.storm.QuorumStorm;
import io.waybill.simulator.World;
import io.waybill.simulator.WorldListener;
import io.waybill.simulator.probe.ProbeViolation;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Starts again what crashed by itself, as an init system would, and judges whether it had a reason to. */
final class Supervisor implements WorldListener {

    private static final long MILLI = 1_000_000;
    private static final long SHORTEST_NANOS = 100 * MILLI;
    private static final long LONGEST_NANOS = 3_000 * MILLI;

    private final World world;
    private final Findings findings;
    private final QuorumInvariants invariants;
    private final Crew crew;
    private final Randomness random;
    private final QuorumStorm storm;
    private final SortedMap<Integer, Long> pauses = new TreeMap<>();

    Supervisor(
            World world,
            Findings findings,
            QuorumInvariants invariants,
            Crew crew,
            QuorumStorm storm,
            Randomness random) {
        this.world = world;
        this.findings = findings;
        this.invariants = invariants;
        this.crew = crew;
        this.storm = storm;
        this.random = random;
    }

    @Override
    public void ended(int node, Ending ending, @Nullable Throwable cause) {
        invariants.ended(node);
        crew.ended(node);
        if (ending != Ending.CRASH) {
            return;
        }
        if (!(cause instanceof ProbeViolation) && !storm.explains(node, cause)) {
            findings.add(Layer.CRASH, "unexpected crash", world.name(node) + " crashed: " + cause);
        }
        // Twice as long each time: what cannot start must not fill the run with attempts.
        long pause = pauses.merge(node, SHORTEST_NANOS, (before, first) -> Math.min(2 * before, LONGEST_NANOS));
        world.at(world.nanos() + pause + random.nextLong(pause), () -> startAgain(node));
    }

    private void startAgain(int node) {
        // What a fault holds down, its end brings back.
        if (!storm.holds(node)) {
            world.machines().restart(node);
        }
    }

    @Override
    public void violated(int node, String id, String detail) {
        findings.add(Layer.PROBE, id, world.name(node) + ": " + detail);
    }
}
