package io.waybill.simulation.quorum;

import io.waybill.fault.Swarm;
import io.waybill.raft.settings.Mutants;
import io.waybill.simulation.Subject;

/**
 * What decides a run, whole: the same spec gives the same run, everywhere.
 *
 * @param seed any number
 * @param profile what breaks: the name of a {@link Swarm}
 * @param mutants flaws that are planted on purpose
 */
public record RunSpec(long seed, String profile, Mutants mutants) {

    /** The profile that is meant where none is named. */
    public static final String DEFAULT_PROFILE = Subject.DEFAULT_PROFILE;

    public RunSpec {
        if (Swarm.named(profile).isEmpty()) {
            throw new IllegalArgumentException("there is no profile \"" + profile + "\"");
        }
    }

    /** Returns the run of a seed in the usual world, without flaws. */
    public static RunSpec of(long seed) {
        return new RunSpec(seed, DEFAULT_PROFILE, Mutants.NONE);
    }

    /** Returns the same run of another seed. */
    public RunSpec with(long otherSeed) {
        return new RunSpec(otherSeed, profile, mutants);
    }

    /** Returns the same run with some flaws. */
    public RunSpec with(Mutants others) {
        return new RunSpec(seed, profile, others);
    }
}
