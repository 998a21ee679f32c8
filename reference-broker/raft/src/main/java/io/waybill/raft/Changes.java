package io.waybill.raft;

import io.waybill.raft.entry.ChangeKind;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.EntryKind;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.settings.QuorumMutant;
import java.util.ArrayDeque;

/**
 * Membership changes, one node and one change at a time (thesis §4). A change begins only once an entry of the leader's
 * own term is committed: without that, two leaders could each change the membership that the other does not know
 * (Ongaro, "bug in single-server membership changes", raft-dev, July 2015). A node that is to vote first catches up as
 * a learner, in rounds (thesis §4.2.1).
 */
final class Changes {

    private static final long NONE = 0;
    private static final int ROUNDS = 10;
    private static final int PATIENCE = 20;

    private final CoreState state;
    private final Leader leader;
    private final boolean severalAtOnce;

    private record Begun(long ticket, long index) {}

    private final ArrayDeque<Begun> begun = new ArrayDeque<>();
    // The learner that catches up.
    private long learnerTicket = NONE;
    private int learner;
    private long learnerIndex;
    private long roundEnd;
    private long roundNanos;
    private int rounds;
    private long deadline = CoreState.NEVER;

    Changes(CoreState state, Leader leader) {
        this.state = state;
        this.leader = leader;
        this.severalAtOnce = state.has(QuorumMutant.Q8);
    }

    long deadline() {
        return learnerTicket == NONE ? CoreState.NEVER : deadline;
    }

    void change(long ticket, ChangeKind kind, int node) {
        var members = state.members();
        if (!severalAtOnce && !state.hasCommittedInTerm()) {
            state.effects.declined(ticket, "no entry of this leader's term is committed yet");
        } else if (!severalAtOnce && (state.memberships.latestIndex() > state.commitIndex || learnerTicket != NONE)) {
            state.effects.declined(ticket, "another change is under way");
        } else if (!state.settings.cluster().addresses().containsKey(node)) {
            state.effects.declined(ticket, "node " + node + " has no address");
        } else {
            switch (kind) {
                case ADD_VOTER -> addVoter(ticket, node, members);
                case ADD_OBSERVER -> addObserver(ticket, node, members);
                case REMOVE -> remove(ticket, node, members);
            }
        }
    }

    private void addVoter(long ticket, int node, Membership members) {
        if (members.isVoter(node)) {
            state.effects.done(ticket);
        } else if (learnerTicket != NONE) {
            state.effects.declined(ticket, "another learner is catching up");
        } else {
            learnerTicket = ticket;
            learner = node;
            rounds = 0;
            roundEnd = CoreState.NEVER;
            deadline = state.now + PATIENCE * state.settings.timing().electionMaxNanos();
            learnerIndex = members.isLearner(node) ? state.memberships.latestIndex() : begin(members.withLearner(node));
            committed();
        }
    }

    private void addObserver(long ticket, int node, Membership members) {
        if (members.isVoter(node)) {
            state.effects.declined(ticket, "node " + node + " is a voter, remove it first");
        } else if (members.isObserver(node)) {
            state.effects.done(ticket);
        } else {
            finish(ticket, members.withObserver(node));
        }
    }

    private void remove(long ticket, int node, Membership members) {
        if (!members.contains(node)) {
            state.effects.done(ticket);
        } else if (members.isVoter(node) && members.voterCount() == 1) {
            state.effects.declined(ticket, "node " + node + " is the last voter");
        } else {
            finish(ticket, members.without(node));
        }
    }

    private long begin(Membership membership) {
        var payload = Entry.of(1, 1, membership).payload();
        return leader.append(EntryKind.MEMBERSHIP, payload);
    }

    private void finish(long ticket, Membership membership) {
        // Known before it is appended: with a single voter it may be committed inside.
        long index = state.log.lastIndex() + 1;
        begun.add(new Begun(ticket, index));
        begin(membership);
        committed();
    }

    /** Goes on where something was committed or acknowledged. */
    void committed() {
        while (!begun.isEmpty() && begun.peek().index() <= state.commitIndex) {
            state.effects.done(begun.remove().ticket());
        }
        if (learnerTicket != NONE && learnerIndex <= state.commitIndex) {
            catchUp();
        }
        if (state.isLeader()
                && !state.members().isVoter(state.self)
                && state.memberships.latestIndex() <= state.commitIndex) {
            state.hits.leaderRemoved.hit();
            state.leader = CoreState.NOBODY;
            state.become(Role.FOLLOWER);
        }
    }

    private void catchUp() {
        if (roundEnd == CoreState.NEVER) {
            beginRound();
        }
        var progress = leader.progressOf(learner);
        if (progress == null || progress.match < roundEnd) {
            return;
        }
        if (state.now - roundNanos <= state.settings.timing().electionMinNanos()) {
            state.hits.learnerPromoted.hit();
            long ticket = learnerTicket;
            learnerTicket = NONE;
            finish(ticket, state.members().withVoter(learner));
        } else if (++rounds < ROUNDS) {
            beginRound();
        } else {
            giveUp();
        }
    }

    private void beginRound() {
        roundEnd = state.log.lastIndex();
        roundNanos = state.now;
    }

    void elapsed() {
        if (learnerTicket != NONE && state.now >= deadline) {
            giveUp();
        }
    }

    private void giveUp() {
        state.hits.learnerGivenUp.hit();
        state.effects.unknown(learnerTicket, "node " + learner + " does not catch up and stays a learner");
        learnerTicket = NONE;
    }

    /** The leadership is over. */
    void end() {
        while (!begun.isEmpty()) {
            state.effects.unknown(begun.remove().ticket(), "the leader was deposed");
        }
        if (learnerTicket != NONE) {
            state.effects.unknown(learnerTicket, "the leader was deposed");
            learnerTicket = NONE;
        }
    }
}
