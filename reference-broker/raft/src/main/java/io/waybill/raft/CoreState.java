package io.waybill.raft;

import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.EntryKind;
import io.waybill.raft.entry.HardState;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.entry.MembershipHistory;
import io.waybill.raft.entry.MemoryLog;
import io.waybill.raft.entry.Recovered;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.settings.QuorumMutant;
import io.waybill.raft.settings.RaftSettings;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the parts of the core share. */
final class CoreState implements RaftView {

    static final int NOBODY = HardState.NOBODY;
    static final long NEVER = Long.MAX_VALUE;

    final int self;
    final RaftSettings settings;
    final Effects effects;
    final Probes probes;
    final Randomness randomness;
    final MemoryLog log;
    final MembershipHistory memberships;
    final Durability durability;
    final Hits hits;

    private final boolean forgetsVote;
    private final boolean forgetsTerm;
    private final long termFound;

    long now;
    long term;
    int votedFor;
    boolean abstains;
    Role role = Role.FOLLOWER;
    int leader = NOBODY;
    long commitIndex;

    @Nullable
    SnapshotImage snapshot;

    /** What the leader in this member knows of the others, once there is one. */
    IntToLongFunction acknowledged = member -> -1;

    CoreState(int self, RaftSettings settings, Recovered found, Effects effects, Probes probes, Randomness randomness) {
        this.self = self;
        this.settings = settings;
        this.effects = effects;
        this.probes = probes;
        this.randomness = randomness;
        this.hits = new Hits(probes);
        this.forgetsVote = settings.mutants().has(QuorumMutant.Q1);
        this.forgetsTerm = settings.mutants().has(QuorumMutant.Q2);
        this.term = found.hardState().term();
        this.termFound = term;
        this.votedFor = found.hardState().votedFor();
        this.abstains = found.hardState().abstains();
        this.snapshot = found.snapshot();
        this.log = new MemoryLog(found.baseIndex(), found.baseTerm());
        this.memberships = snapshot == null
                ? new MembershipHistory(0, settings.cluster().initial())
                : new MembershipHistory(snapshot.index(), snapshot.membership());
        for (Entry entry : found.entries()) {
            log.append(entry);
            if (snapshot == null || entry.index() > snapshot.index()) {
                noteMembership(entry);
            }
        }
        this.commitIndex = snapshot == null ? 0 : snapshot.index();
        this.durability = new Durability(self, effects, log.lastIndex(), term);
    }

    private void noteMembership(Entry entry) {
        if (entry.kind() == EntryKind.MEMBERSHIP) {
            memberships.add(entry.index(), Membership.read(entry.payload().duplicate()));
        }
    }

    /** Adds an entry, in place of those that the log has from its index on. */
    void append(Entry entry) {
        if (entry.index() <= log.lastIndex()) {
            if (entry.index() <= commitIndex) {
                probes.always(
                        false,
                        "committed entries stay",
                        () -> "entry " + entry.index() + " is committed up to " + commitIndex
                                + " and would be replaced by " + entry);
            }
            cut(entry.index());
            log.truncateFrom(entry.index());
            memberships.truncateFrom(entry.index());
            effects.truncated(entry.index());
        }
        log.append(entry);
        noteMembership(entry);
        durability.append(entry);
    }

    private void cut(long index) {
        durability.cut(index);
        if (durability.claimsBeyond(index)) {
            saveState();
        }
    }

    /** Puts a snapshot in place of the whole log. */
    void install(SnapshotImage image) {
        cut(image.index() + 1);
        log.reset(image.index(), image.term());
        memberships.reset(image.index(), image.membership());
        snapshot = image;
        commitIndex = image.index();
        durability.install(image);
        effects.restore(image);
    }

    void commitTo(long index) {
        if (index <= commitIndex) {
            return;
        }
        if (index > log.lastIndex()) {
            probes.always(
                    false,
                    "only entries of the log are committed",
                    () -> "the log ends at " + log.lastIndex() + ", committed would be " + index);
        }
        commitIndex = index;
        effects.commit(index);
    }

    /** Goes to a term, and forgets what belonged to the one before. Its vote must be saved afterwards. */
    void enterTerm(long newTerm, int vote) {
        if (newTerm <= term) {
            probes.always(false, "terms ascend", () -> "term " + newTerm + " after " + term);
        }
        term = newTerm;
        votedFor = vote;
        leader = NOBODY;
        durability.newTerm();
        saveState();
    }

    void saveState() {
        durability.save(forgetsTerm ? termFound : term, forgetsVote ? NOBODY : votedFor, abstains, term);
    }

    void become(Role other) {
        role = other;
        effects.role(other, term);
    }

    boolean isLeader() {
        return role == Role.LEADER;
    }

    Membership members() {
        return memberships.latest();
    }

    boolean has(QuorumMutant mutant) {
        return settings.mutants().has(mutant);
    }

    /** Returns whether an entry of the current term is committed, so that the leader knows all that is (Raft §8). */
    boolean hasCommittedInTerm() {
        return log.termAt(commitIndex) == term;
    }

    @Override
    public int node() {
        return self;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public long term() {
        return term;
    }

    @Override
    public long durableTerm() {
        return durability.durableTerm();
    }

    @Override
    public int votedFor() {
        return votedFor;
    }

    @Override
    public int leader() {
        return leader;
    }

    @Override
    public long commitIndex() {
        return commitIndex;
    }

    @Override
    public long lastIndex() {
        return log.lastIndex();
    }

    @Override
    public long firstIndex() {
        return log.firstIndex();
    }

    @Override
    public long termAt(long index) {
        return log.termAt(index);
    }

    @Override
    public long durableIndex() {
        return durability.durableIndex();
    }

    @Override
    public long acknowledgedIndex(int member) {
        if (!isLeader()) {
            return -1;
        }
        return member == self ? durableIndex() : acknowledged.applyAsLong(member);
    }

    @Override
    public long snapshotIndex() {
        return snapshot == null ? 0 : snapshot.index();
    }

    @Override
    public Membership membership() {
        return members();
    }

    @Override
    public boolean abstains() {
        return abstains;
    }
}
