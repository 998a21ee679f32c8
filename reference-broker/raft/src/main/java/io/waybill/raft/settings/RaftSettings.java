package io.waybill.raft.settings;

/**
 * How a member of a quorum is set up.
 *
 * @param mutants flaws that are planted on purpose; {@link Mutants#NONE} for a quorum that is meant to be right
 */
public record RaftSettings(Cluster cluster, Timing timing, Limits limits, Mutants mutants) {

    /** Returns the settings of a quorum without flaws, with the usual times and limits. */
    public static RaftSettings of(Cluster cluster) {
        return new RaftSettings(cluster, Timing.DEFAULT, Limits.DEFAULT, Mutants.NONE);
    }

    /** Returns the same with other times. */
    public RaftSettings with(Timing other) {
        return new RaftSettings(cluster, other, limits, mutants);
    }

    /** Returns the same with other limits. */
    public RaftSettings with(Limits other) {
        return new RaftSettings(cluster, timing, other, mutants);
    }

    /** Returns the same with some flaws. */
    public RaftSettings with(Mutants other) {
        return new RaftSettings(cluster, timing, limits, other);
    }
}
