package io.waybill.raft;

import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.HardState;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.message.Message;

/**
 * What is to be done after a step, in the order in which it is said. None of it may call back into the core.
 *
 * <p>What is to be written carries a number. The numbers ascend, the writes must become durable in their order, and
 * {@link RaftCore#persisted} says up to which number they are. What depends on a write comes out only then.
 */
public interface Effects {

    /** Sends a message. It may be lost. */
    void send(int to, Message message);

    /** Makes term and vote durable. */
    void save(long write, HardState state);

    /** Makes an entry durable, in place of those that the log has from its index on. */
    void append(long write, Entry entry);

    /** Makes a snapshot of another member durable, in place of the whole log. */
    void install(long write, SnapshotImage image);

    /** Puts the state of a snapshot of another member in place of the machine's. */
    void restore(SnapshotImage image);

    /** Applies the entries up to an index. */
    void commit(long index);

    /** The entries from an index on are no longer in the log. */
    void truncated(long fromIndex);

    /** The role or the term has changed. */
    void role(Role role, long term);

    /** A proposal is in the log at an index of the current term. */
    void accepted(long ticket, long index);

    /**
     * A proposal, read, change or transfer was certainly not begun, for want of leadership; {@code leader} may help.
     */
    void refused(long ticket, int leader);

    /** A change or transfer was certainly not begun, or certainly given up. */
    void declined(long ticket, String reason);

    /** A read may be answered once the machine has applied up to an index. */
    void readable(long ticket, long index);

    /** A change is committed, or a transfer has led to a new term. */
    void done(long ticket);

    /** A change or transfer that was begun may happen or not. */
    void unknown(long ticket, String reason);

    /** The leadership is over: of what was accepted and is not committed nobody knows here how it ends. */
    void deposed();
}
