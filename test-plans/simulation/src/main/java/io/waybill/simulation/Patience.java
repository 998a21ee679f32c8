package io.waybill.simulation;

import io.waybill.simulation.finding.Finding;
import io.waybill.simulation.finding.Findings;
import io.waybill.simulation.finding.Layer;
import io.waybill.simulator.World;
import java.util.function.BooleanSupplier;

/**
 * Waits for what a healed core must do, and says so where it does not. There is no fixed time in which it must be done:
 * a backlog is no deadlock. What must not happen is that for some seconds nothing at all ends well.
 */
public final class Patience {

    /** The silence that is too long where no timeout of what is waited for is nearly as long. */
    public static final long USUAL_NANOS = 8_000_000_000L;

    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST_NANOS = 60 * SECOND;
    private static final long STEP_NANOS = SECOND / 10;

    private final World world;
    private final Findings findings;
    private final Recovery recovery;
    private final long silenceNanos;

    /** What can be done for a core that stands still. */
    public enum Help {
        /** Something more was repaired: it is to be seen what comes of it. */
        GIVEN,
        /** Nothing more can be repaired, and nobody can ask for more of what is damaged. */
        IN_VAIN,
        /** It has no reason to stand still. */
        UNDESERVED
    }

    /** What a run knows of its healed core. */
    public interface Recovery {

        /** Returns when an operation of a client last ended well, in virtual nanoseconds. */
        long lastCompletionNanos();

        /** It stands still: helps where it may rightly do so. */
        Help help();

        /** Returns who is to go on and what is known of it, in a few words. */
        String core();

        /** Returns how things stand, in a few words. */
        String state();
    }

    /**
     * Creates somebody who waits.
     *
     * @param silenceNanos for how long nothing at all may end well
     */
    public Patience(World world, Findings findings, Recovery recovery, long silenceNanos) {
        this.world = world;
        this.findings = findings;
        this.recovery = recovery;
        this.silenceNanos = silenceNanos;
    }

    /** Lets time pass until something is done; false where nothing went on for too long, which is found then. */
    public boolean until(String what, BooleanSupplier done) {
        long begin = world.nanos();
        while (!done.getAsBoolean()) {
            world.runUntil(world.nanos() + STEP_NANOS);
            long silent = world.nanos() - Math.max(begin, recovery.lastCompletionNanos());
            if (silent > silenceNanos || world.nanos() - begin > Math.max(LONGEST_NANOS, silenceNanos)) {
                switch (recovery.help()) {
                    case IN_VAIN -> {
                        return false;
                    }
                    case UNDESERVED -> {
                        stuck(what, begin, silent);
                        return false;
                    }
                    case GIVEN -> begin = world.nanos();
                }
            }
        }
        return true;
    }

    private void stuck(String what, long begin, long silent) {
        findings.add(
                Layer.LIVENESS,
                "no progress",
                what + " on " + recovery.core() + " goes on for " + Finding.seconds(world.nanos() - begin)
                        + " s, the last operation ended well " + Finding.seconds(silent) + " s ago; "
                        + recovery.state());
    }
}
