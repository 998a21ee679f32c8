package io.waybill.simulation.invariant;

import io.waybill.raft.entry.Membership;

/** What must hold when a member begins to lead, and when it changes the membership. */
final class Elections {

    private static final int NOBODY = -1;

    private Elections() {}

    static void won(Member member, long term, Membership members, QuorumInvariants all) {
        all.counted();
        int before = all.ballots().leader(term);
        if (before != NOBODY && before != member.node()) {
            member.broken(Invariant.ELECTION_SAFETY, "leads term " + term + ", which n" + before + " leads or led");
        }
        all.ballots().leader(term, member.node());
        int votes = 0;
        for (int i = 0; i < members.voterCount(); i++) {
            votes += all.ballots().vote(term, members.voter(i)) == member.node() ? 1 : 0;
        }
        if (votes < members.majority()
                && !(votes == 0 && members.voterCount() == 1 && members.isVoter(member.node()))) {
            member.broken(
                    Invariant.ELECTED_BY_MAJORITY, "leads term " + term + " with " + votes + " votes of " + members);
        }
        hasCommitted(member, term, all);
    }

    private static void hasCommitted(Member member, long term, QuorumInvariants all) {
        Committed committed = all.committed();
        long index = committed.last();
        while (index > member.log().base() && committed.leaderTerm(index) >= term) {
            index--;
        }
        if (index > member.log().base() && member.log().term(index) != committed.term(index)) {
            member.broken(
                    Invariant.LEADER_COMPLETENESS,
                    "leads term " + term + " without entry " + committed.term(index) + ":" + index
                            + ", which is committed in term " + committed.leaderTerm(index) + "; its log ends at "
                            + member.log().lastTerm() + ":" + member.log().last());
        }
    }

    /** A leader has appended a membership. */
    static void begun(Member leader, long index, Membership next, QuorumInvariants all) {
        all.counted();
        long latest = leader.lastMembershipIndex(index - 1);
        Membership known = all.entries().membership(latest, leader.termOf(latest));
        Membership before = known == null ? all.committed().initial() : known;
        if (latest > leader.view().commitIndex()) {
            leader.broken(
                    Invariant.ONE_CHANGE_AT_A_TIME,
                    "changes the membership at " + index + " while the change at " + latest + " is not committed, only "
                            + leader.view().commitIndex() + " is");
        }
        for (int i = 0; i < next.voterCount(); i++) {
            int voter = next.voter(i);
            if (!before.isVoter(voter)) {
                caughtUp(leader, voter, latest, before, all);
            }
        }
    }

    private static void caughtUp(Member leader, int voter, long learnerSince, Membership before, QuorumInvariants all) {
        Member member = all.members().get(voter);
        if (!before.isLearner(voter) || !member.hasDurablyUpTo(learnerSince)) {
            leader.broken(
                    Invariant.VOTERS_CAUGHT_UP,
                    "makes n" + voter + " a voter, which " + (before.isLearner(voter) ? "is" : "was never")
                            + " a learner and has a log that ends at "
                            + member.log().last() + "; it became one at "
                            + learnerSince);
        }
    }
}
