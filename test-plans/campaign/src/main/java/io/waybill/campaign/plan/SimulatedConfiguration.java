package io.waybill.campaign.plan;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Verdict;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.fault.Timeline;
import io.waybill.history.file.ByteStore;
import io.waybill.plan.Configuration;
import io.waybill.runner.Judge;
import io.waybill.runner.MomentCount;
import io.waybill.runner.Recorded;
import io.waybill.runner.Simulated;
import io.waybill.simulation.cluster.ClusterListener;
import io.waybill.simulation.cluster.ClusterResult;
import io.waybill.simulation.cluster.ClusterRun;
import io.waybill.simulation.finding.Finding;
import io.waybill.simulation.finding.Layer;
import io.waybill.simulation.plan.PlannedCluster;
import io.waybill.simulator.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a seed of a configuration came to: the same seed, the same result.
 *
 * @param configuration what was run
 * @param control whether it is one that must break
 * @param result what happened in the simulated world
 * @param claims a verdict for each of its claims, weighed as a run's are
 */
public record SimulatedConfiguration(
        Configuration configuration, boolean control, ClusterResult result, List<ClaimVerdict> claims) {

    public SimulatedConfiguration {
        claims = List.copyOf(claims);
    }

    /** Runs a seed to its end and keeps nothing of it but this. */
    static SimulatedConfiguration run(Configuration configuration, boolean control, long seed, PlantedFlaws flaws) {
        return run(configuration, control, seed, flaws, all -> true);
    }

    /** Runs a seed with some of its faults to its end and keeps nothing of it but this. */
    static SimulatedConfiguration run(
            Configuration configuration,
            boolean control,
            long seed,
            PlantedFlaws flaws,
            Predicate<Timeline.Occurrence> strikes) {
        ClusterResult result = ClusterRun.recorded(
                PlannedCluster.of(configuration, seed, flaws.mutants(), strikes),
                Trace.none(),
                ByteStore.inMemory(),
                new TreeMap<>(),
                ClusterListener.NONE);
        List<ClaimVerdict> claims = Judge.weigh(configuration, result.judgement(), recorded(configuration, result));
        return new SimulatedConfiguration(configuration, control, result, claims);
    }

    static ClusterResult run(
            Configuration configuration,
            long seed,
            PlantedFlaws flaws,
            ByteStore history,
            SortedMap<String, String> attributes,
            ClusterListener listener) {
        return ClusterRun.recorded(
                PlannedCluster.of(configuration, seed, flaws.mutants()), Trace.none(), history, attributes, listener);
    }

    /** Returns what whoever weighs verdicts wants to know of it. */
    static Recorded recorded(Configuration configuration, ClusterResult result) {
        List<MomentCount> moments = configuration.promise().pressure().stream()
                .map(each -> new MomentCount(each, result.moments().getOrDefault(each.moment(), 0)))
                .toList();
        Simulated simulated = new Simulated(
                result.run().hash(),
                Duration.ofNanos(result.run().virtualNanos()),
                result.run().events(),
                sightings(result));
        return new Recorded(moments, result.traffic(), result.drained(), false, Optional.of(simulated));
    }

    private static List<Simulated.Sighting> sightings(ClusterResult result) {
        return result.run().verdict().all().stream()
                .filter(each -> each.layer() != Layer.ANOMALY)
                .map(each -> new Simulated.Sighting(
                        each.layer().word(), each.id(), each.evidence(), Duration.ofNanos(each.nanos())))
                .toList();
    }

    /** Returns everything that ought not to be: what breaks a promise, and what no client can see. */
    public List<Finding> wrong() {
        List<String> breaking = broken().stream()
                .flatMap(each -> each.because().stream())
                .map(AnomalyKind::id)
                .toList();
        return result.run().verdict().all().stream()
                .filter(each -> each.layer() != Layer.ANOMALY || breaking.contains(each.id()))
                .toList();
    }

    /** Returns whether it is as it ought to be, whatever a control's claims say. */
    public boolean isRight() {
        return wrong().isEmpty() && broken().isEmpty();
    }

    /** Returns the promises that are broken. */
    private List<ClaimVerdict> broken() {
        return control ? List.of() : configuration.promise().expectations().broken(claims);
    }

    /** Returns whether a claim is violated. */
    public boolean isViolated(Claim claim) {
        return claims.stream().anyMatch(each -> each.claim() == claim && isViolated(each));
    }

    private static boolean isViolated(ClaimVerdict each) {
        return each.verdict() instanceof Verdict.Violated;
    }
}
