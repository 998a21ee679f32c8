package io.waybill.raft;

/** What a member is at the moment. */
public enum Role {
    /** It follows, or waits for a leader. */
    FOLLOWER,
    /** It asks whether it would be elected, without a new term (thesis §9.6). */
    PRE_CANDIDATE,
    /** It asks for votes in a new term. */
    CANDIDATE,
    /** It leads its term, as far as it knows. */
    LEADER
}
