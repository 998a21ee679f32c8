package io.waybill.simulation.quorum.client;

import io.waybill.simulation.finding.Findings;
import io.waybill.simulation.finding.Layer;
import io.waybill.simulation.invariant.QuorumInvariants;

/**
 * Where each partition ends, as far as somebody knows: clients by acknowledgements and polls, and the harness by what
 * was applied. A read that began later must not know less.
 *
 * <p>The first is the anomaly {@value #STALE_READ}: a poll began after a send was acknowledged, or after another poll
 * had returned, and was told that the partition ends before the offset that was known then. No client needs to trust
 * anybody's clock for it: in a run there is one clock. Silent on polls that began before the other operation had ended.
 */
public final class Ends {

    /** The id of the anomaly. */
    public static final String STALE_READ = "stale-read";

    private final Findings findings;
    private final QuorumInvariants invariants;
    private final long[] known;
    private final long[] applied;

    /** Creates the ends of so many empty partitions. */
    public Ends(int partitions, Findings findings, QuorumInvariants invariants) {
        this.findings = findings;
        this.invariants = invariants;
        this.known = new long[partitions];
        this.applied = new long[partitions];
    }

    /** Says that some member has applied messages up to the end of a partition. */
    public void applied(int partition, long end) {
        applied[partition] = Math.max(applied[partition], end);
    }

    long applied(int partition) {
        return applied[partition];
    }

    long known(int partition) {
        return known[partition];
    }

    void acknowledged(int partition, long offset) {
        known[partition] = Math.max(known[partition], offset + 1);
    }

    /** A poll was answered; {@code knownThen} and {@code appliedThen} are from when it began. */
    void polled(int client, int partition, long end, long knownThen, long appliedThen) {
        if (end < knownThen) {
            findings.add(
                    Layer.ANOMALY,
                    STALE_READ,
                    "client n" + client + " was told that partition " + partition + " ends at " + end + "; before it"
                            + " asked, clients knew it to reach " + knownThen);
        }
        if (end < appliedThen) {
            invariants.staleRead(client, partition, end, appliedThen);
        }
        known[partition] = Math.max(known[partition], end);
    }
}
