package io.waybill.simulation.invariant;

import io.waybill.raft.RaftView;
import io.waybill.raft.message.Message;
import io.waybill.raft.message.Message.AppendReply;
import io.waybill.raft.message.Message.SnapshotReply;
import io.waybill.raft.message.Message.VoteReply;
import io.waybill.raft.message.Message.VoteRequest;

/** What one member has told others, and so must not forget. */
final class Promises {

    private static final int NOBODY = -1;

    private final Member member;
    private final QuorumInvariants all;
    private long term;
    private long voteTerm;
    private int vote = NOBODY;
    private long acknowledged;
    private long acknowledgedTerm;

    Promises(Member member, QuorumInvariants all) {
        this.member = member;
        this.all = all;
    }

    void sent(int to, Message message) {
        if (message instanceof AppendReply reply) {
            acknowledge(reply.matchIndex());
        } else if (message instanceof VoteReply reply) {
            if (reply.pre()) {
                return;
            }
            if (reply.granted()) {
                give(reply.term(), to);
            }
        } else if (message instanceof VoteRequest request) {
            if (request.pre()) {
                return;
            }
            all.ballots().stood(request.term(), member.node(), request.lastTerm(), request.lastIndex());
            give(request.term(), member.node());
        } else if (message instanceof SnapshotReply reply && reply.installed()) {
            acknowledge(reply.snapshotIndex());
        }
        term = Math.max(term, message.term());
    }

    private void give(long ofTerm, int candidate) {
        all.counted();
        int before = all.ballots().vote(ofTerm, member.node());
        if (before != NOBODY && before != candidate && !member.isHarmed()) {
            member.broken(
                    Invariant.ONE_VOTE_A_TERM,
                    "gives its vote in term " + ofTerm + " to n" + candidate + " and gave it to n" + before);
        }
        all.ballots().vote(ofTerm, member.node(), candidate);
        voteTerm = ofTerm;
        vote = candidate;
    }

    private void acknowledge(long index) {
        all.counted();
        RaftView view = member.view();
        // What a snapshot stands for that is on its way to the disk was durable before as entries, and still is.
        if (index > member.log().base() && view.durableIndex() < index) {
            member.broken(
                    Invariant.ACKNOWLEDGED_IS_DURABLE,
                    "acknowledges entries up to " + index + " in term " + view.term() + ", on its disk are those up to "
                            + view.durableIndex());
        }
        if (index > acknowledged) {
            acknowledged = index;
            acknowledgedTerm = member.termOf(index);
        }
    }

    void truncated(long fromIndex) {
        if (acknowledged >= fromIndex) {
            acknowledged = fromIndex - 1;
            acknowledgedTerm = member.termOf(acknowledged);
        }
    }

    /** The log was dropped after an entry that it had. */
    void dropped(long index) {
        if (acknowledged > index && !member.isHarmed()) {
            member.broken(
                    Invariant.ACKNOWLEDGED_IS_KEPT,
                    "drops what it has after " + index + " for a snapshot of what it had already, and has acknowledged"
                            + " entries up to " + acknowledged);
            acknowledged = index;
        }
    }

    /** Compares what a new life knows with what the ones before it have promised. */
    void recall(RaftView view) {
        all.counted();
        if (view.term() < term) {
            member.broken(
                    Invariant.TERM_NEVER_REGRESSES,
                    "begins again in term " + view.term() + " and has spoken in term " + term);
        } else if (view.term() == voteTerm && view.votedFor() != vote) {
            member.broken(
                    Invariant.ONE_VOTE_A_TERM,
                    "begins again with a vote for " + (view.votedFor() == NOBODY ? "nobody" : "n" + view.votedFor())
                            + " in term " + voteTerm + " and gave it to n" + vote);
        }
        boolean kept = acknowledged <= view.snapshotIndex()
                || acknowledged < view.firstIndex()
                || (acknowledged <= view.lastIndex() && view.termAt(acknowledged) == acknowledgedTerm);
        if (acknowledged > 0 && !kept) {
            member.broken(
                    Invariant.ACKNOWLEDGED_IS_KEPT,
                    "has acknowledged " + acknowledgedTerm + ":" + acknowledged + " and begins again with a log that"
                            + " ends at " + view.termAt(view.lastIndex()) + ":" + view.lastIndex());
        }
    }
}
