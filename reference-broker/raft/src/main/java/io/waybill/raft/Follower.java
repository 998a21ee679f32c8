package io.waybill.raft;

import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.message.Message.AppendRefusal;
import io.waybill.raft.message.Message.AppendReply;
import io.waybill.raft.message.Message.AppendRequest;
import io.waybill.raft.message.Message.Heartbeat;
import io.waybill.raft.message.Message.HeartbeatReply;
import io.waybill.raft.message.Message.SnapshotChunk;
import io.waybill.raft.message.Message.SnapshotReply;
import io.waybill.raft.settings.QuorumMutant;

/** What a follower does with what its leader sends (Raft §5.3, §7). */
final class Follower {

    private static final long UNKNOWN = -1;

    private final CoreState state;
    private final SnapshotAssembly assembly;
    private final boolean acknowledgesEarly;
    private final boolean keepsConflicts;
    private final boolean cutsBehind;
    private final boolean installsAnything;

    // Of the leader of this term: up to where its log is known to be ours, and where its log ended when first heard.
    private long verifiedTerm;
    private long verifiedIndex;
    private long leaderEnd = UNKNOWN;

    Follower(CoreState state) {
        this.state = state;
        this.assembly = new SnapshotAssembly(state.hits);
        this.acknowledgesEarly = state.has(QuorumMutant.Q4);
        this.keepsConflicts = state.has(QuorumMutant.Q5);
        this.cutsBehind = state.has(QuorumMutant.Q6);
        this.installsAnything = state.has(QuorumMutant.Q11);
    }

    void heartbeat(Heartbeat message) {
        heardEnd(message.lastIndex());
        // The leader says no more than what it knows us to have; what we have verified ourselves bounds it once more.
        commitUpTo(message.commitIndex());
        if (message.round() != Heartbeat.UNASKED) {
            state.durability.sendAfterState(
                    message.from(), new HeartbeatReply(state.self, state.term, message.round()));
        }
    }

    void append(AppendRequest message) {
        heardEnd(message.lastIndex());
        long previous = message.previousIndex();
        var entries = message.entries();
        long last = previous + entries.size();
        if (previous > state.commitIndex && state.log.termAt(previous) != message.previousTerm()) {
            refuse(message);
            return;
        }
        for (int i = 0; i < entries.size(); i++) {
            take(entries.get(i));
        }
        if (cutsBehind && !entries.isEmpty() && last < state.log.lastIndex()) {
            state.append(entries.get(entries.size() - 1));
        }
        verifiedIndex = Math.max(verifiedIndex, last);
        commitUpTo(message.commitIndex());
        var reply = new AppendReply(state.self, state.term, last);
        if (acknowledgesEarly) {
            state.durability.sendAfterState(message.from(), reply);
        } else {
            state.durability.sendAfterAll(message.from(), reply);
        }
        checkAbstention();
    }

    private void take(Entry entry) {
        if (entry.index() <= state.commitIndex && !cutsBehind) {
            return;
        }
        long mine = state.log.termAt(entry.index());
        if (mine == entry.term() || entry.index() <= state.log.baseIndex()) {
            return;
        }
        if (entry.index() <= state.log.lastIndex()) {
            if (keepsConflicts) {
                return;
            }
            state.hits.conflictTruncated.hit();
            if (state.memberships.latestIndex() >= entry.index()) {
                state.hits.changeRolledBack.hit();
            }
        }
        state.append(entry);
    }

    private void refuse(AppendRequest message) {
        long previous = message.previousIndex();
        long mine = state.log.termAt(previous);
        long conflictTerm = Math.max(0, mine);
        long conflictIndex = mine < 0 ? state.log.lastIndex() + 1 : state.log.firstOfTermAt(previous);
        state.durability.sendAfterState(
                message.from(),
                new AppendRefusal(state.self, state.term, previous, conflictTerm, Math.max(1, conflictIndex)));
    }

    private void commitUpTo(long leaderCommit) {
        long index = Math.min(leaderCommit, Math.min(verifiedIndex, state.log.lastIndex()));
        state.commitTo(index);
    }

    /**
     * Takes a piece of a snapshot. Pieces come in order; one out of place is answered with the place that is wanted,
     * which is also how a transfer goes on after a lost piece, a new connection or a new leader.
     */
    void chunk(SnapshotChunk message) {
        inThisTerm();
        var label = message.snapshot();
        if (label.index() <= state.commitIndex && !installsAnything) {
            state.hits.snapshotSkipped.hit();
            replyInstalled(message.from(), label.index());
            return;
        }
        if (!assembly.take(label, message.offset(), message.bytes())) {
            state.durability.sendAfterState(
                    message.from(),
                    new SnapshotReply(state.self, state.term, label.index(), assembly.nextOffset(), false));
            return;
        }
        var image = new SnapshotImage(label.index(), label.term(), label.membership(), assembly.finish());
        if (state.log.termAt(label.index()) == label.term() && !installsAnything) {
            // The log has that entry, so everything before it is the same, and what follows is kept (Raft §7).
            state.hits.snapshotSkipped.hit();
            verifiedIndex = Math.max(verifiedIndex, label.index());
            state.commitTo(label.index());
        } else {
            state.hits.snapshotInstalled.hit();
            state.install(image);
            verifiedIndex = label.index();
        }
        replyInstalled(message.from(), label.index());
        checkAbstention();
    }

    private void replyInstalled(int to, long index) {
        state.durability.sendAfterAll(to, new SnapshotReply(state.self, state.term, index, 0, true));
    }

    /** Forgets what it knew of another term's leader. */
    private void inThisTerm() {
        if (verifiedTerm != state.term) {
            verifiedTerm = state.term;
            verifiedIndex = 0;
            leaderEnd = UNKNOWN;
        }
    }

    private void heardEnd(long lastIndex) {
        inThisTerm();
        if (leaderEnd == UNKNOWN) {
            leaderEnd = lastIndex;
        }
    }

    /**
     * Counts again after an ambiguous tail, once everything that the leader had when it was first heard is durable
     * here. What this member once acknowledged and has lost is in the log of every leader whose term it accepts, as far
     * as it is or may be committed; the end of the leader's log bounds it, its commit index does not: an
     * acknowledgement from before the loss may still be on its way.
     */
    void checkAbstention() {
        if (state.abstains
                && verifiedTerm == state.term
                && leaderEnd != UNKNOWN
                && verifiedIndex >= leaderEnd
                && state.durability.durableIndex() >= leaderEnd) {
            state.abstains = false;
            state.saveState();
            state.hits.abstentionEnded.hit();
        }
    }
}
