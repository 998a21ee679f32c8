package io.waybill.simulation;

import io.waybill.simulator.trace.FrameDescriber;
import io.waybill.simulator.trace.Trace;
import java.util.List;

/** Something that seeds are runs of: what lives in the world, how it may break, and which flaws it has. */
public interface Subject {

    /** The profile that is meant where none is named. */
    String DEFAULT_PROFILE = "default";

    /** Returns its name on the command line. */
    String name();

    /** Returns the name of the profile that says what may break. */
    String profile();

    /** Returns the flaws that are planted; empty for a subject that is meant to be right. */
    List<Flaw> flaws();

    /**
     * A planted flaw.
     *
     * @param id the name that it is switched on by
     * @param description what is wrong, in one line
     */
    record Flaw(String id, String description) {

        @Override
        public String toString() {
            return id + ": " + description;
        }
    }

    /** Runs a seed to its end and writes what happens to a trace; the same seed gives the same run. */
    RunResult run(long seed, Trace trace);

    /** Runs a seed to its end. */
    default RunResult run(long seed) {
        return run(seed, Trace.none());
    }

    /** Returns who says what nodes say to each other. */
    FrameDescriber frames();
}
