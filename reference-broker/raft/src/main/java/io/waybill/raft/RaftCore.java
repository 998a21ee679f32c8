package io.waybill.raft;

import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.raft.entry.ChangeKind;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.EntryKind;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.entry.Recovered;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.message.Message;
import io.waybill.raft.message.Message.AppendRefusal;
import io.waybill.raft.message.Message.AppendReply;
import io.waybill.raft.message.Message.AppendRequest;
import io.waybill.raft.message.Message.Heartbeat;
import io.waybill.raft.message.Message.HeartbeatReply;
import io.waybill.raft.message.Message.SnapshotChunk;
import io.waybill.raft.message.Message.SnapshotReply;
import io.waybill.raft.message.Message.TimeoutNow;
import io.waybill.raft.message.Message.VoteReply;
import io.waybill.raft.message.Message.VoteRequest;
import io.waybill.raft.settings.RaftSettings;
import java.nio.ByteBuffer;

/**
 * A member of the quorum as decisions: Raft by Ongaro and Ousterhout ("In search of an understandable consensus
 * algorithm", 2014) with what Ongaro's thesis adds. Each method is one step: it takes an event and the time, changes
 * the state, and says through {@link Effects} what is to be done. Used by one thread; nothing happens between the
 * steps.
 *
 * <p>Tickets are numbers above 0 that the caller gives to what it asks for, and that come back with the answer.
 */
public final class RaftCore {

    private final CoreState state;
    private final Election election;
    private final Follower follower;
    private final Leader leader;
    private final Changes changes;
    private final Transfer transfer;
    private final Receiver receiver = new Receiver();
    private boolean leads;

    /**
     * Creates a member from what its disk holds, which the caller has also applied to its machine as far as the
     * snapshot goes.
     *
     * @param randomness for the election timeouts
     * @param now of {@link io.waybill.environment.Clock#nanos}
     */
    public RaftCore(
            int self,
            RaftSettings settings,
            Recovered found,
            Effects effects,
            Probes probes,
            Randomness randomness,
            long now) {
        this.state = new CoreState(self, settings, found, effects, probes, randomness);
        this.election = new Election(state);
        this.follower = new Follower(state);
        this.leader = new Leader(state);
        this.changes = new Changes(state, leader);
        this.transfer = new Transfer(state, leader);
        state.now = now;
        election.begin(now);
    }

    /** Returns what it knows. */
    public RaftView view() {
        return state;
    }

    /** Returns an entry of its log. */
    public Entry entry(long index) {
        return state.log.get(index);
    }

    /** Returns who belonged to the quorum after an entry that is not before its snapshot. */
    public Membership membershipAt(long index) {
        return state.memberships.at(index);
    }

    /**
     * Returns when {@link #elapsed} is to be called next, {@link Long#MAX_VALUE} for never. Changes with every step.
     */
    public long deadline() {
        long quorum = Math.min(election.deadline(), leader.deadline());
        return Math.min(quorum, Math.min(changes.deadline(), transfer.deadline()));
    }

    /** Time has passed. Does nothing before {@link #deadline}. */
    public void elapsed(long now) {
        state.now = now;
        if (state.isLeader()) {
            changes.elapsed();
            if (transfer.elapsed()) {
                appendHeld();
            }
            leader.elapsed();
        } else {
            election.elapsed();
        }
        settle();
    }

    /** A message has come. */
    public void receive(Message message, long now) {
        state.now = now;
        if (message instanceof VoteRequest request) {
            if (election.bringsTerm(request)) {
                enterTerm(request.term());
            }
            election.requested(request);
        } else if (isCurrent(message)) {
            message.match(receiver);
        }
        settle();
    }

    /** Enters the message's term where it is later, and returns whether the message means anything in this one. */
    private boolean isCurrent(Message message) {
        // A granted pre-vote has the term that was asked for, which nobody has entered.
        boolean ahead = message instanceof VoteReply reply && reply.pre() && reply.granted();
        if (message.term() > state.term && !ahead) {
            enterTerm(message.term());
        }
        if (message.term() < state.term) {
            if (isOfLeader(message)) {
                // So that a deposed leader steps down, and a member that is ahead for want of a leader gets one.
                state.durability.sendAfterState(message.from(), new HeartbeatReply(state.self, state.term, 0));
            }
            return false;
        }
        if (isOfLeader(message)) {
            follow(message.from());
        }
        return true;
    }

    private static boolean isOfLeader(Message message) {
        return message instanceof AppendRequest || message instanceof Heartbeat || message instanceof SnapshotChunk;
    }

    private void enterTerm(long term) {
        state.enterTerm(term, CoreState.NOBODY);
        election.forgetLeader();
        state.become(Role.FOLLOWER);
    }

    private void follow(int from) {
        if (state.isLeader() || (state.leader != CoreState.NOBODY && state.leader != from)) {
            state.probes.always(
                    false,
                    "one leader a term",
                    () -> "in term " + state.term + " node " + from + " leads and so does "
                            + (state.isLeader() ? state.self : state.leader));
        }
        state.leader = from;
        if (state.role != Role.FOLLOWER) {
            state.become(Role.FOLLOWER);
        }
        election.heardLeader();
    }

    /** Everything up to a write is durable. */
    public void persisted(long write, long now) {
        state.now = now;
        state.durability.persisted(write);
        var vote = state.durability.takeToSelf();
        if (vote != null) {
            vote.match(receiver);
        }
        if (state.isLeader()) {
            leader.commit();
            changes.committed();
        } else {
            follower.checkAbstention();
        }
        settle();
    }

    /** A command is to be appended: ends in accepted or refused. */
    public void propose(long ticket, ByteBuffer command, long now) {
        state.now = now;
        if (!state.isLeader()) {
            state.effects.refused(ticket, state.leader);
        } else if (!transfer.holds(ticket, command)) {
            append(ticket, command);
        }
        settle();
    }

    private void append(long ticket, ByteBuffer command) {
        // Said first: with a single voter nothing else may come between it and the commit.
        state.effects.accepted(ticket, state.log.lastIndex() + 1);
        leader.append(EntryKind.COMMAND, command);
    }

    private void appendHeld() {
        var held = transfer.held();
        while (!held.isEmpty()) {
            var proposal = held.remove();
            append(proposal.ticket(), proposal.command());
        }
    }

    /** A read is to be answered: ends in readable or refused. */
    public void read(long ticket, long now) {
        state.now = now;
        if (state.isLeader()) {
            leader.read(ticket);
        } else {
            state.effects.refused(ticket, state.leader);
        }
        settle();
    }

    /** The membership is to change by one node: ends in done, refused, declined or unknown. */
    public void change(long ticket, ChangeKind kind, int node, long now) {
        state.now = now;
        if (!state.isLeader()) {
            state.effects.refused(ticket, state.leader);
        } else if (transfer.isUnderWay()) {
            state.effects.declined(ticket, "the leadership is being transferred");
        } else {
            changes.change(ticket, kind, node);
        }
        settle();
    }

    /** The leadership is to go to another voter: ends in done, refused, declined or unknown. */
    public void transfer(long ticket, int node, long now) {
        state.now = now;
        if (state.isLeader()) {
            transfer.begin(ticket, node);
        } else {
            state.effects.refused(ticket, state.leader);
        }
        settle();
    }

    /** There is a new connection to a member. */
    public void connected(int node, long now) {
        state.now = now;
        if (state.isLeader()) {
            leader.connected(node);
        }
        settle();
    }

    /** The connection to a member has ended. */
    public void disconnected(int node, long now) {
        state.now = now;
        if (state.isLeader()) {
            leader.disconnected(node);
        }
        settle();
    }

    /**
     * A snapshot of this member's machine is durable. Entries that it stands for are dropped, but for some.
     *
     * @return the first index that is kept
     */
    public long snapshotTaken(SnapshotImage image) {
        if (image.index() > state.snapshotIndex()) {
            state.snapshot = image;
            long drop = image.index() - state.settings.limits().keptEntries();
            if (state.log.has(drop)) {
                state.log.dropTo(drop);
            }
            state.memberships.dropTo(image.index());
        }
        return state.log.firstIndex();
    }

    /** Ends what belongs to a leadership that is over, at the end of the step that ended it. */
    private void settle() {
        if (leads && !state.isLeader()) {
            leads = false;
            leader.end();
            changes.end();
            transfer.end();
            state.effects.deposed();
            election.forgetLeader();
            election.waitAnew(state.now);
        }
    }

    /** What each message means to this member, once it is known to be of this term. */
    private final class Receiver implements Message.Cases<Boolean> {

        @Override
        public Boolean voteRequest(VoteRequest message) {
            election.requested(message);
            return true;
        }

        @Override
        public Boolean voteReply(VoteReply message) {
            if (election.count(message)) {
                leads = true;
                leader.begin();
            }
            return true;
        }

        @Override
        public Boolean appendRequest(AppendRequest message) {
            follower.append(message);
            return true;
        }

        @Override
        public Boolean appendReply(AppendReply message) {
            if (state.isLeader()) {
                leader.appended(message);
                changes.committed();
                transfer.acknowledged();
            }
            return true;
        }

        @Override
        public Boolean appendRefusal(AppendRefusal message) {
            if (state.isLeader()) {
                leader.refused(message);
            }
            return true;
        }

        @Override
        public Boolean heartbeat(Heartbeat message) {
            follower.heartbeat(message);
            return true;
        }

        @Override
        public Boolean heartbeatReply(HeartbeatReply message) {
            if (state.isLeader()) {
                leader.heard(message);
            }
            return true;
        }

        @Override
        public Boolean snapshotChunk(SnapshotChunk message) {
            follower.chunk(message);
            return true;
        }

        @Override
        public Boolean snapshotReply(SnapshotReply message) {
            if (state.isLeader()) {
                leader.tookChunk(message);
                changes.committed();
                transfer.acknowledged();
            }
            return true;
        }

        @Override
        public Boolean timeoutNow(TimeoutNow message) {
            if (state.role != Role.LEADER && state.members().isVoter(state.self) && !state.abstains) {
                election.stand(true);
            }
            return true;
        }
    }
}
