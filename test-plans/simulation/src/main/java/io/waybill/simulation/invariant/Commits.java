package io.waybill.simulation.invariant;

import io.waybill.raft.entry.Membership;

/** What must hold when a member learns that an entry is committed. */
final class Commits {

    private Commits() {}

    static void known(Member member, long index, QuorumInvariants all) {
        Committed committed = all.committed();
        long term = member.log().term(index);
        if (index <= committed.last()) {
            if (index > member.log().base()
                    && (term != committed.term(index) || member.log().chain(index) != committed.chain(index))) {
                member.broken(
                        Invariant.STATE_MACHINE_SAFETY,
                        "takes " + term + ":" + index + " for committed, elsewhere that is " + committed.term(index)
                                + ":" + index);
            }
            return;
        }
        long leaderTerm = member.view().term();
        if (member.leads()) {
            durableOnMajority(member, index, term, all);
        }
        committed.add(index, term, member.log().chain(index), leaderTerm);
        inLaterLeaders(index, term, leaderTerm, all);
        Membership next = all.entries().membership(index, term);
        if (next != null) {
            if (Committed.canPart(committed.membership(), next)) {
                member.broken(
                        Invariant.MAJORITIES_INTERSECT,
                        "commits " + next + " at " + index + " after " + committed.membership());
            }
            committed.membership(next);
        }
    }

    private static void durableOnMajority(Member leader, long index, long term, QuorumInvariants all) {
        Membership members = leader.view().membership();
        int durable = 0;
        for (int i = 0; i < members.voterCount(); i++) {
            durable += all.members().get(members.voter(i)).hasDurably(index, term) ? 1 : 0;
        }
        if (durable < members.majority()) {
            leader.broken(
                    Invariant.COMMIT_NEEDS_MAJORITY,
                    "commits " + term + ":" + index + " in term "
                            + leader.view().term() + ", which " + durable + " of " + members + " have on disk");
        }
    }

    private static void inLaterLeaders(long index, long term, long leaderTerm, QuorumInvariants all) {
        for (Member other : all.members()) {
            if (other.leads()
                    && other.term() > leaderTerm
                    && index > other.log().base()
                    && other.log().term(index) != term) {
                other.broken(
                        Invariant.LEADER_COMPLETENESS,
                        "leads term " + other.term() + " without entry " + term + ":" + index
                                + ", which is committed in term " + leaderTerm);
            }
        }
    }
}
