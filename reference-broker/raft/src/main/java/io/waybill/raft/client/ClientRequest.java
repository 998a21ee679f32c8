package io.waybill.raft.client;

import io.waybill.raft.entry.ChangeKind;
import io.waybill.raft.machine.AppliedOnce;
import java.nio.ByteBuffer;

/** What a client asks a member. */
public sealed interface ClientRequest {

    /** Returns the number that comes back with the answer. */
    long id();

    /**
     * Apply a command, once.
     *
     * @param session the client's, not 0: what comes over a connection may come twice
     * @param sequence of the command in it, 1 or more; a repetition has the same
     */
    record Propose(long id, long session, long sequence, ByteBuffer command) implements ClientRequest {
        public Propose {
            if (session == AppliedOnce.NO_SESSION) {
                throw new IllegalArgumentException("the session of a proposal must not be 0");
            }
        }
    }

    /** Answer a query on a state that holds everything that was acknowledged before. */
    record Read(long id, ByteBuffer query) implements ClientRequest {}

    /** Change the membership by one node. */
    record Change(long id, ChangeKind kind, int node) implements ClientRequest {}

    /** Hand the leadership to a voter. */
    record Transfer(long id, int node) implements ClientRequest {}

    /** Say how you are, leader or not. */
    record Status(long id) implements ClientRequest {}

    /** What each request means to somebody. */
    interface Cases<R> {

        /** Apply. */
        R propose(Propose request);

        /** Answer. */
        R read(Read request);

        /** Change the membership. */
        R change(Change request);

        /** Hand over. */
        R transfer(Transfer request);

        /** Say how you are. */
        R status(Status request);
    }

    /** Returns what the case that it is gives. */
    default <R> R match(Cases<R> cases) {
        if (this instanceof Propose propose) {
            return cases.propose(propose);
        } else if (this instanceof Read read) {
            return cases.read(read);
        } else if (this instanceof Change change) {
            return cases.change(change);
        }
        return this instanceof Transfer transfer ? cases.transfer(transfer) : cases.status((Status) this);
    }
}
