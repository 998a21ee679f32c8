package io.waybill.raft;

import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.EntryKind;
import io.waybill.raft.message.Message.AppendRefusal;
import io.waybill.raft.message.Message.AppendReply;
import io.waybill.raft.message.Message.Heartbeat;
import io.waybill.raft.message.Message.HeartbeatReply;
import io.waybill.raft.message.Message.SnapshotReply;
import io.waybill.raft.settings.QuorumMutant;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a leader does: append, replicate, commit, and find out whether it still leads (Raft §5.3, §5.4.2, §8). */
final class Leader {

    private final CoreState state;
    private final Sender sender;
    private final Reads reads;
    private final boolean countsOlderTerms;
    private final boolean countsUndurable;
    private final boolean countsLearners;

    private Progress[] others = new Progress[0];
    private long[] ranking = new long[0];
    private long round;
    private long heartbeatDeadline = CoreState.NEVER;
    private long quorumDeadline = CoreState.NEVER;

    Leader(CoreState state) {
        this.state = state;
        this.sender = new Sender(state);
        this.reads = new Reads(state);
        this.countsOlderTerms = state.has(QuorumMutant.Q3);
        this.countsUndurable = state.has(QuorumMutant.Q4);
        this.countsLearners = state.has(QuorumMutant.Q9);
        state.acknowledged = this::acknowledged;
    }

    long deadline() {
        return state.isLeader() ? Math.min(heartbeatDeadline, quorumDeadline) : CoreState.NEVER;
    }

    /** Begins to lead: its first entry makes everything before it committable. */
    void begin() {
        state.leader = state.self;
        state.become(Role.LEADER);
        state.hits.leaderElected.hit();
        if (state.abstains) {
            // Elected although its log may have lost something: then it has not, or every voter has.
            state.abstains = false;
            state.saveState();
        }
        others = new Progress[0];
        membersChanged();
        reads.begin();
        quorumDeadline = state.now + state.settings.timing().electionMinNanos();
        state.append(Entry.nothing(state.log.lastIndex() + 1, state.term));
        commit();
        heartbeat();
        replicate();
    }

    /** Ends it: reads that wait were certainly not answered. */
    void end() {
        reads.refuseAll();
        others = new Progress[0];
    }

    void elapsed() {
        if (state.now >= quorumDeadline) {
            checkQuorum();
        }
        if (state.isLeader() && state.now >= heartbeatDeadline) {
            heartbeat();
        }
    }

    /** Steps down where it has not heard from a majority for a while: it may be deposed and not know (thesis §6.2). */
    private void checkQuorum() {
        var members = state.members();
        int heard = 0;
        for (int i = 0; i < members.voterCount(); i++) {
            var other = progressOf(members.voter(i));
            if (members.voter(i) == state.self || (other != null && other.wasHeard)) {
                heard++;
            }
        }
        for (Progress other : others) {
            other.wasHeard = false;
        }
        quorumDeadline = state.now + state.settings.timing().electionMinNanos();
        if (heard < members.majority()) {
            state.hits.quorumMissed.hit();
            state.leader = CoreState.NOBODY;
            state.become(Role.FOLLOWER);
        }
    }

    /** Asks everybody whether it still leads. */
    private void heartbeat() {
        round++;
        heartbeatDeadline = state.now + state.settings.timing().heartbeatNanos();
        for (Progress other : others) {
            sendHeartbeat(other);
        }
        confirmReads();
    }

    private void sendHeartbeat(Progress to) {
        send(to, round);
    }

    private void send(Progress to, long ofRound) {
        to.told = Math.min(state.commitIndex, to.match);
        state.durability.sendAfterState(
                to.node, new Heartbeat(state.self, state.term, ofRound, to.told, state.log.lastIndex()));
    }

    /**
     * Tells a follower what is committed where nothing else under way or to come does: nobody is to wait for the next
     * heartbeat to see what has happened. Where it is lost, that heartbeat says it again.
     */
    private void tell(Progress to) {
        if (to.told < Math.min(state.commitIndex, to.match) && to.isIdle() && to.next > state.log.lastIndex()) {
            send(to, Heartbeat.UNASKED);
        }
    }

    void heard(HeartbeatReply reply) {
        var other = progressOf(reply.from());
        if (other != null) {
            other.wasHeard = true;
            other.round = Math.max(other.round, reply.round());
            confirmReads();
            sender.nudge(other);
        }
    }

    void read(long ticket) {
        if (reads.add(ticket, round)) {
            heartbeat();
        }
    }

    private void confirmReads() {
        if (!reads.isWaiting()) {
            return;
        }
        if (reads.confirmed(ranked(Rank.ROUND), round)) {
            heartbeat();
        }
    }

    /** Appends an entry and sends it. Returns its index. */
    long append(EntryKind kind, ByteBuffer payload) {
        long index = state.log.lastIndex() + 1;
        state.append(new Entry(index, state.term, kind, payload));
        if (kind == EntryKind.MEMBERSHIP) {
            membersChanged();
        }
        commit();
        replicate();
        return index;
    }

    /** Has a progress for every member. Those who were removed are still told, until it is committed. */
    private void membersChanged() {
        for (int member : state.members().all()) {
            if (member != state.self && progressOf(member) == null) {
                others = Arrays.copyOf(others, others.length + 1);
                others[others.length - 1] = new Progress(
                        member,
                        state.log.lastIndex() + 1,
                        state.settings.limits().inFlight(),
                        state.now);
            }
        }
        ranking = new long[state.members().all().length];
    }

    private void forgetRemoved() {
        int kept = 0;
        var members = state.members();
        for (Progress other : others) {
            if (members.contains(other.node)) {
                others[kept++] = other;
            }
        }
        others = Arrays.copyOf(others, kept);
    }

    /** Sends everybody what is next, as far as the windows allow. */
    void replicate() {
        for (Progress other : others) {
            sender.send(other);
        }
    }

    void appended(AppendReply reply) {
        var other = progressOf(reply.from());
        if (other == null) {
            return;
        }
        other.wasHeard = true;
        if (reply.matchIndex() > state.log.lastIndex()) {
            state.probes.always(
                    false, "only what was sent is acknowledged", () -> reply + " beyond " + state.log.lastIndex());
        }
        if (reply.matchIndex() > other.match) {
            other.match = reply.matchIndex();
            other.progressNanos = state.now;
        }
        if (other.mode == Progress.Mode.PROBE
                || (other.mode == Progress.Mode.SNAPSHOT && other.match >= state.log.baseIndex())) {
            other.replicate();
        }
        other.answered(reply.matchIndex());
        other.next = Math.max(other.next, other.match + 1);
        commit();
        sender.send(other);
        tell(other);
    }

    void refused(AppendRefusal refusal) {
        var other = progressOf(refusal.from());
        if (other != null) {
            other.wasHeard = true;
            sender.backOff(other, refusal);
        }
    }

    void tookChunk(SnapshotReply reply) {
        var other = progressOf(reply.from());
        if (other == null) {
            return;
        }
        other.wasHeard = true;
        if (reply.installed() && reply.snapshotIndex() > other.match) {
            other.match = Math.min(reply.snapshotIndex(), state.log.lastIndex());
            other.progressNanos = state.now;
        }
        sender.tookChunk(other, reply);
        commit();
    }

    /** Commits what a majority has. */
    void commit() {
        long index = ranked(Rank.MATCH);
        if (index <= state.commitIndex) {
            return;
        }
        // Raft §5.4.2: an entry of an older term is not committed by counting copies, only through one of this term
        // that
        // follows it. Figure 8 shows how a later leader would overwrite it.
        if (!countsOlderTerms && state.log.termAt(index) != state.term) {
            state.hits.olderTermWaited.hit();
            return;
        }
        state.commitTo(index);
        if (reads.termCommitted()) {
            if (reads.addWaiting(round)) {
                heartbeat();
            }
        }
        for (Progress other : others) {
            tell(other);
        }
        if (state.memberships.latestIndex() <= state.commitIndex) {
            forgetRemoved();
        }
    }

    private enum Rank {
        MATCH,
        ROUND
    }

    /** Returns the number that a majority of the voters have reached. */
    private long ranked(Rank rank) {
        var members = state.members();
        int size = 0;
        for (int i = 0; i < members.voterCount(); i++) {
            ranking[size++] = reached(members.voter(i), rank);
        }
        if (countsLearners && rank == Rank.MATCH) {
            for (Progress other : others) {
                if (members.isLearner(other.node)) {
                    ranking[size++] = other.match;
                }
            }
        }
        for (int i = 1; i < size; i++) {
            long number = ranking[i];
            int at = i;
            for (; at > 0 && ranking[at - 1] < number; at--) {
                ranking[at] = ranking[at - 1];
            }
            ranking[at] = number;
        }
        return size < members.majority() ? 0 : ranking[members.majority() - 1];
    }

    private long reached(int voter, Rank rank) {
        if (voter == state.self) {
            if (rank == Rank.ROUND) {
                return round;
            }
            return countsUndurable ? state.log.lastIndex() : state.durability.durableIndex();
        }
        var other = progressOf(voter);
        if (other == null) {
            return 0;
        }
        return rank == Rank.ROUND ? other.round : other.match;
    }

    private long acknowledged(int node) {
        var other = progressOf(node);
        return other == null ? -1 : other.match;
    }

    @Nullable
    Progress progressOf(int node) {
        for (Progress other : others) {
            if (other.node == node) {
                return other;
            }
        }
        return null;
    }

    /** A new connection: what was under way on the old one may be lost. */
    void connected(int node) {
        var other = progressOf(node);
        if (other != null) {
            sender.disconnected(other);
            sendHeartbeat(other);
            sender.send(other);
        }
    }

    /** The connection has ended: nothing more is sent until there is another. */
    void disconnected(int node) {
        var other = progressOf(node);
        if (other != null) {
            sender.disconnected(other);
        }
    }
}
