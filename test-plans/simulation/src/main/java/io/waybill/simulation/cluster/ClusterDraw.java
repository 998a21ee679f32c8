package io.waybill.simulation.cluster;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.fault.Swarm;

/** What a seed draws of a run. */
public final class ClusterDraw {

    private ClusterDraw() {}

    /**
     * Returns the run of a seed.
     *
     * @param profile what breaks: the name of a {@link Swarm}
     * @param mutants flaws that are planted on purpose
     */
    public static ClusterSetup of(long seed, String profile, BrokerMutants mutants) {
        throw new UnsupportedOperationException("nothing is drawn yet: " + seed + profile + mutants);
    }
}
