package io.waybill.broker.controller;

import io.waybill.raft.Role;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.message.Message;
import io.waybill.raft.node.RaftListener;

/** Tells another listener everything, and a node when it is time to see who leads and what is applied. */
final class QuorumWatch implements RaftListener {

    private final RaftListener other;
    private final Runnable moved;
    private final Runnable applied;

    /**
     * Listens for a node.
     *
     * @param moved is run where the role or the term is another
     * @param applied is run after each entry
     */
    QuorumWatch(RaftListener other, Runnable moved, Runnable applied) {
        this.other = other;
        this.moved = moved;
        this.applied = applied;
    }

    @Override
    public void onStarted() {
        other.onStarted();
        moved.run();
    }

    @Override
    public void onRole(Role role, long term) {
        other.onRole(role, term);
        moved.run();
    }

    @Override
    public void onAppended(Entry entry) {
        other.onAppended(entry);
    }

    @Override
    public void onTruncated(long fromIndex) {
        other.onTruncated(fromIndex);
    }

    @Override
    public void onInstalled(long index, long term) {
        other.onInstalled(index, term);
    }

    @Override
    public void onSnapshot(long index, long term, long firstIndex) {
        other.onSnapshot(index, term, firstIndex);
    }

    @Override
    public void onCommitted(long index) {
        other.onCommitted(index);
    }

    @Override
    public void onApplied(long index, long term, long digest) {
        other.onApplied(index, term, digest);
        applied.run();
    }

    @Override
    public void onReadServed(long readIndex, long appliedIndex) {
        other.onReadServed(readIndex, appliedIndex);
    }

    @Override
    public void onSent(int to, Message message) {
        other.onSent(to, message);
    }

    @Override
    public boolean traces() {
        return other.traces();
    }

    @Override
    public void trace(String line) {
        other.trace(line);
    }
}
