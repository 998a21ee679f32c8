package io.waybill.simulation;

import io.waybill.environment.Randomness;
import io.waybill.simulation.finding.Findings;
import io.waybill.simulation.finding.Layer;
import io.waybill.simulation.storm.Storm;
import io.waybill.simulator.World;
import io.waybill.simulator.WorldListener;
import io.waybill.simulator.probe.ProbeViolation;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Starts again what crashed by itself, as an init system would, and judges whether it had a reason to. */
public final class Supervisor implements WorldListener {

    private static final long MILLI = 1_000_000;
    private static final long SHORTEST_NANOS = 100 * MILLI;
    private static final long LONGEST_NANOS = 3_000 * MILLI;

    private final World world;
    private final Findings findings;
    private final Storm storm;
    private final Lives lives;
    private final Randomness random;
    private final SortedMap<Integer, Long> pauses = new TreeMap<>();

    /** What a run knows of the lives of its nodes. */
    public interface Lives {

        /** A life has ended; of what it had under way nobody will know. */
        void ended(int node, Ending ending);

        /** Returns whether a fault explains that a node gave up for a reason. */
        boolean explains(int node, @Nullable Throwable cause);
    }

    /** Creates a supervisor; it begins when the world is told to {@link World#listen}. */
    public Supervisor(World world, Findings findings, Storm storm, Lives lives, Randomness random) {
        this.world = world;
        this.findings = findings;
        this.storm = storm;
        this.lives = lives;
        this.random = random;
    }

    @Override
    public void ended(int node, Ending ending, @Nullable Throwable cause) {
        lives.ended(node, ending);
        if (ending != Ending.CRASH) {
            return;
        }
        if (!(cause instanceof ProbeViolation) && !lives.explains(node, cause)) {
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
