package io.waybill.simulation.invariant;

import io.waybill.raft.RaftView;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.node.RaftListener;
import io.waybill.raft.node.RaftNode;
import io.waybill.simulation.finding.Findings;
import io.waybill.simulation.finding.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * The invariants of one quorum in one run. Give each member its {@link #listenerOf} and {@link #attach} it, call
 * {@link #ran} after each event of a node, and say what befell the members' disks.
 */
public final class QuorumInvariants {

    private final Findings findings;
    private final EntryTable entries = new EntryTable();
    private final Ballots ballots = new Ballots();
    private final Committed committed;
    private final List<Member> members = new ArrayList<>();
    private long checks;

    /**
     * Creates the invariants of a quorum that begins empty.
     *
     * @param nodes how many nodes may ever belong to it, with ids from 0; at most 16
     * @param initial who belongs to it at the beginning
     * @param findings is told what does not hold
     */
    public QuorumInvariants(int nodes, Membership initial, Findings findings) {
        if (nodes < 1 || nodes > Ballots.MOST_NODES) {
            throw new IllegalArgumentException(
                    "nodes of a quorum must be from 1 to " + Ballots.MOST_NODES + ", were " + nodes);
        }
        this.findings = findings;
        this.committed = new Committed(initial);
        for (int node = 0; node < nodes; node++) {
            members.add(new Member(node, this));
        }
    }

    /** Returns what a member is to tell everything to, in all its lives. */
    public RaftListener listenerOf(int node) {
        return members.get(node);
    }

    /** Says that a member lives again. */
    public void attach(int node, RaftNode raft) {
        attach(node, new View(raft));
    }

    /** Says that a member lives again, to be looked at with some eye. */
    public void attach(int node, Eye eye) {
        members.get(node).begin(eye);
    }

    /** Says that a member's life has ended. */
    public void ended(int node) {
        members.get(node).end();
    }

    /** Says that a fault has taken or altered what a member had on disk: what it had promised is off. */
    public void harmed(int node) {
        members.get(node).harm();
    }

    /** Checks what an event of a node may have changed. */
    public void ran(int node) {
        if (node < members.size()) {
            members.get(node).look();
        }
    }

    /** Returns the membership that is committed, as far as anybody knows. */
    public Membership membership() {
        return committed.membership();
    }

    /** Returns the last entry that is committed, as far as anybody knows. */
    public long committedIndex() {
        return committed.last();
    }

    /** Returns the member that leads the highest term and is up; -1 where there is none. */
    public int leader() {
        int leader = -1;
        long term = -1;
        for (Member member : members) {
            if (member.leads() && member.term() > term) {
                term = member.term();
                leader = member.node();
            }
        }
        return leader;
    }

    /** Returns every membership that somebody may have to follow: the committed one, and those in members' logs. */
    private List<Membership> memberships() {
        List<Membership> all = new ArrayList<>();
        all.add(committed.membership());
        for (Member member : members) {
            Membership own = member.membership();
            if (own != null && !all.contains(own)) {
                all.add(own);
            }
        }
        return all;
    }

    /** Returns whether a node votes in a membership that somebody may have to follow. */
    public boolean mayVote(int node) {
        return memberships().stream().anyMatch(each -> each.isVoter(node));
    }

    /**
     * Returns whether nodes that are well, and connected, must be able to go on without anybody else: they are a
     * majority of every membership that somebody may have to follow, and each of them counts by itself.
     */
    public boolean canGoOn(SortedSet<Integer> nodes) {
        for (Membership each : memberships()) {
            int voters = 0;
            for (int node : nodes) {
                voters += each.isVoter(node) && !abstains(node) ? 1 : 0;
            }
            if (voters < each.majority()) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a member counts only together with all others, having perhaps lost what it acknowledged. */
    public boolean abstains(int node) {
        return members.get(node).abstains();
    }

    /** Returns how many facts were checked. */
    public long checks() {
        return checks;
    }

    EntryTable entries() {
        return entries;
    }

    Ballots ballots() {
        return ballots;
    }

    Committed committed() {
        return committed;
    }

    List<Member> members() {
        return members;
    }

    void counted() {
        checks++;
    }

    void broken(Invariant invariant, int node, String evidence) {
        findings.add(Layer.INVARIANT, invariant.id(), "n" + node + " " + evidence);
    }

    /** A read was answered with an end of a partition that had been passed when it began. */
    public void staleRead(int client, int partition, long end, long applied) {
        findings.add(
                Layer.INVARIANT,
                Invariant.READS_ARE_CURRENT.id(),
                "client n" + client + " was told that partition " + partition + " ends at " + end + " when " + applied
                        + " messages had been applied before it asked");
    }

    /** What is looked at of a member. */
    public interface Eye {

        /** Returns whether {@link #view} may be used. */
        boolean isStarted();

        /** Returns what the member knows. */
        RaftView view();

        /** Returns the last entry that was applied. */
        long appliedIndex();

        /** Returns the digest of everything that was applied. */
        long digest();
    }

    private record View(RaftNode raft) implements Eye {
        @Override
        public boolean isStarted() {
            return raft.isStarted();
        }

        @Override
        public RaftView view() {
            return raft.view();
        }

        @Override
        public long appliedIndex() {
            return raft.appliedIndex();
        }

        @Override
        public long digest() {
            return raft.digest();
        }
    }
}
