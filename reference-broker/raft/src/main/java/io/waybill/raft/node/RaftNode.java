package io.waybill.raft.node;

import io.waybill.environment.Environment;
import io.waybill.raft.RaftView;
import io.waybill.raft.machine.StateMachine;
import io.waybill.raft.settings.RaftSettings;

/**
 * A member of the quorum: listens, keeps connections to the others, writes what must survive, applies what is
 * committed, and answers clients. On any storage error, and where what it finds on its disk cannot be right, it
 * crashes.
 */
public final class RaftNode {

    private RaftNode() {}

    /**
     * Starts a member on what its disk holds.
     *
     * @param environment of this incarnation; the member's id is its node
     * @param machine empty; it is restored from the snapshot and the log
     */
    public static RaftNode start(
            Environment environment, RaftSettings settings, StateMachine machine, RaftListener listener) {
        throw new UnsupportedOperationException("to be filled");
    }

    /** Returns whether the disk was read: before that, {@link #view} must not be used. */
    public boolean isStarted() {
        throw new UnsupportedOperationException("to be filled");
    }

    /** Returns what the member knows. */
    public RaftView view() {
        throw new UnsupportedOperationException("to be filled");
    }

    /** Returns the last entry that was applied to the machine. */
    public long appliedIndex() {
        throw new UnsupportedOperationException("to be filled");
    }

    /** Returns the digest of everything that was applied. */
    public long digest() {
        throw new UnsupportedOperationException("to be filled");
    }
}
