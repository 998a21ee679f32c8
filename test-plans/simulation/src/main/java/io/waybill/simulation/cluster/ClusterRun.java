package io.waybill.simulation.cluster;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.fault.Swarm;
import io.waybill.history.file.ByteStore;
import io.waybill.simulation.Subject;
import io.waybill.simulator.trace.Trace;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** One run of a cluster. */
public final class ClusterRun {

    private ClusterRun() {}

    /**
     * Returns what all seeds of a profile are runs of.
     *
     * @param profile what breaks: the name of a {@link Swarm}
     * @param mutants the ids of the flaws that are planted, whatever part they are of
     * @return empty where one of the flaws is not known
     */
    public static Optional<Subject> subject(String profile, List<String> mutants) {
        return BrokerMutants.ofIds(mutants).map(planted -> new ClusterSubject(profile, planted));
    }

    /** Runs a setup to its end. */
    public static ClusterResult of(ClusterSetup setup) {
        return of(setup, Trace.none());
    }

    /** Runs a setup to its end and writes what happens to a trace. */
    public static ClusterResult of(ClusterSetup setup, Trace trace) {
        throw new UnsupportedOperationException("there is no cluster to run yet: " + setup.seed() + trace);
    }

    /**
     * Runs a setup to its end and keeps the history.
     *
     * @param store is given the history; not closed
     * @param attributes what the history is to say of the run beside what the run says itself
     * @param listener is told how it goes
     */
    public static ClusterResult recorded(
            ClusterSetup setup,
            Trace trace,
            ByteStore store,
            SortedMap<String, String> attributes,
            ClusterListener listener) {
        throw new UnsupportedOperationException(
                "there is no cluster to run yet: " + setup.seed() + trace + store + attributes + listener);
    }
}
