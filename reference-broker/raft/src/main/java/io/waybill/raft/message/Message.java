package io.waybill.raft.message;

import io.waybill.raft.entry.Entry;
import java.nio.ByteBuffer;
import java.util.List;

/** What one member says to another. */
public sealed interface Message {

    /** Returns who says it. */
    int from();

    /** Returns the sender's term; of a {@link VoteRequest} the term in which it would lead. */
    long term();

    /**
     * A candidate asks for a vote (Raft §5.2), or whether it would get one (thesis §9.6).
     *
     * @param pre whether it only asks
     * @param transfer whether the leader itself asked for this election, so that it is no disturbance
     * @param lastIndex the last entry of the candidate's log
     * @param lastTerm that entry's term
     */
    record VoteRequest(int from, long term, boolean pre, boolean transfer, long lastIndex, long lastTerm)
            implements Message {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.voteRequest(this);
        }
    }

    /**
     * The answer to a candidate.
     *
     * @param term where granted, the term that was asked for; else the sender's own
     * @param pre whether it was only asked
     * @param abstains whether the sender may have lost entries, so that its grant counts only with those of all voters
     */
    record VoteReply(int from, long term, boolean pre, boolean granted, boolean abstains) implements Message {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.voteReply(this);
        }
    }

    /**
     * The leader sends entries, or asks where the logs part (Raft §5.3).
     *
     * @param previousIndex the entry before the first one sent
     * @param previousTerm that entry's term
     * @param commitIndex up to where the leader knows the log to be committed
     * @param lastIndex the last entry of the leader's log
     */
    record AppendRequest(
            int from,
            long term,
            long previousIndex,
            long previousTerm,
            long commitIndex,
            long lastIndex,
            List<Entry> entries)
            implements Message {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.appendRequest(this);
        }
    }

    /**
     * The follower has the entries on its disk.
     *
     * @param matchIndex up to where its log is that of the leader, and durable
     */
    record AppendReply(int from, long term, long matchIndex) implements Message {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.appendReply(this);
        }
    }

    /**
     * The follower's log has another entry before the first one sent, or none.
     *
     * @param previousIndex of the request that does not fit
     * @param conflictTerm the term of the follower's entry there, 0 where it has none
     * @param conflictIndex the first entry of that term in its log, or the one after its last
     */
    record AppendRefusal(int from, long term, long previousIndex, long conflictTerm, long conflictIndex)
            implements Message {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.appendRefusal(this);
        }
    }

    /**
     * The leader is there, and asks whether it still leads.
     *
     * @param round counts the questions from 1, so that an answer says which; {@link #UNASKED} where none is wanted
     * @param commitIndex up to where the log is committed, as far as the receiver is known to have it
     * @param lastIndex the last entry of the leader's log
     */
    record Heartbeat(int from, long term, long round, long commitIndex, long lastIndex) implements Message {

        /** The round of what only tells, and asks nothing. */
        public static final long UNASKED = 0;

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.heartbeat(this);
        }
    }

    /**
     * The follower has heard the leader of its term.
     *
     * @param round the heartbeat's
     */
    record HeartbeatReply(int from, long term, long round) implements Message {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.heartbeatReply(this);
        }
    }

    /**
     * A piece of a snapshot.
     *
     * @param snapshot which
     * @param offset of the first byte of the piece
     * @param bytes from position to limit
     */
    record SnapshotChunk(int from, long term, SnapshotLabel snapshot, int offset, ByteBuffer bytes) implements Message {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.snapshotChunk(this);
        }
    }

    /**
     * What the follower has of a snapshot.
     *
     * @param snapshotIndex the snapshot's
     * @param nextOffset the first byte that it needs; ignored where it has installed it
     * @param installed whether its log is durable up to the snapshot's last entry
     */
    record SnapshotReply(int from, long term, long snapshotIndex, int nextOffset, boolean installed)
            implements Message {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.snapshotReply(this);
        }
    }

    /** The leader asks the receiver to stand for election at once (thesis §3.10). */
    record TimeoutNow(int from, long term) implements Message {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.timeoutNow(this);
        }
    }

    /** What each kind of message means to somebody. A new kind stops every reader from compiling until it says. */
    interface Cases<R> {

        /** A candidate asks. */
        R voteRequest(VoteRequest message);

        /** A candidate is answered. */
        R voteReply(VoteReply message);

        /** The leader sends entries. */
        R appendRequest(AppendRequest message);

        /** They are on the disk. */
        R appendReply(AppendReply message);

        /** They do not fit. */
        R appendRefusal(AppendRefusal message);

        /** The leader is there. */
        R heartbeat(Heartbeat message);

        /** It was heard. */
        R heartbeatReply(HeartbeatReply message);

        /** The leader sends a piece of a snapshot. */
        R snapshotChunk(SnapshotChunk message);

        /** What the follower has of it. */
        R snapshotReply(SnapshotReply message);

        /** The leader hands over. */
        R timeoutNow(TimeoutNow message);
    }

    /** Returns what the case that it is gives. */
    <R> R match(Cases<R> cases);
}
