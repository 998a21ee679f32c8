package io.waybill.simulation.invariant;

import io.waybill.raft.RaftView;
import io.waybill.raft.Role;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.EntryKind;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.machine.Digest;
import io.waybill.raft.message.Message;
import io.waybill.raft.node.RaftListener;
import io.waybill.simulation.invariant.QuorumInvariants.Eye;
import org.jspecify.annotations.Nullable;

/** One member in all its lives: the shadow of its log, and what it has promised. */
final class Member implements RaftListener {

    private static final int NOBODY = -1;

    private final int node;
    private final QuorumInvariants all;
    private final Shadow log = new Shadow();
    private final Promises promises;
    private @Nullable Eye eye;
    private boolean harmed;
    private boolean leads;
    private boolean abstains;
    private long term;
    private int votedFor = NOBODY;
    private long commit;
    private long applied;
    private long durable;
    private @Nullable Membership membership;

    Member(int node, QuorumInvariants all) {
        this.node = node;
        this.all = all;
        this.promises = new Promises(this, all);
    }

    int node() {
        return node;
    }

    long term() {
        return term;
    }

    boolean leads() {
        return leads;
    }

    boolean isHarmed() {
        return harmed;
    }

    boolean abstains() {
        return abstains;
    }

    Shadow log() {
        return log;
    }

    /** Returns the membership that it follows or last followed; null where it never lived. */
    @Nullable
    Membership membership() {
        Eye current = eye;
        return current != null && current.isStarted() ? current.view().membership() : membership;
    }

    /** Returns the last entry up to {@code index} that changes the membership, 0 where there is none. */
    long lastMembershipIndex(long index) {
        for (long each = index; each > 0; each--) {
            if (all.entries().membership(each, termOf(each)) != null) {
                return each;
            }
        }
        return 0;
    }

    /** Returns the term of an entry that it has or had: what is before the base is in a snapshot, and so committed. */
    long termOf(long index) {
        return index < log.base() ? all.committed().term(index) : log.term(index);
    }

    /** Returns the current view; only while the member is up and has read its disk. */
    RaftView view() {
        Eye current = eye;
        if (current == null) {
            throw new IllegalStateException("n" + node + " told something while it was down");
        }
        return current.view();
    }

    void begin(Eye other) {
        eye = other;
        leads = false;
    }

    void end() {
        membership = membership();
        eye = null;
        leads = false;
    }

    void harm() {
        harmed = true;
    }

    void broken(Invariant invariant, String evidence) {
        all.broken(invariant, node, evidence);
    }

    // ---- after each event --------------------------------------------------------------------------------------

    void look() {
        Eye current = eye;
        if (current == null || !current.isStarted()) {
            return;
        }
        RaftView view = current.view();
        if (view.term() != term) {
            if (view.term() < term) {
                broken(Invariant.TERM_NEVER_REGRESSES, "went from term " + term + " to " + view.term());
            }
            term = view.term();
            votedFor = NOBODY;
        }
        if (view.votedFor() != votedFor) {
            voted(view.votedFor());
        }
        if (view.commitIndex() < commit) {
            broken(
                    Invariant.COMMIT_NEVER_REGRESSES,
                    "knew entries up to " + commit + " to be committed, now up to " + view.commitIndex());
            commit = view.commitIndex();
        }
        durable = view.durableIndex();
        abstains = view.abstains();
    }

    private void voted(int candidate) {
        votedFor = candidate;
        if (candidate != node && candidate != NOBODY) {
            all.counted();
            long lastTerm = all.ballots().lastTerm(term, candidate);
            long lastIndex = all.ballots().lastIndex(term, candidate);
            if (lastTerm < log.lastTerm() || (lastTerm == log.lastTerm() && lastIndex < log.last())) {
                broken(
                        Invariant.VOTES_FOR_COMPLETE_LOGS,
                        "votes in term " + term + " for n" + candidate + ", whose log ends at " + lastTerm + ":"
                                + lastIndex + ", its own at " + log.lastTerm() + ":" + log.last());
            }
        }
    }

    // ---- what it tells -----------------------------------------------------------------------------------------

    @Override
    public void onStarted() {
        RaftView view = view();
        if (!harmed) {
            promises.recall(view);
        }
        term = view.term();
        votedFor = view.votedFor();
        commit = view.commitIndex();
        durable = view.durableIndex();
        abstains = view.abstains();
        rebuild(view);
        Eye current = eye;
        if (current != null) {
            applied = current.appliedIndex();
            if (applied > 0) {
                compareState(applied, current.digest());
            }
        }
    }

    private void rebuild(RaftView view) {
        EntryTable entries = all.entries();
        long base = view.firstIndex() - 1;
        long baseTerm = view.termAt(base);
        log.reset(base, baseTerm, entries.chain(base, baseTerm));
        for (long index = base + 1; index <= view.lastIndex(); index++) {
            long of = view.termAt(index);
            all.counted();
            if (!entries.has(index, of)) {
                broken(Invariant.LOG_MATCHING, "finds on its disk an entry " + of + ":" + index + " that nobody wrote");
                entries.put(index, of, index, log.lastTerm());
            } else if (entries.previousTerm(index, of) != log.lastTerm()) {
                broken(
                        Invariant.LOG_MATCHING,
                        "finds on its disk entry " + of + ":" + index + " after one of term " + log.lastTerm()
                                + ", elsewhere it comes after one of term " + entries.previousTerm(index, of));
            }
            log.append(index, of, entries.chain(index, of));
        }
    }

    @Override
    public void onRole(Role role, long newTerm) {
        leads = role == Role.LEADER;
        if (leads) {
            term = Math.max(term, newTerm);
            Elections.won(this, newTerm, view().membership(), all);
        }
    }

    @Override
    public void onAppended(Entry entry) {
        all.counted();
        long index = entry.index();
        if (index != log.last() + 1) {
            broken(Invariant.LOG_MATCHING, "appends entry " + index + " to a log that ends at " + log.last());
        }
        long previousTerm = log.lastTerm();
        long content = Digest.of(entry.kind().code(), entry.payload());
        long chain = Digest.of(Digest.of(log.chain(log.last()), entry.term()), content);
        EntryTable entries = all.entries();
        if (!entries.has(index, entry.term())) {
            entries.put(index, entry.term(), chain, previousTerm);
        } else if (entries.chain(index, entry.term()) != chain) {
            broken(
                    Invariant.LOG_MATCHING,
                    "has entry " + entry.term() + ":" + index + " after one of term " + previousTerm
                            + "; elsewhere it comes after one of term " + entries.previousTerm(index, entry.term())
                            + " or what it says or follows is different");
        }
        log.append(index, entry.term(), chain);
        if (entry.kind() == EntryKind.MEMBERSHIP) {
            appended(entry, Membership.read(entry.payload().duplicate()));
        }
    }

    private void appended(Entry entry, Membership next) {
        all.entries().putMembership(entry.index(), entry.term(), next);
        if (leads) {
            Elections.begun(this, entry.index(), next, all);
        }
    }

    @Override
    public void onTruncated(long fromIndex) {
        if (fromIndex <= all.committed().last()
                && log.term(fromIndex) == all.committed().term(fromIndex)
                && log.chain(fromIndex) == all.committed().chain(fromIndex)) {
            broken(
                    Invariant.COMMITTED_ENTRIES_STAY,
                    "cuts its log off at " + fromIndex + ", which is committed, as is everything up to "
                            + all.committed().last());
        }
        log.truncateFrom(fromIndex);
        durable = Math.min(durable, fromIndex - 1);
        promises.truncated(fromIndex);
    }

    @Override
    public void onInstalled(long index, long installedTerm) {
        all.counted();
        if (index < applied) {
            broken(
                    Invariant.COMMIT_NEVER_REGRESSES,
                    "installs a snapshot that ends at " + index + " over a state that ends at " + applied);
        }
        if (index > all.committed().last() || all.committed().term(index) != installedTerm) {
            broken(
                    Invariant.STATE_MACHINE_SAFETY,
                    "installs a snapshot that ends with " + installedTerm + ":" + index + ", committed is "
                            + all.committed().term(index) + ":"
                            + Math.min(index, all.committed().last()));
        }
        if (log.term(index) == installedTerm) {
            promises.dropped(index);
        }
        log.reset(index, installedTerm, all.entries().chain(index, installedTerm));
        durable = 0;
        applied = index;
        commit = Math.max(commit, index);
    }

    @Override
    public void onSnapshot(long index, long snapshotTerm, long firstIndex) {
        if (index > applied || all.committed().term(index) != snapshotTerm) {
            broken(
                    Invariant.STATE_MACHINE_SAFETY,
                    "has a snapshot that ends with " + snapshotTerm + ":" + index + ", applied is " + applied);
        }
        log.dropBefore(firstIndex);
    }

    @Override
    public void onCommitted(long index) {
        if (leads && index > all.committed().last() && log.term(index) != view().term()) {
            broken(
                    Invariant.COMMITS_ITS_OWN_TERM,
                    "leads term " + view().term() + " and takes " + log.term(index) + ":" + index + " for committed");
        }
        for (long each = commit + 1; each <= index; each++) {
            all.counted();
            Commits.known(this, each, all);
        }
        commit = Math.max(commit, index);
    }

    @Override
    public void onApplied(long index, long appliedTerm, long digest) {
        all.counted();
        if (index != applied + 1) {
            broken(Invariant.STATE_MACHINE_SAFETY, "applies entry " + index + " after entry " + applied);
        }
        applied = index;
        if (index > all.committed().last() || all.committed().term(index) != appliedTerm) {
            broken(
                    Invariant.STATE_MACHINE_SAFETY,
                    "applies " + appliedTerm + ":" + index + ", committed is "
                            + all.committed().term(index) + ":"
                            + Math.min(index, all.committed().last()));
        }
        compareState(index, digest);
    }

    private void compareState(long index, long digest) {
        Committed committed = all.committed();
        if (!committed.wasApplied(index)) {
            committed.applied(index, digest);
        } else if (committed.digest(index) != digest) {
            broken(Invariant.STATE_MACHINE_SAFETY, "has another state than others after entry " + index);
        }
    }

    @Override
    public void onReadServed(long readIndex, long appliedIndex) {
        if (appliedIndex < readIndex) {
            broken(
                    Invariant.READS_ARE_CURRENT,
                    "answers a read of " + readIndex + " from a state that ends at " + appliedIndex);
        }
    }

    @Override
    public void onSent(int to, Message message) {
        promises.sent(to, message);
    }

    // ---- what others ask ---------------------------------------------------------------------------------------

    /** Returns whether its disk has everything up to an entry. */
    boolean hasDurablyUpTo(long index) {
        Eye current = eye;
        return harmed
                || (current != null && current.isStarted() ? current.view().durableIndex() : durable) >= index;
    }

    /** Returns whether its disk has an entry, as far as it knows; true where a fault took that away from it. */
    boolean hasDurably(long index, long ofTerm) {
        Eye current = eye;
        long upTo = current != null && current.isStarted() ? current.view().durableIndex() : durable;
        return harmed || (index <= log.base() ? index <= upTo : index <= upTo && log.term(index) == ofTerm);
    }
}
