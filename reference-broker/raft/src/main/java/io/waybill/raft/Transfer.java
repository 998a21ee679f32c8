package io.waybill.raft;

import io.waybill.raft.message.Message.TimeoutNow;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Hands the leadership to another voter (thesis §3.10): waits until it has the whole log, then has it stand for
 * election at once. Proposals that come meanwhile are held, so that the log does not run away from it.
 */
final class Transfer {

    private static final long NONE = 0;
    private static final int MOST_HELD = 1_024;

    private final CoreState state;
    private final Leader leader;
    private final ArrayDeque<Proposal> held = new ArrayDeque<>();
    private long ticket = NONE;
    private int target;
    private boolean told;
    private long deadline = CoreState.NEVER;

    record Proposal(long ticket, ByteBuffer command) {}

    Transfer(CoreState state, Leader leader) {
        this.state = state;
        this.leader = leader;
    }

    boolean isUnderWay() {
        return ticket != NONE;
    }

    long deadline() {
        return isUnderWay() ? deadline : CoreState.NEVER;
    }

    void begin(long newTicket, int node) {
        if (isUnderWay()) {
            state.effects.declined(newTicket, "a transfer to node " + target + " is under way");
        } else if (node == state.self) {
            state.effects.done(newTicket);
        } else if (!state.members().isVoter(node)) {
            state.effects.declined(newTicket, "node " + node + " is no voter");
        } else {
            ticket = newTicket;
            target = node;
            told = false;
            deadline = state.now + state.settings.timing().electionMinNanos();
            acknowledged();
        }
    }

    /** Returns whether a proposal was held, to be appended or refused later. */
    boolean holds(long proposal, ByteBuffer command) {
        if (!isUnderWay()) {
            return false;
        }
        state.hits.proposalHeld.hit();
        if (held.size() < MOST_HELD) {
            held.add(new Proposal(proposal, command));
        } else {
            state.effects.refused(proposal, target);
        }
        return true;
    }

    /** Goes on where the target has acknowledged something. */
    void acknowledged() {
        if (!isUnderWay() || told) {
            return;
        }
        var progress = leader.progressOf(target);
        if (progress != null && progress.match == state.log.lastIndex()) {
            told = true;
            state.durability.sendAfterState(target, new TimeoutNow(state.self, state.term));
        }
    }

    /** Gives it up where it takes too long, and returns whether there are held proposals to be appended now. */
    boolean elapsed() {
        if (!isUnderWay() || state.now < deadline) {
            return false;
        }
        state.hits.transferGivenUp.hit();
        if (told) {
            state.effects.unknown(ticket, "node " + target + " was asked to lead and has not yet");
        } else {
            state.effects.declined(ticket, "node " + target + " does not catch up");
        }
        ticket = NONE;
        return !held.isEmpty();
    }

    ArrayDeque<Proposal> held() {
        return held;
    }

    /** The leadership is over: what is held was certainly not appended. */
    void end() {
        if (isUnderWay()) {
            if (told) {
                state.effects.done(ticket);
            } else {
                state.effects.unknown(ticket, "the leader was deposed");
            }
            ticket = NONE;
        }
        while (!held.isEmpty()) {
            state.effects.refused(held.remove().ticket(), state.leader);
        }
    }
}
