package io.waybill.raft;

import io.waybill.raft.entry.Membership;
import io.waybill.raft.message.Message.VoteReply;
import io.waybill.raft.message.Message.VoteRequest;
import io.waybill.raft.settings.QuorumMutant;

/**
 * When a member stands for election, and whom it votes for (Raft §5.2, §5.4.1; pre-vote: thesis §9.6).
 *
 * <pre>
 * FOLLOWER ──silence──► PRE_CANDIDATE ──majority would──► CANDIDATE ──majority does──► LEADER
 *     ▲                                                       │
 *     └── TimeoutNow, which skips the question ──────────────►┘        any of them ──higher term──► FOLLOWER
 * </pre>
 */
final class Election {

    private static final long EARLY = 8;
    private static final long SOON = 8;
    private static final int CONTACTS = 64;

    private final CoreState state;
    private final boolean anyLogWillDo;
    private final boolean trustsPreVote;
    private final boolean learnersCount;

    private long deadline = CoreState.NEVER;
    private long askAgain = CoreState.NEVER;
    private long heardLeader = Long.MIN_VALUE;
    // The electorate of this candidacy, and who of it has answered, a bit for each.
    private int[] electorate = new int[0];
    private int voters;
    private int majority;
    private long granted;
    private long grantedPlainly;
    private boolean transfer;
    // Until it has heard of anybody, or has asked in vain once.
    private boolean isFirst;
    // What Q12_VOTE trusts.
    private int preVoteFor = CoreState.NOBODY;
    private long preVoteTerm;

    Election(CoreState state) {
        this.state = state;
        this.anyLogWillDo = state.has(QuorumMutant.Q12);
        this.trustsPreVote = state.has(QuorumMutant.Q12_VOTE);
        this.learnersCount = state.has(QuorumMutant.Q9);
    }

    long deadline() {
        if (state.isLeader()) {
            return CoreState.NEVER;
        }
        return isAsking() ? Math.min(deadline, askAgain) : deadline;
    }

    private boolean isAsking() {
        return state.role == Role.PRE_CANDIDATE || state.role == Role.CANDIDATE;
    }

    /**
     * Begins. Who starts has heard of no leader, and a whole quorum that starts has none: it asks soon, since asking
     * changes no term and whoever hears a leader says no.
     */
    void begin(long now) {
        deadline = now + state.randomness.between(0, state.settings.timing().heartbeatNanos() / SOON);
        isFirst = true;
    }

    /** Waits anew before standing for election. */
    void waitAnew(long now) {
        isFirst = false;
        var timing = state.settings.timing();
        deadline = now + state.randomness.between(timing.electionMinNanos(), timing.electionMaxNanos());
    }

    void heardLeader() {
        heardLeader = state.now;
        waitAnew(state.now);
        // Now and then only: leaders are heard so often that no leader would last.
        if (state.randomness.nextInt(CONTACTS) == 0 && state.hits.earlyElection.fires()) {
            deadline = state.now + (deadline - state.now) / EARLY;
        }
    }

    /** Forgets that a leader was heard: it stepped down or handed over. */
    void forgetLeader() {
        heardLeader = Long.MIN_VALUE;
    }

    void elapsed() {
        if (!state.isLeader() && state.now >= deadline) {
            if (mayStand()) {
                ask();
            } else {
                deadline = CoreState.NEVER;
            }
        } else if (isAsking() && state.now >= askAgain) {
            // A question that was lost with its connection is asked again (Raft §5.1).
            request();
        }
    }

    /**
     * Returns whether it stands for election: a voter does, and so does one whose own removal is in its log and may not
     * be committed yet. Nobody else may be electable then (thesis §4.2.2, figure 4.6); its own vote does not count.
     */
    private boolean mayStand() {
        return state.members().isVoter(state.self)
                || (state.memberships.latestIndex() > state.commitIndex
                        && state.memberships.at(state.commitIndex).isVoter(state.self));
    }

    /** Asks whether it would be elected. Changes no term, so that a member that is cut off disturbs nobody later. */
    private void ask() {
        boolean first = isFirst;
        state.leader = CoreState.NOBODY;
        if (state.hits.boldCandidate.fires()) {
            // As the paper has it, without the thesis's question: legal, and rivals in one term are frequent then.
            stand(false);
            return;
        }
        begin(Role.PRE_CANDIDATE, false);
        isFirst = first;
        request();
        count(new VoteReply(state.self, state.term + 1, true, true, state.abstains));
    }

    /** Stands for election. Its vote for itself counts, and is asked for, once term and vote are durable. */
    void stand(boolean onTransfer) {
        state.enterTerm(state.term + 1, state.self);
        begin(Role.CANDIDATE, onTransfer);
        request();
        state.durability.sendAfterState(state.self, new VoteReply(state.self, state.term, false, true, state.abstains));
    }

    private void begin(Role role, boolean onTransfer) {
        var members = state.members();
        electorate = learnersCount ? members.all() : votersOf(members);
        voters = members.voterCount();
        majority = members.majority();
        granted = 0;
        grantedPlainly = 0;
        transfer = onTransfer;
        waitAnew(state.now);
        state.become(role);
    }

    private static int[] votersOf(Membership members) {
        var voters = new int[members.voterCount()];
        for (int i = 0; i < voters.length; i++) {
            voters[i] = members.voter(i);
        }
        return voters;
    }

    /** Asks those who have not said yes. */
    private void request() {
        boolean pre = state.role == Role.PRE_CANDIDATE;
        var request = new VoteRequest(
                state.self,
                pre ? state.term + 1 : state.term,
                pre,
                transfer,
                state.log.lastIndex(),
                state.log.lastTerm());
        for (int i = 0; i < electorate.length; i++) {
            if (electorate[i] != state.self && (granted & (1L << i)) == 0) {
                state.durability.sendAfterState(electorate[i], request);
            }
        }
        askAgain = state.now + state.settings.timing().heartbeatNanos();
    }

    /**
     * Returns whether a candidate's term is to be entered before it is answered. A member that hears the leader must
     * not depose it for those who do too (thesis §4.2.3), unless the leader itself wants the election.
     */
    boolean bringsTerm(VoteRequest request) {
        if (request.pre() || request.term() <= state.term) {
            return false;
        }
        boolean ignored = !request.transfer() && hearsLeader();
        if (ignored) {
            state.hits.candidateIgnored.hit();
        }
        return !ignored;
    }

    /** Answers a candidate whose term was entered where it had to be. */
    void requested(VoteRequest request) {
        if (request.pre()) {
            answerPre(request);
        } else if (request.term() <= state.term) {
            answer(request);
        }
    }

    private void answerPre(VoteRequest request) {
        boolean free = request.term() > state.term && (request.transfer() || !hearsLeader());
        boolean fits = anyLogWillDo || isUpToDate(request);
        if (free && !fits) {
            state.hits.preVoteRefusedByLog.hit();
        }
        boolean grant = free && fits;
        if (grant) {
            preVoteFor = request.from();
            preVoteTerm = request.term();
            giveWay(request.from());
        }
        reply(request, grant);
    }

    /**
     * Members that start at once would be rivals at once, and a split vote costs a whole timeout: who has not asked yet
     * leaves it to the one that has, and of two that have the one with the smaller id goes on. Only the first time,
     * because that one may be unable to win.
     */
    private void giveWay(int to) {
        if (isFirst && state.role == Role.FOLLOWER) {
            waitAnew(state.now);
        } else if (isFirst && state.role == Role.PRE_CANDIDATE && to < state.self) {
            state.hits.gaveWay.hit();
            waitAnew(state.now);
            state.become(Role.FOLLOWER);
        }
    }

    private void answer(VoteRequest request) {
        boolean free = request.term() == state.term
                && (state.votedFor == request.from()
                        || (state.votedFor == CoreState.NOBODY && state.leader == CoreState.NOBODY));
        boolean fits =
                isUpToDate(request) || (trustsPreVote && preVoteFor == request.from() && preVoteTerm == request.term());
        if (free && !fits) {
            state.hits.voteRefusedByLog.hit();
        }
        if (free && fits) {
            if (state.votedFor == CoreState.NOBODY) {
                state.votedFor = request.from();
                state.saveState();
            }
            waitAnew(state.now);
        }
        reply(request, free && fits);
    }

    private void reply(VoteRequest request, boolean grant) {
        long replyTerm = grant ? request.term() : state.term;
        state.durability.sendAfterState(
                request.from(), new VoteReply(state.self, replyTerm, request.pre(), grant, state.abstains));
    }

    private boolean hearsLeader() {
        // A leader that has lost its majority finds out by itself, so while it leads it counts as heard.
        return state.isLeader()
                || (state.leader != CoreState.NOBODY
                        && heardLeader != Long.MIN_VALUE
                        && state.now - heardLeader < state.settings.timing().electionMinNanos());
    }

    private boolean isUpToDate(VoteRequest request) {
        long lastTerm = state.log.lastTerm();
        return request.lastTerm() > lastTerm
                || (request.lastTerm() == lastTerm && request.lastIndex() >= state.log.lastIndex());
    }

    /** Counts an answer of the current candidacy, and returns whether it has won and leads now. */
    boolean count(VoteReply reply) {
        boolean asked = state.role == Role.PRE_CANDIDATE && reply.pre() && reply.term() == state.term + 1;
        boolean stood = state.role == Role.CANDIDATE && !reply.pre() && reply.term() == state.term;
        if (!reply.granted() || (!asked && !stood)) {
            return false;
        }
        for (int i = 0; i < electorate.length; i++) {
            if (electorate[i] == reply.from()) {
                granted |= 1L << i;
                grantedPlainly |= reply.abstains() ? 0 : 1L << i;
            }
        }
        boolean plain = Long.bitCount(grantedPlainly) >= majority;
        // Whoever may have lost entries that it acknowledged does not vouch for a candidate. But where every voter
        // finds
        // the candidate's log as good as its own, so does the one that still has the entry.
        if (!plain && Long.bitCount(granted) < voters) {
            return false;
        }
        if (asked) {
            stand(false);
            return false;
        }
        if (!plain) {
            state.hits.electedByAll.hit();
        }
        if (transfer) {
            state.hits.transferred.hit();
        }
        return true;
    }
}
