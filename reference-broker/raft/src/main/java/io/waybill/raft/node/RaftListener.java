package io.waybill.raft.node;

import io.waybill.raft.Role;
import io.waybill.raft.entry.Entry;

/**
 * Is told what happens inside a member, at once and on its loop; must not call back. For checkers of invariants and for
 * traces; nothing that a member does depends on it.
 */
public interface RaftListener {

    /** Listens to nothing. */
    RaftListener NONE = new RaftListener() {};

    /** Its log, vote and snapshot were read from the disk, and it takes part from now on. */
    default void onStarted() {}

    /** It changed its role or its term. */
    default void onRole(Role role, long term) {}

    /** An entry was added at the end of its log; not durable yet. */
    default void onAppended(Entry entry) {}

    /** The entries from this index on were taken out of its log. */
    default void onTruncated(long fromIndex) {}

    /** Its log was replaced by a snapshot of another member that ends with this entry. */
    default void onInstalled(long index, long term) {}

    /** Its own snapshot that ends with this entry is durable, and entries up to {@code firstIndex} - 1 were dropped. */
    default void onSnapshot(long index, long term, long firstIndex) {}

    /** It knows the log to be committed up to here. */
    default void onCommitted(long index) {}

    /**
     * An entry was applied.
     *
     * @param digest the digest of everything that was applied up to it
     */
    default void onApplied(long index, long term, long digest) {}

    /**
     * A read was answered.
     *
     * @param readIndex what was committed when the read was taken, as far as this member knew
     * @param appliedIndex up to where the answer contains the log
     */
    default void onReadServed(long readIndex, long appliedIndex) {}

    /** Returns whether {@link #trace} is wanted; without it no line is made. */
    default boolean traces() {
        return false;
    }

    /** A line of the trace: a message received or sent, or a decision. Only while {@link #traces}. */
    default void trace(String line) {}
}
