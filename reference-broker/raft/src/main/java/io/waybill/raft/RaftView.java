package io.waybill.raft;

import io.waybill.raft.entry.Membership;

/** What a member knows, to look at from outside. Every method is cheap and creates nothing. */
public interface RaftView {

    /** Returns the member's id. */
    int node();

    /** Returns what the member is at the moment. */
    Role role();

    /**
     * Returns the current term, 0 or more. It never goes back within a life; nobody hears of it before it is durable.
     */
    long term();

    /** Returns the term that is durable, and which it never has less than again, not even after a crash. */
    long durableTerm();

    /** Returns whom it voted for in the current term, -1 for nobody; durable or about to be. */
    int votedFor();

    /** Returns whom it takes for the leader of the current term, -1 where it knows none. */
    int leader();

    /** Returns up to where it knows the log to be committed, 0 or more. Not kept across crashes. */
    long commitIndex();

    /** Returns the last entry in its log, or the snapshot's where there is none after it. */
    long lastIndex();

    /** Returns the first entry that it still has; {@link #lastIndex} + 1 where it has none. */
    long firstIndex();

    /** Returns the term of an entry it has or of the one before the first; -1 of any other. */
    long termAt(long index);

    /** Returns up to where its log is durable. */
    long durableIndex();

    /**
     * Returns up to where a member has acknowledged the leader's log in this term, durable there; 0 of one that has not
     * acknowledged anything yet, -1 where this member does not lead or does not know the other.
     */
    long acknowledgedIndex(int member);

    /** Returns the last entry in its newest snapshot, 0 where it has none. */
    long snapshotIndex();

    /** Returns who belongs to the quorum by its log, committed or not. */
    Membership membership();

    /** Returns whether it may have lost acknowledged entries and so does not count in ordinary elections. */
    boolean abstains();
}
