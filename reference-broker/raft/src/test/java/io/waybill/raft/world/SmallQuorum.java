package io.waybill.raft.world;

import io.waybill.environment.Endpoint;
import io.waybill.raft.Role;
import io.waybill.raft.client.QuorumClient;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.machine.Ledger;
import io.waybill.raft.node.RaftListener;
import io.waybill.raft.node.RaftNode;
import io.waybill.raft.settings.Cluster;
import io.waybill.raft.settings.RaftSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Members of a quorum in a {@link SmallWorld}, and what must hold of all of them together. */
public final class SmallQuorum {

    public static final long MILLI = 1_000_000;
    public static final long SECOND = 1_000 * MILLI;
    private static final int FIRST_CLIENT = 100;

    public final SmallWorld world;
    public final RaftSettings settings;
    public final Map<Integer, RaftNode> nodes = new TreeMap<>();
    public final Map<Integer, Ledger> ledgers = new TreeMap<>();
    public final List<String> breaches = new ArrayList<>();
    public long reads;

    private final Map<Long, Integer> leaders = new HashMap<>();
    private final Map<Long, Long> digests = new HashMap<>();
    private final Map<Long, Long> terms = new HashMap<>();
    private final Map<Integer, Long> lastTerms = new HashMap<>();
    private int clients;

    /** Creates a quorum of some voters, in a cluster that may grow to more nodes. */
    public SmallQuorum(long seed, int voters, int addresses, UnaryOperator<RaftSettings> change) {
        world = new SmallWorld(seed);
        var endpoints = new TreeMap<Integer, Endpoint>();
        var members = new ArrayList<Integer>();
        for (int node = 0; node < addresses; node++) {
            endpoints.put(node, new Endpoint("node" + node, 9_000));
            if (node < voters) {
                members.add(node);
            }
        }
        settings = change.apply(RaftSettings.of(new Cluster(endpoints, Membership.of(members, List.of(), List.of()))));
        for (int node = 0; node < addresses; node++) {
            start(node);
        }
    }

    public void start(int node) {
        var ledger = new Ledger(2);
        var environment = world.start(node);
        ledgers.put(node, ledger);
        nodes.put(node, RaftNode.start(environment, settings, ledger, new Watch(node)));
    }

    public void kill(int node) {
        var killed = nodes.get(node);
        if (killed != null && killed.isStarted()) {
            lastTerms.merge(node, killed.view().durableTerm(), Math::max);
        }
        world.kill(node);
        nodes.remove(node);
    }

    public QuorumClient client() {
        clients++;
        return QuorumClient.of(world.start(FIRST_CLIENT + clients), settings.cluster(), clients);
    }

    /** Returns the leader of the latest term, -1 where nobody leads. */
    public int leader() {
        int leader = -1;
        long term = -1;
        for (var node : nodes.entrySet()) {
            if (node.getValue().isStarted()
                    && node.getValue().view().role() == Role.LEADER
                    && node.getValue().view().term() > term) {
                leader = node.getKey();
                term = node.getValue().view().term();
            }
        }
        return leader;
    }

    /** Runs until somebody leads and everybody who is up follows. */
    public int elect() {
        for (int i = 0; i < 200; i++) {
            world.runFor(100 * MILLI);
            int leader = leader();
            if (leader >= 0
                    && nodes.get(leader).view().commitIndex() > 0
                    && nodes.get(leader).view().termAt(nodes.get(leader).view().commitIndex())
                            == nodes.get(leader).view().term()) {
                return leader;
            }
        }
        throw new AssertionError("nobody leads after 20 s");
    }

    /** Notes what the members must agree on. */
    private final class Watch implements RaftListener {

        private final int node;
        private long applied;

        Watch(int node) {
            this.node = node;
        }

        @Override
        public void onStarted() {
            long term = nodes.get(node).view().term();
            if (term < lastTerms.getOrDefault(node, 0L)) {
                breaches.add("term never regresses: node " + node + " has " + term);
            }
        }

        @Override
        public void onRole(Role role, long term) {
            if (role == Role.LEADER) {
                var other = leaders.putIfAbsent(term, node);
                if (other != null && other != node) {
                    breaches.add("election safety: nodes " + other + " and " + node + " in term " + term);
                }
            }
        }

        @Override
        public void onInstalled(long index, long term) {
            if (index < applied) {
                breaches.add("commit index never regresses: node " + node + " to " + index);
            }
        }

        @Override
        public void onApplied(long index, long term, long digest) {
            applied = index;
            var otherTerm = terms.putIfAbsent(index, term);
            var otherDigest = digests.putIfAbsent(index, digest);
            if ((otherTerm != null && otherTerm != term) || (otherDigest != null && otherDigest != digest)) {
                breaches.add(
                        "state machine safety: node " + node + " at " + index + " term " + term + " not " + otherTerm);
            }
        }

        @Override
        public void onReadServed(long readIndex, long appliedIndex) {
            reads++;
        }
    }
}
