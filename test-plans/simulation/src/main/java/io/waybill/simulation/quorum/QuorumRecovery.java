package io.waybill.simulation.quorum;

import io.waybill.simulation.Patience;
import io.waybill.simulation.invariant.QuorumInvariants;
import io.waybill.simulation.quorum.client.Crew;
import io.waybill.simulation.storm.Storm;
import java.util.List;
import java.util.SortedSet;

/** The core of a quorum that must go on by itself, and where it may rightly stand still. */
final class QuorumRecovery implements Patience.Recovery {

    private final Crew crew;
    private final QuorumInvariants invariants;
    private final Storm storm;
    private final SortedSet<Integer> core;
    private final List<Integer> nodes;
    private final List<Integer> clients;
    private boolean cutOff;
    private boolean healedAll;

    QuorumRecovery(
            Crew crew,
            QuorumInvariants invariants,
            Storm storm,
            SortedSet<Integer> core,
            List<Integer> nodes,
            List<Integer> clients) {
        this.crew = crew;
        this.invariants = invariants;
        this.storm = storm;
        this.core = core;
        this.nodes = nodes;
        this.clients = clients;
    }

    void cutOff() {
        cutOff = true;
        storm.cutOff(core, nodes, clients);
    }

    @Override
    public long lastCompletionNanos() {
        return crew.lastCompletionNanos();
    }

    @Override
    public Patience.Help help() {
        if (healedAll) {
            // Once everything was healed that can be, nobody can ask for more of those whose disks are damaged.
            return storm.harmed().isEmpty() ? Patience.Help.UNDESERVED : Patience.Help.IN_VAIN;
        }
        if (!invariants.canGoOn(core)) {
            // A change of the members was under way, or somebody who came back counts only together with all others.
            healedAll = true;
            storm.healAll();
            return Patience.Help.GIVEN;
        }
        if (!cutOff && !core.contains(invariants.leader())) {
            cutOff();
            return Patience.Help.GIVEN;
        }
        return Patience.Help.UNDESERVED;
    }

    @Override
    public String core() {
        return "the core " + core;
    }

    @Override
    public String state() {
        return "leader " + (invariants.leader() < 0 ? "nobody" : "n" + invariants.leader()) + ", "
                + invariants.membership();
    }
}
