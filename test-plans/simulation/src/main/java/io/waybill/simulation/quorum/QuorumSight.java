package io.waybill.simulation.quorum;

import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.ClusterView;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.fault.QuorumView;
import io.waybill.raft.entry.Membership;
import io.waybill.simulation.invariant.QuorumInvariants;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The quorum as the nemesis sees it: it aims with the harness' eyes, so it never has to wait for an answer. */
final class QuorumSight implements ClusterView {

    private final QuorumInvariants invariants;
    private final List<Integer> nodes;
    private final SortedMap<String, List<Integer>> clients = new TreeMap<>();

    QuorumSight(QuorumInvariants invariants, List<Integer> nodes, List<Integer> clients) {
        this.invariants = invariants;
        this.nodes = List.copyOf(nodes);
        this.clients.put("clients", List.copyOf(clients));
    }

    @Override
    public List<Integer> nodes() {
        return nodes;
    }

    @Override
    public PartitionView describe(Partition partition) {
        throw new ClusterUnavailableException("a quorum has no partitions", null);
    }

    @Override
    public QuorumView quorum() {
        Membership members = invariants.membership();
        List<Integer> voters = new ArrayList<>();
        for (int i = 0; i < members.voterCount(); i++) {
            voters.add(members.voter(i));
        }
        int leader = invariants.leader();
        return new QuorumView(leader < 0 ? QuorumView.UNKNOWN : leader, voters);
    }

    @Override
    public SortedMap<String, List<Integer>> clients() {
        return clients;
    }
}
