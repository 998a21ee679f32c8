package io.waybill.raft.client;

import java.nio.ByteBuffer;

/** What a member answers a client. */
public sealed interface ClientReply {

    /** Returns the number of the request. */
    long id();

    /** It is done. The result is the machine's, or empty. */
    record Done(long id, ByteBuffer result) implements ClientReply {}

    /**
     * Nothing was done, because another member leads.
     *
     * @param leader who leads, as far as this member knows; -1 where it does not
     */
    record NotLeader(long id, int leader) implements ClientReply {}

    /** Nothing was done, and nothing will be. */
    record Declined(long id, String reason) implements ClientReply {}

    /** It was begun, and this member does not know how it ends. */
    record Unknown(long id, String reason) implements ClientReply {}

    /** How the member is. */
    record Health(long id, MemberStatus status) implements ClientReply {}

    /** What each reply means to somebody. */
    interface Cases<R> {

        /** Done. */
        R done(Done reply);

        /** Not here. */
        R notLeader(NotLeader reply);

        /** Never. */
        R declined(Declined reply);

        /** Perhaps. */
        R unknown(Unknown reply);

        /** How the member is. */
        R health(Health reply);
    }

    /** Returns what the case that it is gives. */
    default <R> R match(Cases<R> cases) {
        if (this instanceof Done done) {
            return cases.done(done);
        } else if (this instanceof NotLeader notLeader) {
            return cases.notLeader(notLeader);
        } else if (this instanceof Declined declined) {
            return cases.declined(declined);
        }
        return this instanceof Unknown unknown ? cases.unknown(unknown) : cases.health((Health) this);
    }
}
