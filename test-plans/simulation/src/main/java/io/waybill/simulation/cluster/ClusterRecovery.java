package io.waybill.simulation.cluster;

import io.waybill.simulation.Patience;
import io.waybill.simulation.cluster.client.Clientele;
import io.waybill.simulation.cluster.sight.ClusterSight;
import io.waybill.simulation.invariant.QuorumInvariants;
import io.waybill.simulation.storm.Storm;
import java.util.SortedSet;

/** The core of a cluster that must go on by itself, and where it may rightly stand still. */
final class ClusterRecovery implements Patience.Recovery {

    private final Clientele clientele;
    private final QuorumInvariants quorum;
    private final ClusterSight sight;
    private final Storm storm;
    private final SortedSet<Integer> core;
    private boolean cutOff;
    private boolean healedAll;

    /**
     * Creates one.
     *
     * @param core the nodes that were healed; all where everything was
     */
    ClusterRecovery(
            Clientele clientele, QuorumInvariants quorum, ClusterSight sight, Storm storm, SortedSet<Integer> core) {
        this.clientele = clientele;
        this.quorum = quorum;
        this.sight = sight;
        this.storm = storm;
        this.core = core;
        this.healedAll = core.size() == sight.nodes().size();
    }

    /** Cuts everything outside the core off, where something is. */
    void cutOff() {
        if (!healedAll) {
            cutOff = true;
            storm.cutOff(core, sight.nodes(), clientele.nodes());
        }
    }

    @Override
    public long lastCompletionNanos() {
        return clientele.lastProgressNanos();
    }

    @Override
    public Patience.Help help() {
        if (healedAll) {
            // Once everything was healed that can be, nobody can ask for more of those whose disks are damaged.
            return storm.harmed().isEmpty() ? Patience.Help.UNDESERVED : Patience.Help.IN_VAIN;
        }
        if (!quorum.canGoOn(core) || !sight.canServe(core)) {
            // A change was under way that made somebody outside the core the only one who has everything.
            healedAll = true;
            storm.healAll();
            return Patience.Help.GIVEN;
        }
        if (!cutOff && !sight.isLedInside(core)) {
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
        return sight.describe();
    }
}
