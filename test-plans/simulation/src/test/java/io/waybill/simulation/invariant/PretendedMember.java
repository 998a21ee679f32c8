package io.waybill.simulation.invariant;

import io.waybill.raft.RaftView;
import io.waybill.raft.Role;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.EntryKind;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.message.Message;
import io.waybill.raft.node.RaftListener;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A member that says what a test wants it to say. */
final class PretendedMember implements QuorumInvariants.Eye {

    private final int node;
    private final QuorumInvariants invariants;
    private final RaftListener listener;
    private final List<Entry> log = new ArrayList<>();
    private long term;
    private int votedFor = -1;
    private long commitIndex;
    private long durableIndex;
    private long applied;
    private Membership membership;

    PretendedMember(int node, QuorumInvariants invariants, Membership membership) {
        this.node = node;
        this.invariants = invariants;
        this.listener = invariants.listenerOf(node);
        this.membership = membership;
        start();
    }

    PretendedMember start() {
        invariants.attach(node, this);
        listener.onStarted();
        return looked();
    }

    PretendedMember crash() {
        invariants.ended(node);
        return this;
    }

    /** It forgets what is not durable, and more if told so. */
    PretendedMember forget(long newTerm, int vote, long lastIndex) {
        term = newTerm;
        votedFor = vote;
        while (log.size() > lastIndex) {
            log.remove(log.size() - 1);
        }
        durableIndex = lastIndex;
        commitIndex = 0;
        applied = 0;
        return this;
    }

    PretendedMember term(long other) {
        term = other;
        return looked();
    }

    PretendedMember vote(long inTerm, int candidate) {
        term = inTerm;
        votedFor = candidate;
        looked();
        listener.onSent(candidate, new Message.VoteReply(node, inTerm, false, true, false));
        return this;
    }

    PretendedMember stand(long inTerm) {
        term = inTerm;
        votedFor = node;
        listener.onSent(0, new Message.VoteRequest(node, inTerm, false, false, lastIndex(), termAt(lastIndex())));
        return looked();
    }

    PretendedMember lead(long inTerm) {
        term = inTerm;
        listener.onRole(Role.LEADER, inTerm);
        return looked();
    }

    PretendedMember append(long ofTerm, String payload) {
        return append(new Entry(
                lastIndex() + 1, ofTerm, EntryKind.COMMAND, ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8))));
    }

    PretendedMember append(long ofTerm, Membership next) {
        var entry = Entry.of(lastIndex() + 1, ofTerm, next);
        membership = next;
        return append(entry);
    }

    private PretendedMember append(Entry entry) {
        log.add(entry);
        listener.onAppended(entry);
        return looked();
    }

    PretendedMember sync() {
        durableIndex = lastIndex();
        return looked();
    }

    PretendedMember acknowledge() {
        listener.onSent(1, new Message.AppendReply(node, term, lastIndex()));
        return this;
    }

    PretendedMember truncate(long fromIndex) {
        while (lastIndex() >= fromIndex) {
            log.remove(log.size() - 1);
        }
        listener.onTruncated(fromIndex);
        return looked();
    }

    PretendedMember install(long index, long ofTerm) {
        applied = index;
        listener.onInstalled(index, ofTerm);
        return this;
    }

    PretendedMember commit(long index) {
        commitIndex = index;
        listener.onCommitted(index);
        return looked();
    }

    PretendedMember apply(long index, long digest) {
        applied = index;
        listener.onApplied(index, termAt(index), digest);
        return looked();
    }

    private PretendedMember looked() {
        invariants.ran(node);
        return this;
    }

    private long lastIndex() {
        return log.size();
    }

    private long termAt(long index) {
        return index == 0
                ? 0
                : index > log.size() ? -1 : log.get((int) index - 1).term();
    }

    @Override
    public boolean isStarted() {
        return true;
    }

    @Override
    public long appliedIndex() {
        return applied;
    }

    @Override
    public long digest() {
        return 0;
    }

    /** By name, so that a method that the view gets later need not be answered here. */
    @Override
    public RaftView view() {
        InvocationHandler answers = (proxy, method, arguments) -> switch (method.getName()) {
            case "node" -> node;
            case "term", "durableTerm" -> term;
            case "votedFor" -> votedFor;
            case "leader" -> -1;
            case "commitIndex" -> commitIndex;
            case "lastIndex" -> lastIndex();
            case "firstIndex" -> 1L;
            case "termAt" -> termAt((long) arguments[0]);
            case "durableIndex" -> durableIndex;
            case "snapshotIndex" -> 0L;
            case "membership" -> membership;
            case "abstains" -> false;
            default -> throw new UnsupportedOperationException(method.getName());
        };
        return (RaftView)
                Proxy.newProxyInstance(RaftView.class.getClassLoader(), new Class<?>[] {RaftView.class}, answers);
    }
}
