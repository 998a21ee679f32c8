package io.waybill.simulation.quorum.client;

import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.raft.client.QuorumClient;
import io.waybill.raft.entry.ChangeKind;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.settings.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Who changes the quorum while it works: adds and removes members, and hands the leadership over. */
public final class Operator {

    private static final int PURPOSE = 2;

    private final ClientSettings settings;
    private final Environment environment;
    private final Randomness randomness;
    private final QuorumClient quorum;
    private final List<Integer> nodes;
    private final Supplier<Membership> membership;
    private final int fewestVoters;
    private final Crew crew;

    private Operator(Crew crew, Environment environment, Supplier<Membership> membership, int fewestVoters) {
        Cluster cluster = crew.cluster();
        this.crew = crew;
        this.settings = crew.settings();
        this.environment = environment;
        this.randomness = environment.randomness("operator");
        this.quorum = QuorumClient.of(environment, cluster, Crew.session(environment, PURPOSE));
        this.nodes = new ArrayList<>(cluster.addresses().keySet());
        this.membership = membership;
        this.fewestVoters = fewestVoters;
    }

    /**
     * Begins to give orders.
     *
     * @param membership the committed membership, as the harness knows it
     * @param fewestVoters below which no voter is removed
     */
    public static void start(Crew crew, Environment environment, Supplier<Membership> membership, int fewestVoters) {
        new Operator(crew, environment, membership, fewestVoters).pause();
    }

    private void pause() {
        environment.timers().after(1 + randomness.nextLong(2 * settings.operatorPauseNanos()), this::order);
    }

    private void order() {
        if (!crew.isOperating()) {
            return;
        }
        Membership members = membership.get();
        if (settings.transfers() && (!settings.changes() || randomness.chance(0.4))) {
            int voter = members.voter(randomness.nextInt(members.voterCount()));
            quorum.transfer(voter, settings.timeoutNanos(), outcome -> pause());
            return;
        }
        int node = nodes.get(randomness.nextInt(nodes.size()));
        quorum.change(kind(members, node), node, settings.timeoutNanos(), outcome -> pause());
    }

    private ChangeKind kind(Membership members, int node) {
        if (members.isVoter(node)) {
            return members.voterCount() > fewestVoters ? ChangeKind.REMOVE : ChangeKind.ADD_VOTER;
        }
        if (members.contains(node) && randomness.chance(0.3)) {
            return ChangeKind.REMOVE;
        }
        return randomness.chance(0.7) ? ChangeKind.ADD_VOTER : ChangeKind.ADD_OBSERVER;
    }
}
