package io.waybill.simulation.invariant;

import io.waybill.raft.entry.Membership;

/** What any member ever knew to be committed, what was applied, and who belonged to the quorum by it. */
final class Committed {

    private final Longs terms = new Longs();
    private final Longs leaderTerms = new Longs();
    private final Longs chains = new Longs();
    private final Longs digests = new Longs();
    private final Longs applied = new Longs();
    private long last;
    private final Membership initial;
    private Membership membership;

    Committed(Membership initial) {
        this.initial = initial;
        this.membership = initial;
    }

    long last() {
        return last;
    }

    long term(long index) {
        return terms.get(index);
    }

    long chain(long index) {
        return chains.get(index);
    }

    /** Returns the term of the leader that first knew it. */
    long leaderTerm(long index) {
        return leaderTerms.get(index);
    }

    void add(long index, long term, long chain, long leaderTerm) {
        terms.set(index, term);
        chains.set(index, chain);
        leaderTerms.set(index, leaderTerm);
        last = index;
    }

    boolean wasApplied(long index) {
        return applied.get(index) != 0;
    }

    long digest(long index) {
        return digests.get(index);
    }

    void applied(long index, long digest) {
        applied.set(index, 1);
        digests.set(index, digest);
    }

    /** Returns who belonged to the quorum before the first change. */
    Membership initial() {
        return initial;
    }

    Membership membership() {
        return membership;
    }

    void membership(Membership next) {
        membership = next;
    }

    /** Returns whether a majority of one membership can do without anybody of some majority of the other. */
    static boolean canPart(Membership one, Membership other) {
        int common = 0;
        for (int i = 0; i < one.voterCount(); i++) {
            common += other.isVoter(one.voter(i)) ? 1 : 0;
        }
        int neededOfOne = Math.max(0, one.majority() - (one.voterCount() - common));
        int neededOfOther = Math.max(0, other.majority() - (other.voterCount() - common));
        return neededOfOne + neededOfOther <= common;
    }
}
